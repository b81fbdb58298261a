-- What trackers say of versions and of other records.

-- The versions an incident is fixed in, and the ids of the records whose change brought it in: JSON
-- lists of text.
ALTER TABLE incident ADD COLUMN fix_versions TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(fix_versions));
ALTER TABLE incident ADD COLUMN regressed_by TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(regressed_by));
