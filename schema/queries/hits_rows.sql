-- What single tests ran, of one combination.
SELECT context.name, line_bits.bits
FROM hits_row
JOIN context ON context.id = hits_row.context_id
JOIN line_bits ON line_bits.id = hits_row.bits_id
WHERE hits_row.object_id = :object ORDER BY context.name;
