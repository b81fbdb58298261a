-- Adds the mutants of one content of a file, without its rows.
INSERT INTO mutation_object (blob, digest) VALUES (:blob, :digest);
