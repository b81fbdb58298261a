-- The stored trace of a fix: at most one row.
SELECT document FROM trace_memo
JOIN repository ON repository.id = trace_memo.repository_id
WHERE repository.name = :repository AND fix = :fix AND options = :options;
