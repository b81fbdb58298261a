-- Adds a series.
INSERT INTO series (repository_id, kind, name) VALUES (:repository, :kind, :name);
