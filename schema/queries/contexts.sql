-- All tests that per-test coverage of a repository names.
SELECT id, name FROM context WHERE repository_id = :repository;
