-- What people changed in an incident.
SELECT incident, field, value FROM incident_edit WHERE incident = :id ORDER BY field;
