//! Says whether a change may pass: only by the hygiene floor and by what calibration supports.

use std::collections::BTreeMap;

use super::Workspace;
use super::panel::coverage_of_tip;
use crate::error::Error;
use crate::model::calibration::{Calibration, IndicatorVerdict};
use crate::model::gate::{Gate, GateFinding, GateQuestion};
use crate::model::panel::Panel;
use crate::model::region::FileKind;
use crate::syntax;

/// Name of the indicator behind `--flows`.
const FLOWS: &str = "failure_state_assertion";

/// Returns what the gate says of each repository's tip.
///
/// Checked are the files of source changed since the revision, else those of core components, else
/// all. A file in no report is told and fails nothing: unknown is not uncovered. Flows fail only
/// where `calibration` says that failure-state assertions predict.
pub fn gate(
    workspace: &Workspace,
    question: &GateQuestion,
    flows: Option<(&Panel, &Calibration)>,
) -> Result<Gate, Error> {
    let project = &workspace.project;
    let mut gate = Gate { floor: question.floor, ..Gate::default() };
    let core: Vec<&str> =
        project.components.iter().filter(|c| c.core).map(|c| c.name.as_str()).collect();
    for config in &project.repositories {
        let repository = workspace.open_repository(config)?;
        let failed = |source| Error::History { name: config.name.clone(), source };
        let Some(tip) = repository.branch_tip(None).map_err(failed)? else { continue };
        let covered = coverage_of_tip(workspace, &config.name, &repository, &tip)?;
        let paths: Vec<String> = match &question.since {
            Some(rev) => {
                let since = repository.resolve(rev).map_err(failed)?;
                let changes = repository.churn(Some(&since), &tip).map_err(failed)?;
                changes.into_iter().filter_map(|change| change.new_path).collect()
            }
            None => repository
                .files_at(&tip)
                .map_err(failed)?
                .into_iter()
                .map(|(path, _)| path)
                .filter(|path| {
                    let name = project.component_of_path(&config.name, path);
                    core.is_empty() || core.contains(&name)
                })
                .collect(),
        };
        for path in paths {
            if syntax::file_kind(&path) != FileKind::Source || syntax::language_of(&path).is_none()
            {
                continue;
            }
            judge(&mut gate, &config.name, path, &covered);
        }
    }
    gate.findings.sort_by(|a, b| (&a.repo, &a.path).cmp(&(&b.repo, &b.path)));
    if let Some((now, found)) = flows {
        judge_flows(&mut gate, now, found);
    }
    Ok(gate)
}

fn judge(gate: &mut Gate, repo: &str, path: String, covered: &BTreeMap<String, (u64, u64)>) {
    gate.checked += 1;
    match covered.get(&path) {
        Some((seen, run)) if *seen > 0 => {
            // Whole numbers, so that a file exactly at the floor is not below it.
            if run * 100 < u64::from(gate.floor) * seen {
                let (repo, seen, run) = (repo.to_owned(), *seen, *run);
                gate.findings.push(GateFinding { repo, path, seen, run });
            }
        }
        _ => gate.unknown.push(path),
    }
}

fn judge_flows(gate: &mut Gate, now: &Panel, found: &Calibration) {
    let answer = found.indicators.iter().find(|one| one.name == FLOWS);
    let supported = answer.is_some_and(|one| one.verdict == IndicatorVerdict::Predicts);
    let escaped = answer.map_or(0, |one| one.escaped);
    let values = now.indicators.iter().find(|one| one.name == FLOWS);
    for (row, value) in now.rows.iter().zip(values.map_or(&[][..], |one| &one.values)) {
        if let Some(value) = value.filter(|value| *value < 100.0) {
            gate.flows.push((row.unit.clone(), value));
        }
    }
    gate.flows_fail = supported && !gate.flows.is_empty();
    gate.flows_because = Some(if supported {
        format!("asserted failure states predict escapes here ({escaped} rows with an escape)")
    } else {
        format!(
            "calibration does not show that asserted failure states predict escapes here \
             ({escaped} rows with an escape), so flows fail nothing"
        )
    });
}
