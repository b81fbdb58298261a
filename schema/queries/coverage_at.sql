-- Coverage of one file in one series as its report number :seq left it: at most one row. A row of
-- NULLs says that the file had left the report; no row that it was never in one. The caller chose
-- :seq by the history of commits; wall time never picks a report.
SELECT span.object_id, object.blob, object.instrumented, object.hit, object.partial,
    object.branches
FROM coverage_span AS span
LEFT JOIN coverage_object AS object ON object.id = span.object_id
WHERE span.series_id = :series AND span.from_seq <= :seq
    AND span.path_id = (
        SELECT path.id FROM path JOIN repository ON repository.id = path.repository_id
        WHERE repository.name = :repository AND path.path = :path
    )
ORDER BY span.from_seq DESC
LIMIT 1;
