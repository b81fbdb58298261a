-- Notes that a report was read from a file; reading it again takes the newer reading.
INSERT INTO upload (report_id, digest, name, format, warnings, unmapped_id)
VALUES (:report, :digest, :name, :format, :warnings, :unmapped)
ON CONFLICT (report_id, digest)
DO UPDATE SET name = excluded.name, format = excluded.format, warnings = excluded.warnings,
    unmapped_id = excluded.unmapped_id;
