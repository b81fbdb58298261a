-- One coverage object.
SELECT blob, instrumented, hit, partial, branches FROM coverage_object WHERE id = :id;
