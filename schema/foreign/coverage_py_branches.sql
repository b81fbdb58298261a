-- Steps from line to line that were taken: one row a step, file and context. Below zero: in or out of a function.
SELECT file.path, context.context AS test, arc.fromno, arc.tono
FROM arc
JOIN file ON file.id = arc.file_id
LEFT JOIN context ON context.id = arc.context_id
LIMIT 50000000;
