-- The list of counts with this digest: at most one row.
SELECT id FROM line_hits_object WHERE digest = :digest;
