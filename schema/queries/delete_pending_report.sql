-- Drops a report file that waits no more.
DELETE FROM pending_report WHERE id = :id;
