-- What the scanner read in one content of a file: at most one row.
SELECT facts FROM test_file_memo
WHERE blob = :blob AND language = :language AND in_test_file = :in_test_file AND scanner = :scanner;
