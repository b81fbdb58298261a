-- Files with per-test coverage that starts at report number :seq.
SELECT path_id FROM hits_span WHERE series_id = :series AND from_seq = :seq;
