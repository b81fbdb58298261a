-- Paths of a report that no file of the repository answers to, over all its uploads.
SELECT DISTINCT raw.value AS raw_path
FROM upload JOIN unmapped ON unmapped.id = upload.unmapped_id, json_each(unmapped.raw_paths) AS raw
WHERE upload.report_id = :report ORDER BY raw_path;
