-- Reports of commits that the clone does not hold yet.

CREATE TABLE pending_report (
    -- A report file as it was given, packed with gzip, until its commit comes or a person says what
    -- it was merged as.
    id INTEGER PRIMARY KEY,
    repository_id INTEGER NOT NULL REFERENCES repository (id),
    kind TEXT NOT NULL CHECK (kind IN ('coverage', 'tests', 'mutants')),
    series TEXT NOT NULL,
    commit_oid TEXT NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    digest TEXT NOT NULL,
    packed BLOB NOT NULL,
    UNIQUE (repository_id, kind, series, commit_oid, digest)
) STRICT;
