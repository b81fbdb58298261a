-- The stored tests of one content of a file: at most one row.
SELECT document FROM tests_memo WHERE blob = :blob AND path = :path AND scanner = :scanner;
