-- The packed bytes of one report file that waits.
SELECT packed FROM pending_report WHERE id = :id;
