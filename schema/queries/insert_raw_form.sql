-- Adds a form of raw records.
INSERT INTO raw_form (document) VALUES (:document);
