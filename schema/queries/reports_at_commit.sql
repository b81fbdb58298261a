-- The reports of a series at one commit, oldest first: one for coverage, one a run for tests.
SELECT id, seq, rerun FROM report
WHERE series_id = :series AND commit_oid = :commit ORDER BY rerun;
