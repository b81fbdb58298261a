-- Removes what an incident was read from before.
DELETE FROM raw_record WHERE incident = :id AND NOT (form_id = :form AND key = :key);
