-- Every answer, by incident, the earlier before the later; one that takes another back has no value.
SELECT incident, question, CASE withdrawn WHEN 1 THEN '' ELSE value END AS value, why, blind, machine, at
FROM answer ORDER BY incident, id;
