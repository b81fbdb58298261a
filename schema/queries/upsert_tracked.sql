-- Remembers which incident a record of a list became.
INSERT INTO tracked (tracker, base, list, key, incident)
VALUES (:tracker, :base, :list, :key, :incident)
ON CONFLICT (tracker, base, list, key) DO UPDATE SET incident = excluded.incident;
