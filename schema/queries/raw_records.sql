-- The raw records of a form, in the order of their file.
SELECT line, incident, document FROM raw_record WHERE form_id = :form ORDER BY line, id;
