-- Incidents, releases, what people said, and the log of imports.
-- Times are RFC 3339 text in UTC, as in 2026-03-01T09:30:00Z; lists are JSON arrays; NULL is "not known".

CREATE TABLE state (
    -- One row. generation grows whenever evidence, a release or a person's link changes.
    id INTEGER PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL CHECK (generation >= 0)
) STRICT;

INSERT INTO state (id, generation) VALUES (1, 0);

CREATE TABLE import (
    -- A file that was read. The reasons of what was left out are not kept: they may quote a record
    -- that is to be forgotten. Reading the same file again without effect adds no row.
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('incidents', 'releases', 'coverage', 'tests', 'person')),
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    at TEXT NOT NULL,
    imported INTEGER NOT NULL CHECK (imported >= 0),
    updated INTEGER NOT NULL CHECK (updated >= 0),
    unchanged INTEGER NOT NULL CHECK (unchanged >= 0),
    skipped INTEGER NOT NULL CHECK (skipped >= 0),
    failed INTEGER NOT NULL CHECK (failed >= 0)
) STRICT;

CREATE TABLE incident (
    -- One incident or defect record as its tracker tells it. No person is part of it.
    -- Each time has its origin: field, derived from another field, or guessed.
    id TEXT PRIMARY KEY CHECK (id <> ''),
    source TEXT NOT NULL,
    url TEXT,
    title TEXT NOT NULL,
    body TEXT,
    kind TEXT,
    status TEXT,
    severity_raw TEXT,
    severity INTEGER CHECK (severity BETWEEN 1 AND 4),
    phase_raw TEXT,
    phase TEXT NOT NULL
        CHECK (phase IN ('production', 'uat', 'staging', 'test', 'review', 'unknown')),
    detected_by TEXT NOT NULL
        CHECK (detected_by IN ('customer', 'alert', 'internal', 'partner', 'unknown')),
    introduced_at TEXT,
    introduced_origin TEXT CHECK (introduced_origin IN ('field', 'derived', 'guessed')),
    deployed_at TEXT,
    deployed_origin TEXT CHECK (deployed_origin IN ('field', 'derived', 'guessed')),
    started_at TEXT,
    started_origin TEXT CHECK (started_origin IN ('field', 'derived', 'guessed')),
    detected_at TEXT,
    detected_origin TEXT CHECK (detected_origin IN ('field', 'derived', 'guessed')),
    acknowledged_at TEXT,
    acknowledged_origin TEXT CHECK (acknowledged_origin IN ('field', 'derived', 'guessed')),
    mitigated_at TEXT,
    mitigated_origin TEXT CHECK (mitigated_origin IN ('field', 'derived', 'guessed')),
    resolved_at TEXT,
    resolved_origin TEXT CHECK (resolved_origin IN ('field', 'derived', 'guessed')),
    reopened_at TEXT,
    reopened_origin TEXT CHECK (reopened_origin IN ('field', 'derived', 'guessed')),
    component TEXT,
    labels TEXT NOT NULL CHECK (json_valid(labels)),
    customers_affected INTEGER CHECK (customers_affected >= 0),
    cost REAL,
    currency TEXT,
    conditions TEXT NOT NULL CHECK (json_valid(conditions)),
    contained TEXT NOT NULL CHECK (contained IN ('yes', 'no', 'unknown')),
    duplicate_of TEXT,
    problem_id TEXT,
    affected_version TEXT,
    fix_commits TEXT NOT NULL CHECK (json_valid(fix_commits)),
    cause_commits TEXT NOT NULL CHECK (json_valid(cause_commits)),
    CHECK ((introduced_at IS NULL) = (introduced_origin IS NULL)),
    CHECK ((deployed_at IS NULL) = (deployed_origin IS NULL)),
    CHECK ((started_at IS NULL) = (started_origin IS NULL)),
    CHECK ((detected_at IS NULL) = (detected_origin IS NULL)),
    CHECK ((acknowledged_at IS NULL) = (acknowledged_origin IS NULL)),
    CHECK ((mitigated_at IS NULL) = (mitigated_origin IS NULL)),
    CHECK ((resolved_at IS NULL) = (resolved_origin IS NULL)),
    CHECK ((reopened_at IS NULL) = (reopened_origin IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE person_link (
    -- What a person said of an incident, as typed. The incident may be imported later.
    incident TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('fix', 'cause', 'region')),
    value TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (incident, role, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE release (
    -- What went live where and when. NULL component is all of them; NULL repository is the only one.
    id INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    environment TEXT NOT NULL,
    component TEXT CHECK (component <> ''),
    repository TEXT CHECK (repository <> ''),
    version TEXT CHECK (version <> ''),
    revision TEXT,
    result TEXT NOT NULL CHECK (result IN ('success', 'failure', 'rolled-back', 'unknown'))
) STRICT;

CREATE UNIQUE INDEX release_identity ON release
    (time, environment, ifnull(component, ''), ifnull(repository, ''), ifnull(version, ''));
