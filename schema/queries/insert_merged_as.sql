-- Lets a report stand for one more commit.
INSERT INTO merged_as (report_id, commit_oid) VALUES (:report, :commit) ON CONFLICT DO NOTHING;
