-- Gives what people answered about an incident to the one that it is called now.
UPDATE answer SET incident = :now WHERE incident = :id;
