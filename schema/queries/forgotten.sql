-- The digests of all ids that must not come back.
SELECT digest FROM forgotten;
