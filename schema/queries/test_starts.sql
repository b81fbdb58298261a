-- Tests with a span that starts at run number :seq.
SELECT test_id FROM test_span WHERE series_id = :series AND from_seq = :seq;
