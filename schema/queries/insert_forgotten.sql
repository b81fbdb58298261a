-- Remembers that an incident must not come back.
INSERT INTO forgotten (digest) VALUES (:digest) ON CONFLICT DO NOTHING;
