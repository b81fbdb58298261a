-- All incidents by id.
SELECT * FROM incident ORDER BY id;
