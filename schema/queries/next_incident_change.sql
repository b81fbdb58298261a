-- Marks that so many imported incidents changed.
UPDATE state SET incident_changes = incident_changes + :count;
