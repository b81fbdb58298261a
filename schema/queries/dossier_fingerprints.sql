-- The fingerprints of the dossiers this version wrote.
SELECT incident_id, fingerprint FROM dossier WHERE written_by = :version;
