-- All forms of raw records, in the order they came.
SELECT id, document FROM raw_form ORDER BY id;
