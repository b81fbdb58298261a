-- Adds a list of names.
INSERT INTO name_list (digest, names) VALUES (:digest, :names);
