-- Plain tables of a coverage.py data file: one row each. A view is left out, as it could compute for ever.
SELECT name FROM sqlite_master WHERE type = 'table';
