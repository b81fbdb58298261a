-- The id of a form of raw records: at most one row.
SELECT id FROM raw_form WHERE document = :document;
