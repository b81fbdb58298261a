-- Adds a list of unmapped paths.
INSERT INTO unmapped (digest, raw_paths) VALUES (:digest, :raw_paths);
