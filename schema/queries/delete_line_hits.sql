-- Forgets what a file that a report was read from counts.
DELETE FROM line_hits WHERE upload_id = :upload;
