-- The object with this key: at most one row.
SELECT id FROM mutation_object WHERE digest = :digest;
