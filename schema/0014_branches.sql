-- Branches of a file in a coverage object, line by line and counted. NULL: the report counts none.
-- Of two parts of a run that took branches of one line the larger count stands.

ALTER TABLE coverage_object ADD COLUMN branches BLOB;
ALTER TABLE coverage_object ADD COLUMN branch_count INTEGER
    CHECK (branch_count >= 1 AND (branches IS NULL) = (branch_count IS NULL));
ALTER TABLE coverage_object ADD COLUMN taken_count INTEGER
    CHECK (taken_count BETWEEN 0 AND branch_count
        AND (taken_count IS NULL) = (branch_count IS NULL));
