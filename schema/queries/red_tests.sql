-- The spans of every test of a series that was ever red, by test and report.
SELECT span.test_id, span.from_seq, span.status
FROM test_span AS span
JOIN series ON series.id = span.series_id
JOIN repository ON repository.id = series.repository_id
WHERE series.kind = 'tests' AND series.name = :series AND repository.name = :repository
    AND span.test_id IN (
        SELECT red.test_id FROM test_span AS red
        WHERE red.series_id = series.id AND red.status IN ('failed', 'errored', 'flaky')
    )
ORDER BY span.test_id, span.from_seq;
