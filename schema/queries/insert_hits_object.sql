-- Adds a combination of tests and lines.
INSERT INTO hits_object (digest) VALUES (:digest);
