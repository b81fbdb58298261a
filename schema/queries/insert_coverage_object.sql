-- Adds a coverage object.
INSERT INTO coverage_object
    (blob, digest, instrumented, hit, partial, instrumented_count, hit_count,
        branches, branch_count, taken_count)
VALUES (:blob, :digest, :instrumented, :hit, :partial, :instrumented_count, :hit_count,
    :branches, :branch_count, :taken_count);
