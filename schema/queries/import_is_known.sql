-- Whether this very file was imported before.
SELECT EXISTS (
    SELECT 1 FROM import WHERE kind = :kind AND name = :name AND digest = :digest
) AS known;
