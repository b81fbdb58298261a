//! Escapes of severity 1, each over its quarter.

use crate::model::dossier::Dossier;
use crate::model::incident::Phase;
use crate::model::rate::RateTable;
use crate::model::review::Sev1Mark;

/// Returns the escapes of severity 1 that the rows of a rate count, in the order of the dossiers. Of
/// several incidents of one defect the one that stands for it counts.
pub fn sev1_marks(dossiers: &[Dossier], table: &RateTable) -> Vec<Sev1Mark> {
    let mark = |dossier: &Dossier| {
        let (incident, class) = (&dossier.incident, dossier.class());
        let escape = incident.phase == Phase::Production && class.is_escape();
        // Asked first, as the row is looked for among all escapes.
        if incident.severity != Some(1) || !escape || dossier.defect != incident.id {
            return None;
        }
        let row = table.rows.iter().find(|row| row.escape_ids.contains(&dossier.defect));
        Some(Sev1Mark {
            id: incident.id.clone(),
            title: incident.title.clone(),
            class: Some(class),
            period: row?.period?,
        })
    };
    dossiers.iter().filter_map(mark).collect()
}
