-- The series of a repository with this kind and name: at most one row.
SELECT id FROM series WHERE repository_id = :repository AND kind = :kind AND name = :name;
