-- The incidents that the records of a list became, each with the record's key.
SELECT key, incident FROM tracked
WHERE tracker = :tracker AND base = :base AND list = :list
ORDER BY incident;
