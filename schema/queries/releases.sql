-- All releases. Text orders times but for fractions of a second, so the caller sorts.
SELECT time, environment, component, repository, version, revision, result
FROM release ORDER BY time, id;
