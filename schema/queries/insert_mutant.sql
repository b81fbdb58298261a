-- Adds one mutant of an object.
INSERT INTO mutant (object_id, number, first_line, last_line, operator, replacement, status,
    killed_by_id, covered_by_id)
VALUES (:object, :number, :first_line, :last_line, :operator, :replacement, :status,
    :killed_by, :covered_by);
