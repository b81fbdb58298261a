-- Adds a list of counts.
INSERT INTO line_hits_object (digest, hits) VALUES (:digest, :hits);
