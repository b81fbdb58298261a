-- All report files that wait for their commit, oldest first, without their bytes.
SELECT pending_report.id, repository.name AS repository, pending_report.kind,
    pending_report.series, pending_report.commit_oid, pending_report.name, pending_report.at, pending_report.max_unmapped,
    pending_report.keep_hits
FROM pending_report JOIN repository ON repository.id = pending_report.repository_id
ORDER BY pending_report.id;
