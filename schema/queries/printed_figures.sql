-- All printed figures, oldest first.
SELECT printed_at, key, escapes, caught FROM printed_figure ORDER BY printed_at, key;
