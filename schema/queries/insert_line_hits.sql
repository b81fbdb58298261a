-- Notes what a file that a report was read from counts of a path.
INSERT INTO line_hits (upload_id, path_id, object_id) VALUES (:upload, :path, :object);
