-- The per-test coverage with this digest: at most one row.
SELECT id FROM hits_object WHERE digest = :digest;
