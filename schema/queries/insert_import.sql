-- Logs an import.
INSERT INTO import (kind, name, digest, at, imported, updated, unchanged, skipped, failed)
VALUES (:kind, :name, :digest, :at, :imported, :updated, :unchanged, :skipped, :failed);
