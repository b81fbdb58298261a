-- The list of names with this key: at most one row.
SELECT id FROM name_list WHERE digest = :digest;
