-- Writes an incident whole. Replacing the row takes its dossier along, which no longer tells the truth.
INSERT OR REPLACE INTO incident (
    id, source, url, title, body, kind, status, severity_raw, severity, phase_raw, phase,
    detected_by, introduced_at, introduced_origin, deployed_at, deployed_origin, started_at,
    started_origin, detected_at, detected_origin, acknowledged_at, acknowledged_origin,
    mitigated_at, mitigated_origin, resolved_at, resolved_origin, reopened_at,
    reopened_origin, component, labels, customers_affected, cost, currency, conditions,
    contained, duplicate_of, problem_id, affected_version, fix_commits, cause_commits,
    fix_versions, regressed_by
)
VALUES (
    :id, :source, :url, :title, :body, :kind, :status, :severity_raw, :severity, :phase_raw,
    :phase, :detected_by, :introduced_at, :introduced_origin, :deployed_at, :deployed_origin,
    :started_at, :started_origin, :detected_at, :detected_origin, :acknowledged_at,
    :acknowledged_origin, :mitigated_at, :mitigated_origin, :resolved_at, :resolved_origin,
    :reopened_at, :reopened_origin, :component, :labels, :customers_affected, :cost,
    :currency, :conditions, :contained, :duplicate_of, :problem_id, :affected_version,
    :fix_commits, :cause_commits, :fix_versions, :regressed_by
);
