-- Remembers what a person changed; gives a row only where it is new.
INSERT INTO incident_edit (incident, field, value, at) VALUES (:incident, :field, :value, :at)
ON CONFLICT (incident, field) DO UPDATE SET value = excluded.value, at = excluded.at
WHERE value <> excluded.value;
