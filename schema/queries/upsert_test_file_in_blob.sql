-- Stores what the scanner read in one content of a file.
INSERT INTO test_file_memo (blob, language, in_test_file, scanner, facts)
VALUES (:blob, :language, :in_test_file, :scanner, :facts)
ON CONFLICT (blob, language, in_test_file, scanner) DO UPDATE SET facts = excluded.facts;
