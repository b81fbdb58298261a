-- How often lines ran, for the reports of releases only: counts change with every run and would cost
-- ten times what the bitmaps of all other reports do. And what was asked for when a report that
-- waits was given.

-- Whether the counts of the file are kept; those of shards add up only where all of them are.
ALTER TABLE upload ADD COLUMN keeps_hits INTEGER NOT NULL DEFAULT 0 CHECK (keeps_hits IN (0, 1));

CREATE TABLE line_hits_object (
    -- How often the lines of one file ran, each list once. Lines ascend, those that did not run are
    -- left out; a line is its count times two, plus one and the distance where lines between did not
    -- run, in bytes of seven bits, the lowest first.
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    hits BLOB NOT NULL
) STRICT;

CREATE TABLE line_hits (
    -- What a file that a report was read from counts of a path. NULL object: it tells whether lines
    -- ran and not how often. No row: it does not hold the path.
    upload_id INTEGER NOT NULL REFERENCES upload (id),
    path_id INTEGER NOT NULL REFERENCES path (id),
    object_id INTEGER REFERENCES line_hits_object (id),
    PRIMARY KEY (upload_id, path_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE pending_report ADD COLUMN max_unmapped INTEGER NOT NULL DEFAULT 50
    CHECK (max_unmapped BETWEEN 0 AND 100);
ALTER TABLE pending_report ADD COLUMN keep_hits INTEGER NOT NULL DEFAULT 0
    CHECK (keep_hits IN (0, 1));
