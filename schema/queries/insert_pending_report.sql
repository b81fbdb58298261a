-- Keeps a report file, unless it is kept already.
INSERT INTO pending_report (repository_id, kind, series, commit_oid, name, at, digest, packed)
VALUES (:repository, :kind, :series, :commit, :name, :at, :digest, :packed)
ON CONFLICT DO NOTHING;
