-- The number that grows with every change of evidence, release or person's link.
SELECT generation FROM state;
