-- A file that a report was read from whose counts are kept: at most one row.
SELECT id FROM upload WHERE report_id = :report AND keeps_hits = 1 LIMIT 1;
