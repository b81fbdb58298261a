-- Lines seen and run, branches and branches taken of every file that a series holds as its report
-- number :seq left it.
SELECT path.path, object.instrumented_count, object.hit_count, object.branch_count,
    object.taken_count
FROM (
    SELECT path_id, object_id, max(from_seq) FROM coverage_span
    WHERE series_id = :series AND from_seq <= :seq GROUP BY path_id
) AS latest
JOIN path ON path.id = latest.path_id
JOIN coverage_object AS object ON object.id = latest.object_id
ORDER BY path.path;
