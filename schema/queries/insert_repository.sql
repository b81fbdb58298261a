-- Adds a repository.
INSERT INTO repository (name) VALUES (:name);
