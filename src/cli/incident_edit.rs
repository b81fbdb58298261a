//! `escapee incidents edit`: changes of a record by hand, which the next import leaves alone.

use escapee::model::commit::Time;
use escapee::model::edit::Edit;
use escapee::model::incident::{Condition, Contained, DetectedBy, Origin, Phase, Stamp};
use escapee::pipeline::edit;
use escapee::report::json as report;
use serde_json::json;

use super::context::Context;
use super::exit_code::ExitCode;
use super::format::Format;
use super::{Failure, values};

/// Fields that can have the source's value again.
const FIELDS: [&str; 26] = [
    "title",
    "body",
    "kind",
    "status",
    "severity",
    "phase",
    "detected_by",
    "introduced_at",
    "deployed_at",
    "started_at",
    "detected_at",
    "acknowledged_at",
    "mitigated_at",
    "resolved_at",
    "reopened_at",
    "component",
    "labels",
    "customers_affected",
    "cost",
    "currency",
    "condition",
    "contained",
    "duplicate_of",
    "problem_id",
    "affected_version",
    "url",
];

#[derive(clap::Args)]
#[group(skip)]
#[command(group = clap::ArgGroup::new("change").required(true).multiple(true))]
pub(super) struct Change {
    /// Incident
    id: String,
    /// What happened, in one line
    #[arg(long, value_parser = values::words, group = "change")]
    title: Option<String>,
    /// The longer text
    #[arg(long, group = "change")]
    body: Option<String>,
    /// What it is: incident, bug, user error, vendor outage
    #[arg(long, value_parser = values::words, group = "change")]
    kind: Option<String>,
    /// Its state or resolution
    #[arg(long, value_parser = values::words, group = "change")]
    status: Option<String>,
    /// Severity, 1 (worst) to 4
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=4), group = "change")]
    severity: Option<u8>,
    /// Where it was found: production, uat, staging, test, review, unknown
    #[arg(long, value_parser = values::phase(), hide_possible_values = true, group = "change")]
    phase: Option<Phase>,
    /// Who noticed first: customer, alert, internal, partner, unknown
    #[arg(long, value_parser = values::detected_by(), hide_possible_values = true, group = "change")]
    detected_by: Option<DetectedBy>,
    /// When the code that carried it went live
    #[arg(long, value_name = "TIME", value_parser = values::time, group = "change")]
    deployed: Option<Time>,
    /// When users began to be hurt
    #[arg(long, value_name = "TIME", value_parser = values::time, group = "change")]
    started: Option<Time>,
    /// When somebody noticed
    #[arg(long, value_name = "TIME", value_parser = values::time, group = "change")]
    detected: Option<Time>,
    /// When somebody took it on
    #[arg(long, value_name = "TIME", value_parser = values::time, group = "change")]
    acknowledged: Option<Time>,
    /// When the harm ended
    #[arg(long, value_name = "TIME", value_parser = values::time, group = "change")]
    mitigated: Option<Time>,
    /// When it was resolved
    #[arg(long, value_name = "TIME", value_parser = values::time, group = "change")]
    resolved: Option<Time>,
    /// Component or service
    #[arg(long, value_parser = values::words, group = "change")]
    component: Option<String>,
    /// Labels, all of them
    #[arg(long, value_parser = values::words, group = "change")]
    label: Vec<String>,
    /// How many customers were hurt
    #[arg(long, group = "change")]
    customers: Option<u64>,
    /// What it cost
    #[arg(long, group = "change")]
    cost: Option<f64>,
    /// Currency of the cost, as in EUR
    #[arg(long, value_parser = values::currency, group = "change")]
    currency: Option<String>,
    /// Condition the failure needed, as in load or third-party
    #[arg(long, value_parser = values::condition(), hide_possible_values = true, group = "change")]
    condition: Vec<Condition>,
    /// Whether it was stopped inside the agreed budget: yes, no, unknown
    #[arg(long, value_parser = values::contained(), hide_possible_values = true, group = "change")]
    contained: Option<Contained>,
    /// Incident that this one repeats
    #[arg(long, value_name = "ID", value_parser = values::words, group = "change")]
    duplicate_of: Option<String>,
    /// Problem that several incidents share
    #[arg(long, value_name = "ID", value_parser = values::words, group = "change")]
    problem: Option<String>,
    /// Version it was seen in
    #[arg(long, value_name = "VERSION", value_parser = values::words, group = "change")]
    affected_version: Option<String>,
    /// Field that gets the source's value again
    #[arg(long, value_name = "FIELD", value_parser = clap::builder::PossibleValuesParser::new(FIELDS), hide_possible_values = true, group = "change")]
    reset: Vec<String>,
}

pub(super) fn run(change: &Change, context: &mut Context) -> Result<ExitCode, Failure> {
    let format = context.format_of("incidents edit", Format::OF_DEEDS)?;
    let mut workspace = context.workspace()?;
    let edits = change.edits();
    let resets: Vec<String> = change.reset.iter().map(|field| stored(field)).collect();
    let done = edit::edit(&mut workspace, &change.id, &edits, &resets, context.now)?;
    let id = escapee::report::clean(&change.id).into_owned();
    let (given, new, taken_back) = (edits.len(), done.changed, done.taken_back);
    let banner = workspace.project.banner.as_deref();
    match format {
        Format::Json => {
            let edited = report::Change::Edited { given, new, taken_back };
            report::change(&mut context.stdout, &id, edited, banner)?;
        }
        _ => writeln!(
            context.stdout,
            "{id}: {new} of {given} changes are new, {taken_back} taken back; an import leaves them alone"
        )?,
    }
    Ok(ExitCode::Done)
}

/// Returns the name under which a field is stored.
fn stored(field: &str) -> String {
    if field == "condition" { "conditions".to_owned() } else { field.to_owned() }
}

impl Change {
    fn edits(&self) -> Vec<Edit> {
        let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
        let time = |at: Option<Time>| at.map(|at| json!(Stamp { at, origin: Origin::Field }));
        let list = |all: &[String]| (!all.is_empty()).then(|| json!(all));
        let fields = [
            ("title", text(&self.title)),
            ("body", text(&self.body)),
            ("kind", text(&self.kind)),
            ("status", text(&self.status)),
            ("severity", self.severity.map(|level| json!(level))),
            ("phase", self.phase.map(|phase| json!(phase))),
            ("detected_by", self.detected_by.map(|by| json!(by))),
            ("deployed_at", time(self.deployed)),
            ("started_at", time(self.started)),
            ("detected_at", time(self.detected)),
            ("acknowledged_at", time(self.acknowledged)),
            ("mitigated_at", time(self.mitigated)),
            ("resolved_at", time(self.resolved)),
            ("component", text(&self.component)),
            ("labels", list(&self.label)),
            ("customers_affected", self.customers.map(|count| json!(count))),
            ("cost", self.cost.map(|cost| json!(cost))),
            ("currency", text(&self.currency)),
            ("conditions", (!self.condition.is_empty()).then(|| json!(self.condition))),
            ("contained", self.contained.map(|contained| json!(contained))),
            ("duplicate_of", text(&self.duplicate_of)),
            ("problem_id", text(&self.problem)),
            ("affected_version", text(&self.affected_version)),
        ];
        let edit = |(field, value): (&str, Option<serde_json::Value>)| {
            let (incident, field) = (self.id.clone(), field.to_owned());
            Some(Edit { incident, field, value: value?.to_string() })
        };
        fields.into_iter().filter_map(edit).collect()
    }
}
