-- The list of unmapped paths with this digest: at most one row.
SELECT id FROM unmapped WHERE digest = :digest;
