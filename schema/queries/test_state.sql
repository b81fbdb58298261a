-- What each test of a series did as its run number :seq left it.
SELECT test_id, status, attempts, max(from_seq) FROM test_span
WHERE series_id = :series AND from_seq <= :seq GROUP BY test_id;
