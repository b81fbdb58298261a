-- The newest report's place in a series; 0 where there is none.
SELECT ifnull(max(seq), 0) AS seq FROM report WHERE series_id = :series;
