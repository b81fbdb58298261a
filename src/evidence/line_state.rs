//! The state of each region line at the moment, from all series that count.
//!
//! A statement over several lines has one state. Several series unite: what one suite did not run
//! another may have run. No evidence is never "uncovered".

use std::collections::BTreeMap;

use crate::model::commit::{CommitId, Time};
use crate::model::coverage::FileCoverage;
use crate::model::evidence::{EvidenceMethod, LineEvidence, LineState};
use crate::model::line_set::LineSet;
use crate::model::lines::LineRange;
use crate::model::outline::{LineKind, Outline, Statement};
use crate::model::region::RegionLine;

/// What one series of reports says of a file at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesEvidence {
    /// Commit of the report.
    pub commit: CommitId,
    /// When the report was taken.
    pub taken_at: Time,
    /// How its lines became the moment's lines.
    pub method: EvidenceMethod,
    /// Coverage in the moment's line numbers; `None` where the report does not hold the file.
    pub coverage: Option<FileCoverage>,
    /// How often lines of the moment ran; `None` where the report's counts are not kept or not told.
    pub hits: Option<BTreeMap<u32, u64>>,
    /// Lines of the moment that did not exist at the report's commit.
    pub younger: LineSet,
    /// Lines of the moment that may be another line than the one the report speaks of.
    pub ambiguous: LineSet,
}

/// Returns the evidence on each line, in the order of `lines`.
///
/// With an `outline` blank lines, comments, documentation and lone brackets have nothing to run,
/// and a line takes the state of its statement; without one each line speaks for itself. A hit
/// statement that runs when its module is loaded is import-only. Where series differ, the one that
/// saw more decides: covered, then partly, then import-only, then uncovered; then a report that
/// holds the file before one that does not know the line.
pub fn line_evidence(
    lines: &[RegionLine],
    outline: Option<&Outline>,
    series: &[SeriesEvidence],
) -> Vec<LineEvidence> {
    let statements = outline.map(|outline| Statements::new(outline, lines));
    let evidence = |region: &RegionLine| {
        let unit =
            statements.as_ref().map_or_else(|| Unit::alone(region.line), |s| s.unit(region.line));
        let (state, report) = united(region.line, &unit, series);
        LineEvidence {
            line: region.line,
            role: region.role,
            statement: unit.first,
            state,
            evidence_commit: report.map(|r| r.commit.clone()),
            method: report.map_or(EvidenceMethod::None, |r| method(&unit, r)),
            hits: report.and_then(|_| hits(region.line, &unit, series)),
        }
    };
    lines.iter().map(evidence).collect()
}

/// The lines that share one state.
#[derive(Debug, Clone)]
struct Unit {
    first: u32,
    lines: Vec<u32>,
    import_time: bool,
    nothing_to_run: bool,
}

impl Unit {
    fn alone(line: u32) -> Self {
        Self { first: line, lines: vec![line], import_time: false, nothing_to_run: false }
    }
}

/// The statements around the region's lines.
struct Statements<'a> {
    outline: &'a Outline,
    units: BTreeMap<LineRange, Unit>,
}

impl<'a> Statements<'a> {
    fn new(outline: &'a Outline, lines: &[RegionLine]) -> Self {
        let mut units = BTreeMap::new();
        for statement in lines.iter().filter_map(|l| outline.statement_at(l.line)) {
            units.entry(statement.lines).or_insert_with(|| own_lines(outline, statement));
        }
        Self { outline, units }
    }

    fn unit(&self, line: u32) -> Unit {
        let statement = self.outline.statement_at(line);
        let nothing_to_run = match self.outline.kind_at(line) {
            Some(
                LineKind::Blank | LineKind::Comment | LineKind::Docstring | LineKind::Excluded,
            ) => true,
            // A lone bracket may close a statement that began above; then it has its state.
            Some(LineKind::Structure) => statement.is_none(),
            Some(LineKind::Code | LineKind::Import) | None => false,
        };
        let known = statement.and_then(|s| self.units.get(&s.lines)).cloned();
        let unit = known.unwrap_or_else(|| Unit::alone(line));
        if nothing_to_run { Unit { nothing_to_run, ..Unit::alone(line) } } else { unit }
    }
}

/// Returns a statement's unit: its lines without those of statements inside it, such as the body of
/// a closure.
fn own_lines(outline: &Outline, statement: &Statement) -> Unit {
    let inside = |s: &&Statement| {
        s.lines != statement.lines
            && statement.lines.first <= s.lines.first
            && s.lines.last <= statement.lines.last
    };
    let inner: LineSet =
        outline.statements.iter().filter(inside).flat_map(|s| s.lines.lines()).collect();
    Unit {
        first: statement.lines.first,
        lines: statement.lines.lines().filter(|line| !inner.contains(*line)).collect(),
        import_time: statement.import_time,
        nothing_to_run: false,
    }
}

/// Returns the state that the series give together, and the one that says so.
fn united<'a>(
    line: u32,
    unit: &Unit,
    series: &'a [SeriesEvidence],
) -> (LineState, Option<&'a SeriesEvidence>) {
    if unit.nothing_to_run {
        return (LineState::NotInstrumented, None);
    }
    let mut best: Option<(LineState, &SeriesEvidence)> = None;
    for report in series {
        let state = state_in(line, unit, report);
        if best.is_none_or(|(other, _)| rank(state) < rank(other)) {
            best = Some((state, report));
        }
    }
    best.map_or((LineState::Unknown, None), |(state, report)| (state, Some(report)))
}

/// Returns how often a unit ran: the count of the line of it that ran most, summed over the series that
/// know it; `None` where one of them does not tell.
fn hits(line: u32, unit: &Unit, series: &[SeriesEvidence]) -> Option<u64> {
    let mut sum = None;
    for report in series {
        let state = state_in(line, unit, report);
        if rank(state) > rank(LineState::Uncovered) {
            continue;
        }
        let counts = report.hits.as_ref()?;
        let most = unit.lines.iter().filter_map(|line| counts.get(line)).max().copied();
        let most = if state == LineState::Uncovered { 0 } else { most? };
        sum = Some(sum.unwrap_or(0_u64).saturating_add(most));
    }
    sum
}

/// Returns how a unit's lines were read: a comparison of contents is a guess for all of them.
fn method(unit: &Unit, report: &SeriesEvidence) -> EvidenceMethod {
    let doubtful = unit.lines.iter().any(|line| report.ambiguous.contains(*line));
    if doubtful { report.method.max(EvidenceMethod::Ambiguous) } else { report.method }
}

/// Orders states by how much the report that gives them saw.
fn rank(state: LineState) -> u8 {
    match state {
        LineState::Covered => 0,
        LineState::Partly => 1,
        LineState::ImportOnly => 2,
        LineState::Uncovered => 3,
        LineState::NotInstrumented => 4,
        LineState::Younger => 5,
        LineState::NotInReport => 6,
        LineState::Unknown => 7,
    }
}

/// Returns the state of a line in one series.
fn state_in(line: u32, unit: &Unit, report: &SeriesEvidence) -> LineState {
    if report.younger.contains(line) {
        return LineState::Younger;
    }
    let Some(coverage) = &report.coverage else { return LineState::NotInReport };
    let any = |set: &LineSet| {
        unit.lines.iter().any(|line| set.contains(*line) && !report.younger.contains(*line))
    };
    if any(&coverage.hit) {
        return match (unit.import_time, any(&coverage.partial)) {
            (true, _) => LineState::ImportOnly,
            (false, true) => LineState::Partly,
            (false, false) => LineState::Covered,
        };
    }
    if any(&coverage.instrumented) {
        return LineState::Uncovered;
    }
    // The line that carries the statement's record may be the one that changed since the report.
    if unit.lines.iter().any(|line| report.younger.contains(*line)) {
        return LineState::Younger;
    }
    LineState::NotInstrumented
}

#[cfg(test)]
mod tests;
