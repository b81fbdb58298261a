-- Writes a release; one with the same identity takes the new revision and result.
INSERT INTO release (time, environment, component, repository, version, revision, result)
VALUES (:time, :environment, :component, :repository, :version, :revision, :result)
ON CONFLICT (time, environment, ifnull(component, ''), ifnull(repository, ''), ifnull(version, ''))
DO UPDATE SET revision = excluded.revision, result = excluded.result;
