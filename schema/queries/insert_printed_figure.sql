-- Keeps the figures of one row as a report printed them.
INSERT OR REPLACE INTO printed_figure (printed_at, key, escapes, caught)
VALUES (:printed_at, :key, :escapes, :caught);
