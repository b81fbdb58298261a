-- What walking a repository's history gave, so that it need not be walked again.

CREATE TABLE blame_index_part (
    -- One part of a repository's BlameIndex. Behind one another, by id, they are the index; each
    -- bears its own seal, so one that was cut off or changed is found out when it is read.
    id INTEGER PRIMARY KEY,
    repository_id INTEGER NOT NULL REFERENCES repository (id),
    part BLOB NOT NULL
) STRICT;

CREATE INDEX blame_index_part_by_repository ON blame_index_part (repository_id);
