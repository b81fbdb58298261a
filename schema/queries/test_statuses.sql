-- What each test did in one run.
SELECT test.suite, test.class, test.name, latest.status, latest.attempts
FROM (
    SELECT span.test_id, span.status, span.attempts, max(span.from_seq)
    FROM test_span AS span JOIN report ON report.series_id = span.series_id
    WHERE report.id = :report AND span.from_seq <= report.seq GROUP BY span.test_id
) AS latest
JOIN test ON test.id = latest.test_id
WHERE latest.status IS NOT NULL ORDER BY test.suite, test.class, test.name;
