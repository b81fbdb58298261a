-- Writes what a test did from a run on.
INSERT INTO test_span (series_id, test_id, from_seq, status, attempts)
VALUES (:series, :test, :from_seq, :status, :attempts)
ON CONFLICT (series_id, test_id, from_seq)
DO UPDATE SET status = excluded.status, attempts = excluded.attempts;
