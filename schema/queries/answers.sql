-- Every answer, by incident, the earlier before the later.
SELECT incident, question, value, why, blind, machine, at FROM answer ORDER BY incident, id;
