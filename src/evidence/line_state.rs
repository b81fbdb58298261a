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
mod tests {
    use super::*;
    use crate::model::branches::BranchLines;
    use crate::model::region::LineRole;

    fn set(lines: &[u32]) -> LineSet {
        lines.iter().copied().collect()
    }

    fn report(instrumented: &[u32], hit: &[u32]) -> SeriesEvidence {
        let coverage = FileCoverage {
            instrumented: set(instrumented),
            hit: set(hit),
            partial: set(&[]),
            branches: BranchLines::default(),
        };
        SeriesEvidence {
            commit: CommitId("c1".to_owned()),
            taken_at: "2026-01-01T00:00:00Z".parse().unwrap(),
            method: EvidenceMethod::AtCommit,
            coverage: Some(coverage),
            hits: None,
            younger: set(&[]),
            ambiguous: set(&[]),
        }
    }

    /// Lines 1-3 one statement, 4 a comment, 5 a module-level statement, 6-9 a call whose closure
    /// holds the statement of line 7, line 10 a lone bracket outside of everything.
    fn outline() -> Outline {
        use LineKind::{Code, Comment, Structure};
        let statement =
            |first, last, import_time| Statement { lines: LineRange { first, last }, import_time };
        Outline {
            statements: vec![
                statement(1, 3, false),
                statement(5, 5, true),
                statement(6, 9, false),
                statement(7, 7, false),
            ],
            lines: vec![
                Code, Code, Structure, Comment, Code, Code, Code, Code, Structure, Structure,
            ],
            ..Outline::default()
        }
    }

    fn states(series: &[SeriesEvidence]) -> Vec<LineState> {
        let lines: Vec<RegionLine> =
            (1..=10).map(|line| RegionLine { line, role: LineRole::Deleted }).collect();
        line_evidence(&lines, Some(&outline()), series).into_iter().map(|l| l.state).collect()
    }

    #[test]
    fn a_statement_over_several_lines_has_one_state_and_a_closure_its_own() {
        use LineState::{Covered, ImportOnly, NotInstrumented, Uncovered};
        let found = states(&[report(&[1, 5, 6, 7], &[1, 5, 6])]);
        assert_eq!(found[..3], [Covered; 3]);
        assert_eq!(found[3..5], [NotInstrumented, ImportOnly]);
        assert_eq!(found[5..], [Covered, Uncovered, Covered, Covered, NotInstrumented]);
    }

    #[test]
    fn an_import_time_statement_that_did_not_run_is_uncovered() {
        assert_eq!(states(&[report(&[5], &[])])[4], LineState::Uncovered);
    }

    #[test]
    fn a_statement_without_a_record_is_excluded_where_the_report_holds_the_file() {
        assert_eq!(states(&[report(&[5], &[5])])[0], LineState::NotInstrumented);
    }

    #[test]
    fn no_report_and_no_such_file_are_not_uncovered() {
        assert_eq!(states(&[])[0], LineState::Unknown);
        let absent = SeriesEvidence { coverage: None, ..report(&[], &[]) };
        let found = states(&[absent]);
        assert_eq!((found[0], found[3]), (LineState::NotInReport, LineState::NotInstrumented));
    }

    #[test]
    fn a_line_newer_than_every_report_is_younger() {
        let old = SeriesEvidence { younger: set(&[7]), ..report(&[1, 6], &[1, 6]) };
        assert_eq!(states(std::slice::from_ref(&old))[6], LineState::Younger);
        let newer = report(&[7], &[7]);
        assert_eq!(states(&[old, newer])[6], LineState::Covered);
    }

    #[test]
    fn a_state_read_from_a_line_that_may_be_another_says_so() {
        use EvidenceMethod::{Ambiguous, CarriedForward, Compared};
        let old =
            |method| SeriesEvidence { method, ambiguous: set(&[2]), ..report(&[1, 5], &[1, 5]) };
        let methods = |method| -> Vec<EvidenceMethod> {
            let lines = [1, 5].map(|line| RegionLine { line, role: LineRole::Deleted });
            let found = line_evidence(&lines, Some(&outline()), &[old(method)]);
            found.into_iter().map(|line| line.method).collect()
        };
        // Line 2 belongs to the statement of line 1, which has one state.
        assert_eq!(methods(CarriedForward), [Ambiguous, CarriedForward]);
        assert_eq!(methods(Compared), [Compared, Compared]);
    }

    #[test]
    fn a_statement_whose_recorded_line_is_new_is_younger_and_not_excluded() {
        let old = SeriesEvidence { younger: set(&[1]), ..report(&[5], &[5]) };
        assert_eq!(states(&[old])[1], LineState::Younger);
    }

    #[test]
    fn covered_by_any_suite_is_covered_and_names_that_suite() {
        let unit = report(&[1], &[]);
        let integration =
            SeriesEvidence { commit: CommitId("c2".to_owned()), ..report(&[1], &[1]) };
        let lines = [RegionLine { line: 1, role: LineRole::Deleted }];
        let found = line_evidence(&lines, Some(&outline()), &[unit, integration]);
        assert_eq!(found[0].state, LineState::Covered);
        assert_eq!(found[0].evidence_commit, Some(CommitId("c2".to_owned())));
    }

    #[test]
    fn a_branch_not_taken_makes_a_line_partly_covered() {
        let mut partial = report(&[1], &[1]);
        partial.coverage.as_mut().unwrap().partial = set(&[1]);
        assert_eq!(states(std::slice::from_ref(&partial))[0], LineState::Partly);
        assert_eq!(states(&[partial, report(&[1], &[1])])[0], LineState::Covered);
    }

    #[test]
    fn without_an_outline_each_line_speaks_for_itself() {
        let lines: Vec<RegionLine> =
            (1..=3).map(|line| RegionLine { line, role: LineRole::Anchor }).collect();
        let found = line_evidence(&lines, None, &[report(&[1, 2], &[1])]);
        let states: Vec<_> = found.iter().map(|l| l.state).collect();
        assert_eq!(states, [LineState::Covered, LineState::Uncovered, LineState::NotInstrumented]);
    }
    #[test]
    fn counts_of_a_statement_are_those_of_its_busiest_line_and_add_up_over_suites() {
        let counted = |lines: &[(u32, u64)], hit: &[u32]| SeriesEvidence {
            hits: Some(lines.iter().copied().collect()),
            ..report(&[1, 3, 5, 6], hit)
        };
        let hits = |series: &[SeriesEvidence]| -> Vec<Option<u64>> {
            let lines: Vec<RegionLine> =
                [1, 2, 4, 5, 6].map(|line| RegionLine { line, role: LineRole::Anchor }).into();
            line_evidence(&lines, Some(&outline()), series).iter().map(|line| line.hits).collect()
        };
        let one = counted(&[(1, 4), (3, 9), (5, 1)], &[1, 3, 5]);
        let two = counted(&[(1, 30), (6, 2)], &[1, 6]);
        assert_eq!(hits(std::slice::from_ref(&one)), [Some(9), Some(9), None, Some(1), Some(0)]);
        let both = [one, two];
        assert_eq!(hits(&both), [Some(39), Some(39), None, Some(1), Some(2)]);
        // A suite that knows the lines and does not count makes every sum unknown.
        let [one, two] = both;
        assert_eq!(hits(&[one, two, report(&[1], &[])])[..3], [None, None, None]);
    }
}
