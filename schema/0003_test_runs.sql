-- What each test did, as spans: a test that does the same as in the run before costs nothing.

CREATE TABLE test (
    -- A test as test reports name it.
    id INTEGER PRIMARY KEY,
    repository_id INTEGER NOT NULL REFERENCES repository (id),
    suite TEXT NOT NULL,
    class TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (repository_id, suite, class, name)
) STRICT;

CREATE TABLE test_span (
    -- What a test did from run from_seq on, until its next span. NULL status: it was not in the run.
    series_id INTEGER NOT NULL REFERENCES series (id),
    test_id INTEGER NOT NULL REFERENCES test (id),
    from_seq INTEGER NOT NULL CHECK (from_seq >= 1),
    status TEXT CHECK (status IN ('passed', 'failed', 'errored', 'skipped', 'flaky')),
    attempts INTEGER CHECK (attempts >= 0),
    CHECK ((status IS NULL) = (attempts IS NULL)),
    PRIMARY KEY (series_id, test_id, from_seq)
) STRICT, WITHOUT ROWID;
