-- Indicators of the user's own stand in the log of imports like all that is imported.

ALTER TABLE import RENAME TO import_before;
CREATE TABLE import (
    -- A file that was read. The reasons of what was left out are not kept: they may quote a record
    -- that is to be forgotten. Reading the same file again without effect adds no row.
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('incidents', 'releases', 'coverage', 'tests', 'mutants',
        'indicator', 'person')),
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    at TEXT NOT NULL,
    imported INTEGER NOT NULL CHECK (imported >= 0),
    updated INTEGER NOT NULL CHECK (updated >= 0),
    unchanged INTEGER NOT NULL CHECK (unchanged >= 0),
    skipped INTEGER NOT NULL CHECK (skipped >= 0),
    failed INTEGER NOT NULL CHECK (failed >= 0)
) STRICT;
INSERT INTO import (id, kind, name, digest, at, imported, updated, unchanged, skipped, failed)
    SELECT id, kind, name, digest, at, imported, updated, unchanged, skipped, failed
    FROM import_before;
DROP TABLE import_before;
