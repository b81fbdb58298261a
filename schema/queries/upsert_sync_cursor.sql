-- Remembers how far a list of a live tracker was read.
INSERT INTO sync_cursor (tracker, base, list, document)
VALUES (:tracker, :base, :list, :document)
ON CONFLICT (tracker, base, list) DO UPDATE SET document = excluded.document;
