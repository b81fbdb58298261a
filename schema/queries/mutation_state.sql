-- What a series says of each file's mutants as its report number :seq left it. The bare column
-- object_id comes from the row with the greatest from_seq, as SQLite defines it for max().
SELECT latest.path_id, latest.object_id, object.digest
FROM (
    SELECT path_id, object_id, max(from_seq) FROM mutation_span
    WHERE series_id = :series AND from_seq <= :seq GROUP BY path_id
) AS latest
JOIN mutation_object AS object ON object.id = latest.object_id;
