-- How far live trackers were read.

CREATE TABLE sync_cursor (
    -- One row a list. The document is a SyncCursor; a token is never part of it.
    tracker TEXT NOT NULL,
    base TEXT NOT NULL,
    list TEXT NOT NULL,
    document TEXT NOT NULL CHECK (json_valid(document)),
    PRIMARY KEY (tracker, base, list)
) STRICT, WITHOUT ROWID;
