-- Stores the trace of a fix.
INSERT INTO trace_memo (repository_id, fix, options, document)
VALUES (:repository, :fix, :options, :document)
ON CONFLICT (repository_id, fix, options) DO UPDATE SET document = excluded.document;
