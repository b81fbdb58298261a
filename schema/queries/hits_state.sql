-- Per-test coverage of each file of a series as its report number :seq left it.
SELECT latest.path_id, latest.object_id, object.digest
FROM (
    SELECT path_id, object_id, max(from_seq) FROM hits_span
    WHERE series_id = :series AND from_seq <= :seq GROUP BY path_id
) AS latest
JOIN hits_object AS object ON object.id = latest.object_id;
