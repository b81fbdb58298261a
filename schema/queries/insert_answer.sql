-- Adds an answer.
INSERT INTO answer (incident, question, value, why, blind, machine, at)
VALUES (:incident, :question, :value, :why, :blind, :machine, :at);
