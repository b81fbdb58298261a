-- What a file that a report was read from counts of each path.
SELECT path_id, object_id FROM line_hits WHERE upload_id = :upload ORDER BY path_id;
