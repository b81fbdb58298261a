-- Notes that the counts of a file that a report was read from are kept.
UPDATE upload SET keeps_hits = 1 WHERE id = :upload;
