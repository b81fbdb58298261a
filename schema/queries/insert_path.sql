-- Adds a path.
INSERT INTO path (repository_id, path) VALUES (:repository, :path);
