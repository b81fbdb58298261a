-- Removes what people answered about an incident.
DELETE FROM answer WHERE incident = :id;
