-- Keeps a value of the user's own; the same unit and day takes the new value.
INSERT INTO own_indicator (name, unit, at, value, claim)
VALUES (:name, :unit, :at, :value, :claim)
ON CONFLICT (name, unit, at) DO UPDATE SET value = excluded.value, claim = excluded.claim;
