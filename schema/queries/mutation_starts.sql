-- Files with mutants whose span starts at report number :seq.
SELECT path_id FROM mutation_span WHERE series_id = :series AND from_seq = :seq;
