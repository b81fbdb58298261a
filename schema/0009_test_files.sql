-- What the scanner read, kept by content.

CREATE TABLE test_file_memo (
    -- The tests and helpers of one content of a file, read once by each version of the scanner. Only
    -- the names of a language and of the kind of path decide besides the content.
    blob TEXT NOT NULL,
    language TEXT NOT NULL,
    in_test_file INTEGER NOT NULL CHECK (in_test_file IN (0, 1)),
    scanner INTEGER NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    PRIMARY KEY (blob, language, in_test_file, scanner)
) STRICT, WITHOUT ROWID;
