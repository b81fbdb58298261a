-- Adds a report at the end of its series.
INSERT INTO report (series_id, seq, commit_oid, rerun, taken_at, zone_known)
VALUES (:series, :seq, :commit, :rerun, :taken_at, :zone_known);
