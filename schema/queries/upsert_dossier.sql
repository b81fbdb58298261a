-- Writes a dossier, unless its incident was forgotten meanwhile.
INSERT INTO dossier
    (incident_id, fingerprint, written_by, class, defect, component, moment_commit, document)
SELECT :id, :fingerprint, :version, :class, :defect, :component, :moment_commit, :document
WHERE EXISTS (SELECT 1 FROM incident WHERE id = :id)
ON CONFLICT (incident_id) DO UPDATE SET fingerprint = excluded.fingerprint,
    written_by = excluded.written_by, class = excluded.class, defect = excluded.defect,
    component = excluded.component, moment_commit = excluded.moment_commit,
    document = excluded.document;
