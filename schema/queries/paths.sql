-- All known paths of a repository.
SELECT id, path FROM path WHERE repository_id = :repository;
