-- Adds an answer, or takes the last one to its question back.
INSERT INTO answer (incident, question, value, why, blind, machine, at, withdrawn)
VALUES (:incident, :question, :value, :why, :blind, :machine, :at, :withdrawn);
