-- The mutants of one object, in the report's order.
SELECT mutant.first_line, mutant.last_line, mutant.operator, mutant.replacement, mutant.status,
    killed_by.names AS killed_by, covered_by.names AS covered_by
FROM mutant
JOIN name_list AS killed_by ON killed_by.id = mutant.killed_by_id
LEFT JOIN name_list AS covered_by ON covered_by.id = mutant.covered_by_id
WHERE mutant.object_id = :object ORDER BY mutant.number;
