-- How the paths of a series' reports were last found in the repository.
SELECT raw_path, path_id, rule FROM path_rule WHERE series_id = :series;
