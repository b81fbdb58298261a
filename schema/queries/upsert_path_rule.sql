-- Notes how a path of a report was found.
INSERT INTO path_rule (series_id, raw_path, path_id, rule)
VALUES (:series, :raw_path, :path, :rule)
ON CONFLICT (series_id, raw_path) DO UPDATE SET path_id = excluded.path_id, rule = excluded.rule;
