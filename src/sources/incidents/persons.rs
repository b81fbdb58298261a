//! The columns that name persons. They are dropped unless the mapping names them.

/// Returns whether a header, as [`normal`] writes it, holds persons. Comments name their authors.
pub(super) fn names_person(header: &str) -> bool {
    const ROLES: [&str; 29] = [
        "assignee",
        "assigned",
        "reporter",
        "author",
        "creator",
        "owner",
        "watcher",
        "watchers",
        "commander",
        "responder",
        "responders",
        "lead",
        "manager",
        "participant",
        "participants",
        "caller",
        "requester",
        "contact",
        "email",
        "mail",
        "user",
        "username",
        "approver",
        "tester",
        "developer",
        "person",
        "comment",
        "comments",
        "cc",
    ];
    let mut words = header.split('_').peekable();
    // How it was found and which record brought it in are no persons.
    let record = matches!(header, "detected_by" | "found_by" | "regressed_by");
    let ends_in_by = header.ends_with("_by") && !record;
    let first_person = words.any(|word| ROLES.contains(&word));
    // `lead_time` and `user_impact` are measures, not persons.
    let measure = ["time", "impact", "count", "affected", "impacted", "hours", "minutes"]
        .iter()
        .any(|word| header.ends_with(word));
    (first_person && !measure) || ends_in_by || matches!(header, "on_call" | "oncall" | "log_work")
}

#[cfg(test)]
mod tests {
    use super::super::fields::normal;
    use super::*;

    #[test]
    fn columns_that_hold_persons_are_known() {
        for header in [
            "Assignee",
            "Reporter Id",
            "Watchers",
            "creator_name",
            "assigned_to",
            "Opened by",
            "Comment",
            "Project lead",
            "E-mail",
            "caller_id",
        ] {
            assert!(names_person(&normal(header)), "{header}");
        }
        for header in
            ["lead_time_minutes", "users_affected", "detected_by", "priority", "ownership"]
        {
            assert!(!names_person(&normal(header)), "{header}");
        }
    }
}
