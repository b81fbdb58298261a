-- An answer can be taken back: the row says so and repeats what it takes back, and the question is open again.
ALTER TABLE answer ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
