-- Notes that the counts of a file that a report was read from are kept, where that was not so.
UPDATE upload SET keeps_hits = 1 WHERE id = :upload AND keeps_hits = 0;
