-- The report of a series at a commit that was read from this very file: at most one row.
SELECT report.id FROM report JOIN upload ON upload.report_id = report.id
WHERE report.series_id = :series AND report.commit_oid = :commit AND upload.digest = :digest
LIMIT 1;
