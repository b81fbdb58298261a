-- Keeps a raw record; one that is kept already may have become an incident now.
INSERT INTO raw_record (form_id, key, line, incident, document)
VALUES (:form, :key, :line, :incident, :document)
ON CONFLICT (form_id, key) DO UPDATE SET incident = excluded.incident
WHERE incident IS NOT excluded.incident;
