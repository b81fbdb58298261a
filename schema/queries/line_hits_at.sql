-- How often the lines of a path ran, by each file that the report was read from. Where its counts
-- are kept (keeps_hits) and it holds the path (holds), NULL hits say that it does not count.
SELECT upload.keeps_hits, line_hits.path_id IS NOT NULL AS holds, object.hits
FROM upload
LEFT JOIN line_hits ON line_hits.upload_id = upload.id AND line_hits.path_id = (
    SELECT path.id FROM path JOIN repository ON repository.id = path.repository_id
    WHERE repository.name = :repository AND path.path = :path
)
LEFT JOIN line_hits_object AS object ON object.id = line_hits.object_id
WHERE upload.report_id = :report;
