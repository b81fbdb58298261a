-- All that people changed in incidents, by incident.
SELECT incident, field, value FROM incident_edit ORDER BY incident, field;
