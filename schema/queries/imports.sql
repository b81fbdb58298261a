-- All imports in their order.
SELECT kind, name, digest, at, imported, updated, unchanged, skipped, failed
FROM import ORDER BY id;
