-- Lines that ran, as a bitmap (bit n is line n): one row a file and context.
SELECT file.path, context.context AS test, line_bits.numbits
FROM line_bits
JOIN file ON file.id = line_bits.file_id
LEFT JOIN context ON context.id = line_bits.context_id
LIMIT 50000000;
