-- The file that a report was read from: at most one row.
SELECT id FROM upload WHERE report_id = :report AND digest = :digest;
