-- The bitmap of lines with these bytes: at most one row.
SELECT id FROM line_bits WHERE bits = :bits;
