-- Files with a span that starts at report number :seq.
SELECT path_id FROM coverage_span WHERE series_id = :series AND from_seq = :seq;
