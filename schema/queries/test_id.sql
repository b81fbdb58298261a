-- The test of a repository that test reports give these names: at most one row.
SELECT id FROM test
WHERE repository_id = :repository AND suite = :suite AND class = :class AND name = :name;
