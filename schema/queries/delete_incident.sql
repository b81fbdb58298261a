-- Removes an incident; its dossier goes with it.
DELETE FROM incident WHERE id = :id;
