-- Adds the lines that one test ran.
INSERT INTO hits_row (object_id, context_id, bits_id) VALUES (:object, :context, :bits);
