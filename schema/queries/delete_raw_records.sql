-- Removes what an incident was read from, and what could not be understood and names it.
DELETE FROM raw_record
WHERE incident = :id OR (incident IS NULL AND instr(document, :id) > 0);
