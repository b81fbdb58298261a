-- The coverage object with this digest: at most one row.
SELECT id FROM coverage_object WHERE digest = :digest;
