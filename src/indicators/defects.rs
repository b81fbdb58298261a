//! Incidents that belong together become one defect, the unit of every rate.
//!
//! Together belong incidents that share a fix commit, repeat one another (`duplicate_of`) or name
//! the same problem, also through a third one.

use std::collections::BTreeMap;

use super::joined::roots;
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::evidence::{CoverageFacts, Exclusion};
use crate::model::incident::{Contained, Phase};
use crate::model::project::Project;
use crate::model::verdict::EscapeClass;

/// Returns the defects of the dossiers, sorted by id.
///
/// A defect carries the earliest time and the worst severity of its incidents. It was found in
/// production if any of them was, else in the latest phase named. Class and evidence are those of
/// its earliest incident that is an escape of our code.
pub fn defects(dossiers: &[Dossier]) -> Vec<Defect> {
    let mut order: Vec<&Dossier> = dossiers.iter().collect();
    order.sort_by(|a, b| age(a).cmp(&age(b)));
    let mut groups: BTreeMap<usize, Vec<&Dossier>> = BTreeMap::new();
    for (place, root) in roots(&order).into_iter().enumerate() {
        groups.entry(root).or_default().push(order[place]);
    }
    let mut defects: Vec<Defect> = groups.values().map(|group| defect(group)).collect();
    defects.sort_by(|a, b| a.id.cmp(&b.id));
    defects
}

/// Orders dossiers by time, the undated last, then by id.
fn age(dossier: &Dossier) -> (bool, Option<crate::model::commit::Time>, &str) {
    let at = dossier.incident.at();
    (at.is_none(), at, &dossier.incident.id)
}

/// Returns the defect that incidents make, the earliest first.
fn defect(group: &[&Dossier]) -> Defect {
    let mut incidents: Vec<String> = group.iter().map(|d| d.incident.id.clone()).collect();
    incidents.sort();
    incidents.dedup();
    let speaker = group.iter().find(|d| is_escape(d)).or_else(|| group.first());
    let component = group.iter().map(|d| &d.component).find(|c| *c != Project::OTHER);
    Defect {
        id: group.first().map(|d| d.incident.id.clone()).unwrap_or_default(),
        incidents,
        phase: phase(group),
        at: group.iter().filter_map(|d| d.incident.at()).min(),
        severity: group.iter().filter_map(|d| d.incident.severity).min(),
        component: component.map_or_else(|| Project::OTHER.to_owned(), Clone::clone),
        contained: contained(group),
        class: class(group),
        class_by_people: speaker.is_some_and(|d| d.class_by_people()),
        linked: group.iter().any(|d| !d.links.is_empty()),
        has_evidence: speaker.is_some_and(|d| d.facts.has_evidence()),
        covered: speaker.and_then(|d| d.facts.covered()),
        verified: speaker.and_then(|d| verified(d)),
    }
}

/// Whether the dossier is an escape of our code, as people say, else its verdict.
fn is_escape(dossier: &Dossier) -> bool {
    match dossier.worksheet.class() {
        Some(class) => class.is_escape(),
        None => dossier.facts.exclusion.is_none() && dossier.verdict.class.is_escape(),
    }
}

/// The class of a defect: that of its first escape, and X0 or X1 only where none of its records is a
/// defect of ours. A defect found before production is caught, which is not a class.
fn class(group: &[&Dossier]) -> Option<EscapeClass> {
    if let Some(escape) = group.iter().find(|d| is_escape(d)) {
        return Some(escape.class());
    }
    if let Some(said) = group.iter().find_map(|d| d.worksheet.class()) {
        return Some(said);
    }
    let is = |keep: fn(&Exclusion) -> bool| {
        group.iter().any(|d| d.facts.exclusion.as_ref().is_some_and(keep))
    };
    if is(|e| matches!(e, Exclusion::FoundBefore { .. })) {
        None
    } else if is(|e| matches!(e, Exclusion::NotOurCode { .. })) {
        Some(EscapeClass::X1)
    } else {
        Some(EscapeClass::X0)
    }
}

/// Whether level 2 or more of failure-state assertion was reached; where nothing ran it was not.
fn verified(dossier: &Dossier) -> Option<bool> {
    dossier.facts.covered()?;
    let ran = dossier.facts.coverage.as_ref().map_or(0, CoverageFacts::ran);
    match &dossier.facts.failure_state {
        Some(state) => Some(state.level >= 2),
        None => (ran == 0).then_some(false),
    }
}

/// The phases a record can name, from the latest to the earliest.
const LATEST_FIRST: [Phase; 5] =
    [Phase::Production, Phase::Uat, Phase::Staging, Phase::Test, Phase::Review];

fn phase(group: &[&Dossier]) -> Phase {
    let named = |phase: &Phase| group.iter().any(|d| d.incident.phase == *phase);
    LATEST_FIRST.into_iter().find(named).unwrap_or(Phase::Unknown)
}

/// A defect is contained only where nothing says that one of its incidents was not.
fn contained(group: &[&Dossier]) -> Contained {
    let says = |word| group.iter().any(|d| d.incident.contained == word);
    match (says(Contained::No), says(Contained::Yes)) {
        (true, _) => Contained::No,
        (false, true) => Contained::Yes,
        (false, false) => Contained::Unknown,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::commit::CommitId;
    use crate::model::dossier::TracedFix;
    use crate::model::evidence::{Facts, LineState};
    use crate::model::incident::{Incident, Origin, Stamp};
    use crate::model::link::Confidence;
    use crate::model::verdict::Verdict;
    use crate::model::worksheet::{Answer, Question, Worksheet};

    pub(in crate::indicators) fn dossier(id: &str, day: u32) -> Dossier {
        let mut incident = Incident::new(id, "csv", id);
        let at = format!("2026-01-{day:02}T00:00:00Z").parse().unwrap();
        incident.started_at = Some(Stamp { at, origin: Origin::Field });
        incident.phase = Phase::Production;
        Dossier {
            incident,
            defect: String::new(),
            component: Project::OTHER.to_owned(),
            links: Vec::new(),
            fixes: Vec::new(),
            candidates: Vec::new(),
            introduced_at: None,
            moment: None,
            first_shipped: None,
            regions: Vec::new(),
            file_verdicts: Vec::new(),
            facts: Facts::default(),
            verdict: Verdict {
                class: EscapeClass::U,
                rule: 10,
                sub: Vec::new(),
                evidence: Vec::new(),
                abstained: Vec::new(),
                would_change: Vec::new(),
                confidence: Confidence::Low,
            },
            worksheet: Worksheet::default(),
            signals: None,
            missing: Vec::new(),
        }
    }

    fn fixed_by(mut dossier: Dossier, commit: &str, dropped: Option<&str>) -> Dossier {
        dossier.fixes.push(TracedFix {
            repo: "shop".to_owned(),
            commit: CommitId(commit.to_owned()),
            subject: String::new(),
            at: dossier.incident.at().unwrap(),
            regions: Vec::new(),
            dropped: dropped.map(str::to_owned),
        });
        dossier
    }

    fn groups(dossiers: &[Dossier]) -> Vec<Vec<String>> {
        defects(dossiers).into_iter().map(|d| d.incidents).collect()
    }

    #[test]
    fn incidents_join_through_a_third_one() {
        // A and B share a fix, B and C a problem, D repeats C; E is alone.
        let a = fixed_by(dossier("A", 4), "f1", None);
        let mut b = fixed_by(dossier("B", 3), "f1", None);
        b.incident.problem_id = Some("P1".to_owned());
        let mut c = dossier("C", 2);
        c.incident.problem_id = Some("P1".to_owned());
        let mut d = dossier("D", 1);
        d.incident.duplicate_of = Some("C".to_owned());
        let all = [a, b, c, d, dossier("E", 5)];
        assert_eq!(groups(&all), [vec!["A", "B", "C", "D"], vec!["E"]]);
        assert_eq!(defects(&all)[0].id, "D", "a defect is named after its earliest incident");
    }

    #[test]
    fn a_fix_that_does_not_count_joins_nothing() {
        let a = fixed_by(dossier("A", 1), "f1", Some("reverted"));
        let b = fixed_by(dossier("B", 2), "f1", None);
        assert_eq!(groups(&[a, b]), [["A"], ["B"]]);
    }

    #[test]
    fn a_defect_found_in_a_test_and_again_in_production_is_an_escape_with_the_worst_severity() {
        let mut caught = fixed_by(dossier("A", 1), "f1", None);
        caught.incident.phase = Phase::Test;
        caught.incident.severity = Some(1);
        caught.facts.exclusion = Some(Exclusion::FoundBefore { phase: "test".to_owned() });
        caught.verdict.class = EscapeClass::X0;
        let mut live = fixed_by(dossier("B", 2), "f1", None);
        live.incident.severity = Some(3);
        live.verdict.class = EscapeClass::F;
        let joined = &defects(&[live, caught])[0];
        assert_eq!((joined.phase, joined.severity), (Phase::Production, Some(1)));
        assert_eq!(joined.class, Some(EscapeClass::F));
        assert_eq!(joined.at.unwrap().to_rfc3339(), "2026-01-01T00:00:00+00:00");
    }

    #[test]
    fn a_duplicate_of_a_caught_defect_leaves_it_caught() {
        let mut caught = dossier("A", 2);
        caught.incident.phase = Phase::Test;
        caught.facts.exclusion = Some(Exclusion::FoundBefore { phase: "test".to_owned() });
        let mut copy = dossier("B", 1);
        copy.incident.phase = Phase::Test;
        copy.incident.duplicate_of = Some("A".to_owned());
        copy.facts.exclusion = Some(Exclusion::Duplicate { of: "A".to_owned() });
        let joined = defects(&[caught, copy.clone()]);
        assert_eq!((joined.len(), joined[0].class, joined[0].phase), (1, None, Phase::Test));
        assert_eq!(defects(&[copy])[0].class, Some(EscapeClass::X0));
    }

    #[test]
    fn the_class_that_people_gave_counts() {
        let said = |class: &str| {
            let mut dossier = dossier("A", 1);
            dossier.verdict.class = EscapeClass::F;
            dossier.worksheet.answers.push(Answer {
                question: Question::Class,
                value: class.to_owned(),
                why: None,
                blind: false,
                machine: Some(EscapeClass::F),
                at: dossier.incident.at().unwrap(),
            });
            defects(&[dossier])[0].class
        };
        assert_eq!(said("N"), Some(EscapeClass::N));
        assert_eq!(said("X1"), Some(EscapeClass::X1));
        assert_eq!(said("nobody knows"), Some(EscapeClass::F));
    }

    #[test]
    fn without_evidence_nothing_is_covered_or_uncovered() {
        let bare = &defects(&[dossier("A", 1)])[0];
        assert_eq!((bare.has_evidence, bare.covered, bare.verified), (false, None, None));
        let mut uncovered = dossier("B", 1);
        let statements = [(LineState::Uncovered, 2)].into_iter().collect();
        uncovered.facts.coverage = Some(CoverageFacts { statements, ..CoverageFacts::default() });
        let known = &defects(&[uncovered])[0];
        assert_eq!(
            (known.has_evidence, known.covered, known.verified),
            (true, Some(false), Some(false))
        );
    }
}
