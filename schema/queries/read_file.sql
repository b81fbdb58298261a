-- What became of a file that was read before: at most one row, none where an incident changed since.
SELECT document FROM read_file
WHERE digest = :digest AND incident_changes = (SELECT incident_changes FROM state);
