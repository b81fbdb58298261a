-- Which records of live trackers became which incidents, records as their source wrote them, what
-- people changed in incidents, and what was forgotten.

CREATE TABLE tracked (
    -- One row a record of a list. key is what the tracker itself knows it by, also after a move.
    tracker TEXT NOT NULL,
    base TEXT NOT NULL,
    list TEXT NOT NULL,
    key TEXT NOT NULL,
    incident TEXT NOT NULL,
    PRIMARY KEY (tracker, base, list, key)
) STRICT, WITHOUT ROWID;

-- Grows with every imported incident that is new, changes, is renamed or forgotten.
ALTER TABLE state ADD COLUMN incident_changes INTEGER NOT NULL DEFAULT 0
    CHECK (incident_changes >= 0);

CREATE TABLE raw_form (
    -- How raw records of one kind are read. The document is a RawForm.
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL UNIQUE CHECK (json_valid(document))
) STRICT;

CREATE TABLE raw_record (
    -- A record without persons: an array of cells, or an object. NULL incident is one that could not
    -- be understood.
    id INTEGER PRIMARY KEY,
    form_id INTEGER NOT NULL REFERENCES raw_form (id),
    key BLOB NOT NULL CHECK (length(key) = 10),
    line INTEGER NOT NULL CHECK (line >= 0),
    incident TEXT,
    document TEXT NOT NULL,
    UNIQUE (form_id, key)
) STRICT;

CREATE INDEX raw_record_incident ON raw_record (incident);

CREATE TABLE incident_edit (
    -- What a person changed in an incident, a field each. The value is JSON as in the record.
    incident TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL CHECK (json_valid(value)),
    at TEXT NOT NULL,
    PRIMARY KEY (incident, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE forgotten (
    -- Digests of the ids of incidents that must not come back.
    digest TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE read_file (
    -- A file of incidents that was read to its end, by a digest of its bytes and the settings. While
    -- incident_changes is as it was then, reading it again changes nothing. The document is a
    -- Reconciliation.
    digest TEXT PRIMARY KEY,
    incident_changes INTEGER NOT NULL CHECK (incident_changes >= 0),
    document TEXT NOT NULL CHECK (json_valid(document))
) STRICT, WITHOUT ROWID;
