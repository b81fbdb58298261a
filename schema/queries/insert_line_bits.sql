-- Adds a bitmap of lines.
INSERT INTO line_bits (bits) VALUES (:bits);
