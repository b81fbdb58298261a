-- Puts a part behind the others of the blame index.
INSERT INTO blame_index_part (repository_id, part) VALUES (:repository, :part);
