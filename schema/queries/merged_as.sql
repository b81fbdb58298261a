-- All commits that reports also stand for.
SELECT report_id, commit_oid FROM merged_as ORDER BY report_id, commit_oid;
