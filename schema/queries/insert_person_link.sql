-- Remembers what a person said; saying it again changes nothing.
INSERT INTO person_link (incident, role, value, at) VALUES (:incident, :role, :value, :at)
ON CONFLICT DO NOTHING;
