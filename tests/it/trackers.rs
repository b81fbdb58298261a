//! Exports of trackers to records: real ones that lie beside the project, and one scenario in the
//! shape of every preset.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "the helpers belong to tests")]

mod kinds;
mod presets;
mod samples;

use escapee::model::batch::Batch;
use escapee::model::incident::{Incident, Stamp};
use escapee::model::project::IncidentMapping;
use escapee::sources::incidents::{self, Decided};

fn read(bytes: &[u8], mapping: &IncidentMapping) -> (Batch<Incident>, Decided) {
    incidents::read(bytes, mapping).unwrap()
}

fn with_preset(name: &str) -> IncidentMapping {
    IncidentMapping { preset: Some(name.to_owned()), ..IncidentMapping::default() }
}

fn ids(batch: &Batch<Incident>) -> Vec<&str> {
    batch.accepted.iter().map(|incident| incident.id.as_str()).collect()
}

fn day(stamp: Option<Stamp>) -> Option<String> {
    stamp.map(|stamp| stamp.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}
