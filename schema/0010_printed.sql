-- Figures that reports printed, so that the next one can say what was restated and why; and
-- indicators of the user's own.

CREATE TABLE printed_figure (
    -- The escapes and caught defects of one row, as a report printed them.
    printed_at TEXT NOT NULL,
    key TEXT NOT NULL,
    escapes TEXT NOT NULL CHECK (json_valid(escapes)),
    caught TEXT NOT NULL CHECK (json_valid(caught)),
    PRIMARY KEY (key, printed_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE own_indicator (
    -- A value of the user's own of a unit from a day on, until its next value. claim: what more of it
    -- is said to go with, before looking.
    name TEXT NOT NULL CHECK (name <> ''),
    unit TEXT NOT NULL CHECK (unit <> ''),
    at TEXT NOT NULL,
    value REAL NOT NULL,
    claim TEXT NOT NULL CHECK (claim IN ('protects', 'endangers')),
    PRIMARY KEY (name, unit, at)
) STRICT, WITHOUT ROWID;
