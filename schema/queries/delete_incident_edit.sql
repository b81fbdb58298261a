-- Takes back what a person changed in one field.
DELETE FROM incident_edit WHERE incident = :id AND field = :field;
