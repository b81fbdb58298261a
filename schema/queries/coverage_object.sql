-- One coverage object.
SELECT blob, instrumented, hit, partial FROM coverage_object WHERE id = :id;
