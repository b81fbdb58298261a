-- Adds a test.
INSERT INTO test (repository_id, suite, class, name) VALUES (:repository, :suite, :class, :name);
