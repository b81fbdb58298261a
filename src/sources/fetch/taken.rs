//! What an importer takes of a page.

use crate::model::incident::Incident;
use crate::model::raw::RawRecord;
use crate::sources::incidents::{Decided, Taker, Took};

/// Incidents and their raw records.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) incidents: Vec<Incident>,
    pub(super) raws: Vec<RawRecord>,
}

impl Taker for Taken {
    fn start(&mut self, _: &Decided, _: usize) {}

    fn take(&mut self, took: Took) -> bool {
        let (incident, raw) = match took {
            Took::Incident { incident, raw, .. } => (Some(*incident), raw),
            Took::Failed { raw, .. } => (None, raw),
        };
        let id = incident.as_ref().map(|incident| incident.id.clone());
        self.raws.extend(raw.map(|document| RawRecord { line: 0, incident: id, document }));
        self.incidents.extend(incident);
        true
    }
}
