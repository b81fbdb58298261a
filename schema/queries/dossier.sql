-- The dossier this version wrote of an incident: at most one row.
SELECT incident_id, document FROM dossier WHERE incident_id = :id AND written_by = :version;
