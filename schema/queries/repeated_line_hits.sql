-- How many paths a file that a report was read from counts exactly as another file of the report does;
-- those of which nothing ran are left out.
SELECT count(DISTINCT mine.path_id) AS paths
FROM upload
JOIN report ON report.id = upload.report_id
JOIN series ON series.id = report.series_id
JOIN repository ON repository.id = series.repository_id
JOIN line_hits AS mine ON mine.upload_id = upload.id
JOIN line_hits_object AS object ON object.id = mine.object_id AND length(object.hits) > 0
JOIN upload AS other ON other.report_id = report.id AND other.id <> upload.id
JOIN line_hits AS theirs ON theirs.upload_id = other.id AND theirs.path_id = mine.path_id
    AND theirs.object_id = mine.object_id
WHERE repository.name = :repository AND series.kind = 'coverage' AND series.name = :series
    AND report.commit_oid = :commit AND upload.digest = :digest;
