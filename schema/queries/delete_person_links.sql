-- Removes what people said of an incident.
DELETE FROM person_link WHERE incident = :id;
