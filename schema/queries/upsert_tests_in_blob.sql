-- Stores the tests of one content of a file.
INSERT INTO tests_memo (blob, path, scanner, document) VALUES (:blob, :path, :scanner, :document)
ON CONFLICT (blob, path, scanner) DO UPDATE SET document = excluded.document;
