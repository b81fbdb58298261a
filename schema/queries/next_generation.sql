-- Marks that evidence, a release or a person's link changed.
UPDATE state SET generation = generation + 1;
