-- What people answered about incidents.

CREATE TABLE answer (
    -- One answer to one question, as typed. A later one to the same question counts instead; the
    -- earlier one stays. blind: given before the machine's class was shown; machine is that class.
    id INTEGER PRIMARY KEY,
    incident TEXT NOT NULL,
    question TEXT NOT NULL,
    value TEXT NOT NULL CHECK (value <> ''),
    why TEXT CHECK (why <> ''),
    blind INTEGER NOT NULL CHECK (blind IN (0, 1)),
    machine TEXT CHECK (machine IN ('X0', 'X1', 'S', 'C', 'B', 'O', 'E', 'N', 'F', 'U')),
    at TEXT NOT NULL
) STRICT;

CREATE INDEX answer_of_incident ON answer (incident, question, id);
