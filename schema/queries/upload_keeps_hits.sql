-- A file that a report of this series and commit was read from, if its counts are kept.
SELECT upload.id
FROM upload
JOIN report ON report.id = upload.report_id
JOIN series ON series.id = report.series_id
JOIN repository ON repository.id = series.repository_id
WHERE repository.name = :repository AND series.kind = 'coverage' AND series.name = :series
    AND report.commit_oid = :commit AND upload.digest = :digest AND upload.keeps_hits = 1;
