-- Mutants caught and all that count, of every file that a series holds as its report :seq left it.
SELECT path.path,
    sum(mutant.status IN ('killed', 'timeout')) AS caught,
    sum(mutant.status IN ('killed', 'timeout', 'survived', 'no_coverage')) AS counted
FROM (
    SELECT path_id, object_id, max(from_seq) FROM mutation_span
    WHERE series_id = :series AND from_seq <= :seq GROUP BY path_id
) AS latest
JOIN path ON path.id = latest.path_id
JOIN mutant ON mutant.object_id = latest.object_id
GROUP BY path.path ORDER BY path.path;
