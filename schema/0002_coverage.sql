-- Reports and coverage: spans of content-addressed bitmaps, so that a day on which little changed
-- costs little. Exact hit counts are not kept: they jitter and would cost 23 times the answer.

CREATE TABLE repository (
    -- A repository by its local name in escapee.toml.
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE path (
    -- A path of a repository, from its root, with slashes.
    id INTEGER PRIMARY KEY,
    repository_id INTEGER NOT NULL REFERENCES repository (id),
    path TEXT NOT NULL,
    UNIQUE (repository_id, path)
) STRICT;

CREATE TABLE series (
    -- Reports of one suite of one repository.
    id INTEGER PRIMARY KEY,
    repository_id INTEGER NOT NULL REFERENCES repository (id),
    kind TEXT NOT NULL CHECK (kind IN ('coverage', 'tests')),
    name TEXT NOT NULL,
    UNIQUE (repository_id, kind, name)
) STRICT;

CREATE TABLE report (
    -- One measurement at one commit. seq counts the reports of a series in the order of import, so
    -- history may be filled in from any end. rerun tells test runs at the same commit apart.
    id INTEGER PRIMARY KEY,
    series_id INTEGER NOT NULL REFERENCES series (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    commit_oid TEXT NOT NULL,
    rerun INTEGER NOT NULL CHECK (rerun >= 0),
    taken_at TEXT NOT NULL,
    zone_known INTEGER NOT NULL CHECK (zone_known IN (0, 1)),
    UNIQUE (series_id, seq),
    UNIQUE (series_id, commit_oid, rerun)
) STRICT;

CREATE TABLE merged_as (
    -- Commits a report also stands for, as a person declared.
    report_id INTEGER NOT NULL REFERENCES report (id),
    commit_oid TEXT NOT NULL,
    PRIMARY KEY (report_id, commit_oid)
) STRICT, WITHOUT ROWID;

CREATE TABLE unmapped (
    -- A list of paths that no file of the repository answers to; reports with the same list share it.
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    raw_paths TEXT NOT NULL CHECK (json_valid(raw_paths))
) STRICT;

CREATE TABLE upload (
    -- A file that a report was read from; several are the shards of one run.
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id),
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    warnings TEXT NOT NULL CHECK (json_valid(warnings)),
    unmapped_id INTEGER REFERENCES unmapped (id),
    UNIQUE (report_id, digest)
) STRICT;

CREATE TABLE path_rule (
    -- How a path of a report was last found in the repository.
    series_id INTEGER NOT NULL REFERENCES series (id),
    raw_path TEXT NOT NULL,
    path_id INTEGER NOT NULL REFERENCES path (id),
    rule TEXT NOT NULL,
    PRIMARY KEY (series_id, raw_path)
) STRICT, WITHOUT ROWID;

CREATE TABLE coverage_object (
    -- Coverage of one content of a file, each kind once. Bit n - 1 of a bitmap is line n, least
    -- significant bit first, no zero bytes at the end. blob is the git blob; NULL partial is no line.
    id INTEGER PRIMARY KEY,
    blob BLOB,
    digest BLOB NOT NULL UNIQUE,
    instrumented BLOB NOT NULL,
    hit BLOB NOT NULL,
    partial BLOB,
    instrumented_count INTEGER NOT NULL CHECK (instrumented_count >= 0),
    hit_count INTEGER NOT NULL CHECK (hit_count >= 0)
) STRICT;

CREATE TABLE coverage_span (
    -- What a series says of a file from report from_seq on, until its next span.
    -- NULL object: the file left the report. No row: it was never in one.
    series_id INTEGER NOT NULL REFERENCES series (id),
    path_id INTEGER NOT NULL REFERENCES path (id),
    from_seq INTEGER NOT NULL CHECK (from_seq >= 1),
    object_id INTEGER REFERENCES coverage_object (id),
    PRIMARY KEY (series_id, path_id, from_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE context (
    -- A test as per-test coverage names it.
    id INTEGER PRIMARY KEY,
    repository_id INTEGER NOT NULL REFERENCES repository (id),
    name TEXT NOT NULL,
    UNIQUE (repository_id, name)
) STRICT;

CREATE TABLE line_bits (
    -- A bitmap of lines, each once, shared by all tests that ran the same lines.
    id INTEGER PRIMARY KEY,
    bits BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE hits_object (
    -- What single tests ran of one file, each combination once; its rows are in hits_row.
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE hits_row (
    -- The lines that one test ran.
    object_id INTEGER NOT NULL REFERENCES hits_object (id),
    context_id INTEGER NOT NULL REFERENCES context (id),
    bits_id INTEGER NOT NULL REFERENCES line_bits (id),
    PRIMARY KEY (object_id, context_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE hits_span (
    -- Per-test coverage of a file from report from_seq on, until its next span. NULL: none is known.
    series_id INTEGER NOT NULL REFERENCES series (id),
    path_id INTEGER NOT NULL REFERENCES path (id),
    from_seq INTEGER NOT NULL CHECK (from_seq >= 1),
    object_id INTEGER REFERENCES hits_object (id),
    PRIMARY KEY (series_id, path_id, from_seq)
) STRICT, WITHOUT ROWID;
