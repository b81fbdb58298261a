-- What analysis found out. All of it can be computed again.

CREATE TABLE trace_memo (
    -- The trace of a fix: a fact of git, which never changes for the same options.
    repository_id INTEGER NOT NULL REFERENCES repository (id),
    fix TEXT NOT NULL,
    options TEXT NOT NULL,
    document TEXT NOT NULL CHECK (json_valid(document)),
    PRIMARY KEY (repository_id, fix, options)
) STRICT;

CREATE TABLE tests_memo (
    -- The tests of one content of a file, found once by each version of the scanner.
    blob TEXT NOT NULL,
    path TEXT NOT NULL,
    scanner INTEGER NOT NULL,
    document TEXT NOT NULL CHECK (json_valid(document)),
    PRIMARY KEY (blob, path, scanner)
) STRICT;

CREATE TABLE dossier (
    -- All that analysis found out about one incident, whole in document, the rest taken from it.
    -- It is current while fingerprint is what its inputs give; another version's is as good as none.
    incident_id TEXT PRIMARY KEY REFERENCES incident (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    written_by TEXT NOT NULL,
    class TEXT NOT NULL
        CHECK (class IN ('X0', 'X1', 'S', 'C', 'B', 'O', 'E', 'N', 'F', 'U')),
    defect TEXT NOT NULL,
    component TEXT NOT NULL,
    moment_commit TEXT,
    document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;
