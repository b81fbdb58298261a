-- The repository with this name: at most one row.
SELECT id FROM repository WHERE name = :name;
