-- The incident that a record of a list became: at most one row.
SELECT incident FROM tracked
WHERE tracker = :tracker AND base = :base AND list = :list AND key = :key;
