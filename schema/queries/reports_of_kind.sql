-- All reports of a kind by id.
SELECT report.id, repository.name AS repository, series.name AS series, report.series_id,
    report.seq, report.commit_oid, report.taken_at
FROM report
JOIN series ON series.id = report.series_id
JOIN repository ON repository.id = series.repository_id
WHERE series.kind = :kind ORDER BY report.id;
