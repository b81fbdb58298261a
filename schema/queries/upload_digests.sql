-- The files that a report was read from.
SELECT digest FROM upload WHERE report_id = :report;
