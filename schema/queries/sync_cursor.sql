-- How far a list of a live tracker was read: at most one row.
SELECT document
FROM sync_cursor
WHERE tracker = :tracker AND base = :base AND list = :list;
