-- Remembers what became of a file.
INSERT INTO read_file (digest, incident_changes, document)
VALUES (:digest, (SELECT incident_changes FROM state), :document)
ON CONFLICT (digest) DO UPDATE SET
    incident_changes = excluded.incident_changes, document = excluded.document;
