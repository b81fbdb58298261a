-- Mutants of files, as spans of content-addressed objects like coverage. The words that the tables
-- of series and imports allow are widened; SQLite can do that only by writing the tables anew.

PRAGMA defer_foreign_keys = ON;

CREATE TEMP TABLE series_before AS SELECT id, repository_id, kind, name FROM series;
DROP TABLE series;
CREATE TABLE series (
    -- Reports of one suite of one repository.
    id INTEGER PRIMARY KEY,
    repository_id INTEGER NOT NULL REFERENCES repository (id),
    kind TEXT NOT NULL CHECK (kind IN ('coverage', 'tests', 'mutants')),
    name TEXT NOT NULL,
    UNIQUE (repository_id, kind, name)
) STRICT;
INSERT INTO series (id, repository_id, kind, name)
    SELECT id, repository_id, kind, name FROM series_before;
DROP TABLE series_before;

ALTER TABLE import RENAME TO import_before;
CREATE TABLE import (
    -- A file that was read. The reasons of what was left out are not kept: they may quote a record
    -- that is to be forgotten. Reading the same file again without effect adds no row.
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL
        CHECK (kind IN ('incidents', 'releases', 'coverage', 'tests', 'mutants', 'person')),
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

CREATE TABLE name_list (
    -- A list of test names, each list once: mutants of one line are run by the same tests.
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    names TEXT NOT NULL CHECK (json_valid(names))
) STRICT;

CREATE TABLE mutation_object (
    -- The mutants of one content of a file and what became of them, each combination once; its rows
    -- are in mutant. blob is the git blob that was mutated; NULL: it is not known.
    id INTEGER PRIMARY KEY,
    blob BLOB,
    digest BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE mutant (
    -- One mutant of an object, numbered in the report's order. NULL lines: the report does not say;
    -- NULL covered_by: it does not tell which tests run the place.
    object_id INTEGER NOT NULL REFERENCES mutation_object (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    first_line INTEGER CHECK (first_line >= 1),
    last_line INTEGER CHECK (last_line >= first_line),
    operator TEXT NOT NULL,
    replacement TEXT,
    status TEXT NOT NULL CHECK (status IN ('killed', 'survived', 'no_coverage', 'timeout',
        'compile_error', 'runtime_error', 'ignored', 'pending')),
    killed_by_id INTEGER NOT NULL REFERENCES name_list (id),
    covered_by_id INTEGER REFERENCES name_list (id),
    CHECK ((first_line IS NULL) = (last_line IS NULL)),
    PRIMARY KEY (object_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE mutation_span (
    -- What a series says of a file's mutants from report from_seq on, until its next span.
    -- NULL object: the file left the report. No row: it was never in one.
    series_id INTEGER NOT NULL REFERENCES series (id),
    path_id INTEGER NOT NULL REFERENCES path (id),
    from_seq INTEGER NOT NULL CHECK (from_seq >= 1),
    object_id INTEGER REFERENCES mutation_object (id),
    PRIMARY KEY (series_id, path_id, from_seq)
) STRICT, WITHOUT ROWID;
