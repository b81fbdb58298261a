-- Keeps a report file; given again it takes what is asked for now.
INSERT INTO pending_report (repository_id, kind, series, commit_oid, name, at, digest, packed,
    max_unmapped, keep_hits)
VALUES (:repository, :kind, :series, :commit, :name, :at, :digest, :packed, :max_unmapped, :keep_hits)
ON CONFLICT (repository_id, kind, series, commit_oid, digest)
DO UPDATE SET max_unmapped = excluded.max_unmapped, keep_hits = excluded.keep_hits;
