-- All tests that test reports of a repository name.
SELECT id, suite, class, name FROM test WHERE repository_id = :repository;
