-- Removes the dossiers that name a forgotten incident as their defect.
DELETE FROM dossier WHERE defect = :id;
