-- Forgets the blame index of a repository.
DELETE FROM blame_index_part WHERE repository_id = :repository;
