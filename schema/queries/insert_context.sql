-- Adds a test that per-test coverage names.
INSERT INTO context (repository_id, name) VALUES (:repository, :name);
