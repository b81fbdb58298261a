-- All test runs by id.
SELECT report.id, repository.name AS repository, series.name AS series, report.seq,
    report.commit_oid, report.taken_at
FROM report
JOIN series ON series.id = report.series_id
JOIN repository ON repository.id = series.repository_id
WHERE series.kind = 'tests' ORDER BY report.id;
