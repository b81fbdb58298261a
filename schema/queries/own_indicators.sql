-- All values of the user's own, by name, unit and day.
SELECT name, unit, at, value, claim FROM own_indicator ORDER BY name, unit, at;
