-- The per-test coverage of one file of the series' repository as report number :seq left it.
SELECT span.object_id
FROM hits_span AS span
JOIN series ON series.id = span.series_id
JOIN path ON path.id = span.path_id
WHERE span.series_id = :series AND span.from_seq <= :seq
    AND span.path_id = (
        SELECT id FROM path WHERE repository_id = (
            SELECT repository_id FROM series WHERE id = :series
        ) AND path = :path
    )
ORDER BY span.from_seq DESC
LIMIT 1;
