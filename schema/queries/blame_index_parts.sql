-- The parts of the blame index of repository :repository, in the order they were made.
SELECT part.part
FROM blame_index_part AS part
JOIN repository ON repository.id = part.repository_id
WHERE repository.name = :repository
ORDER BY part.id;
