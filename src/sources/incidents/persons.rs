//! The columns that name persons. They are dropped unless the mapping names them.

use super::fields::parted;
use crate::sources::fold::folded;

/// Returns whether the cells under a header hold persons. Comments name their authors.
pub(super) fn names_person(header: &str) -> bool {
    const ROLES: [&str; 64] = [
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
        // In German, French, Spanish and Portuguese.
        "bearbeiter",
        "projektleiter",
        "projektleiters",
        "autor",
        "ersteller",
        "melder",
        "verantwortlicher",
        "rapporteur",
        "auteur",
        "createur",
        "responsable",
        "responsavel",
        "informador",
        "relator",
        "criador",
        "analista",
        "asignado",
        "beobachter",
        "kommentar",
        "kommentare",
        "antragsteller",
        "zugewiesen",
        "kunde",
        "commentaire",
        "commentaires",
        "observateurs",
        "demandeur",
        "utilisateur",
        "assigne",
        "comentario",
        "comentarios",
        "observadores",
        "solicitante",
        "usuario",
        "atribuido",
    ];
    let header = folded(&parted(header));
    let header = header.as_str();
    let mut words = header.split('_');
    // How it was found and which record brought it in are no persons.
    let record = matches!(
        header,
        "detected_by" | "found_by" | "regressed_by" | "detectedby" | "regressedby"
    );
    let by = ["_by", "edby", "_von", "_par", "_por"].iter().any(|by| header.ends_with(by));
    let ends_in_by = by && !record;
    let first_person = words.any(|word| ROLES.contains(&word));
    // `lead_time` and `user_impact` are measures, not persons.
    let measure = ["time", "impact", "count", "affected", "impacted", "hours", "minutes"]
        .iter()
        .any(|word| header.ends_with(word));
    (first_person && !measure) || ends_in_by || matches!(header, "on_call" | "oncall" | "log_work")
}

#[cfg(test)]
mod tests {
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
            "AssignedTo",
            "reportedby",
            "Responsável",
            "Bearbeiter",
            "Erstellt von",
            "Beobachter",
            "Kommentar",
            "Commentaires",
            "Asignado por",
        ] {
            assert!(names_person(header), "{header}");
        }
        for header in [
            "lead_time_minutes",
            "users_affected",
            "detectedBy",
            "regressedby",
            "priority",
            "ownership",
        ] {
            assert!(!names_person(header), "{header}");
        }
    }
}
