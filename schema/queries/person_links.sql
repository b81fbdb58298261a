-- All that people said, by incident.
SELECT incident, role, value FROM person_link ORDER BY incident, role, value;
