-- The pages of incidents, each with its incident.
SELECT id, url FROM incident WHERE url IS NOT NULL;
