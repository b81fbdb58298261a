-- Gives what people changed in an incident to the one that it is called now.
UPDATE OR REPLACE incident_edit SET incident = :now WHERE incident = :id;
