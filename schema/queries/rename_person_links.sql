-- Gives what people said of an incident to the one that it is called now.
UPDATE OR REPLACE person_link SET incident = :now WHERE incident = :id;
