-- The incident with this id: at most one row.
SELECT * FROM incident WHERE id = :id;
