-- Removes what people changed in an incident.
DELETE FROM incident_edit WHERE incident = :id;
