-- The files a series holds as its report number :seq left it.
SELECT path.path
FROM (
    SELECT path_id, object_id, max(from_seq) FROM coverage_span
    WHERE series_id = :series AND from_seq <= :seq GROUP BY path_id
) AS latest
JOIN path ON path.id = latest.path_id
WHERE latest.object_id IS NOT NULL ORDER BY path.path;
