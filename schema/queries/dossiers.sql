-- The dossiers this version wrote, by incident.
SELECT incident_id, document FROM dossier WHERE written_by = :version ORDER BY incident_id;
