-- Removes what is known of the records that became an incident.
DELETE FROM tracked WHERE incident = :id;
