-- Writes what a series says of a file's mutants from a report on.
INSERT INTO mutation_span (series_id, path_id, from_seq, object_id)
VALUES (:series, :path, :from_seq, :object)
ON CONFLICT (series_id, path_id, from_seq) DO UPDATE SET object_id = excluded.object_id;
