//! A review for eyes outside the house: titles, bodies, components, ids, paths and names of code are
//! replaced by numbers; counts, classes, times and intervals stay.

use std::collections::BTreeMap;

use crate::model::commit::CommitId;
use crate::model::dossier::Dossier;
use crate::model::link::LinkTarget;
use crate::model::panel::MEASURED;
use crate::model::review::Review;

mod facts;

use facts::redact_facts;

/// The title of an incident whose own is withheld.
const WITHHELD: &str = "Title withheld";

/// Returns whether the names of a dossier are made up, so that no command can be given for them.
pub(super) fn is_redacted(dossier: &Dossier) -> bool {
    // A tracker may withhold a title of its own, but it does not number its incidents so.
    dossier.incident.title == WITHHELD && dossier.incident.id.starts_with("incident-")
}

/// Names given out so far, by kind.
#[derive(Default)]
struct Names {
    incidents: BTreeMap<String, String>,
    components: BTreeMap<String, String>,
    units: BTreeMap<String, String>,
    commits: BTreeMap<String, String>,
    paths: BTreeMap<String, String>,
    tests: BTreeMap<String, String>,
    functions: BTreeMap<String, String>,
}

/// Returns the name given to `text`, a new one where it has none yet.
fn name(known: &mut BTreeMap<String, String>, kind: &str, text: &str) -> String {
    let next = known.len() + 1;
    known.entry(text.to_owned()).or_insert_with(|| format!("{kind}-{next}")).clone()
}

/// Returns the name given to a commit; not longer than the short form of an id, which would cut its number.
fn rename(known: &mut BTreeMap<String, String>, id: &str) -> String {
    name(known, "rev", id)
}

/// Replaces everything in a review that names the house's code, incidents or parts.
///
/// The same thing has the same number wherever it stands, so that charts, tables and worksheets can
/// still be read together. Free words, such as what a fix said, go altogether.
pub fn redact(review: &mut Review) {
    let mut names = Names::default();
    for dossier in &mut review.dossiers {
        redact_dossier(dossier, &mut names);
    }
    for row in review.rate.rows.iter_mut().filter(|row| row.period.is_none()) {
        row.key = name(&mut names.components, "component", &row.key);
    }
    let rates = review.rate.rows.iter_mut().chain([&mut review.rate.total]);
    for id in rates.flat_map(|row| &mut row.escape_ids) {
        *id = name(&mut names.incidents, "incident", id);
    }
    for mark in &mut review.sev1 {
        mark.id = name(&mut names.incidents, "incident", &mark.id);
        WITHHELD.clone_into(&mut mark.title);
    }
    for id in review.cohort.rows.iter_mut().flat_map(|row| &mut row.escape_ids) {
        *id = name(&mut names.incidents, "incident", id);
    }
    for id in review.classes.rows.iter_mut().flat_map(|row| row.ids.iter_mut().flatten()) {
        *id = name(&mut names.incidents, "incident", id);
    }
    for escape in review.latency.rows.iter_mut().flat_map(|row| &mut row.escapes) {
        escape.id = name(&mut names.incidents, "incident", &escape.id);
    }
    review.panel_file = review.panel_file.take().map(|_| "panel".to_owned());
    // What trackers call them would tell, and is but a hint.
    review.components.unmatched.clear();
    for row in &mut review.components.rows {
        row.name = name(&mut names.components, "component", &row.name);
    }
    for unit in review.quadrant.iter_mut().flat_map(|quadrant| &mut quadrant.units) {
        unit.name = name(&mut names.units, "unit", &unit.name);
    }
    if let Some(calibration) = &mut review.calibration {
        calibration.notes.clear();
    }
    for restated in &mut review.restatements {
        restated.added.clear();
        restated.removed.clear();
    }
    review.no_panel = review.no_panel.take().map(|_| "the history cannot be read".to_owned());
    if let Some(component) = &mut review.scope.component {
        *component = name(&mut names.components, "component", component);
    }
}

fn redact_dossier(dossier: &mut Dossier, names: &mut Names) {
    let component = name(&mut names.components, "component", &dossier.component);
    let id = name(&mut names.incidents, "incident", &dossier.incident.id);
    let incident = &mut dossier.incident;
    WITHHELD.clone_into(&mut incident.title);
    (incident.url, incident.body, incident.component) = (None, None, None);
    (incident.kind, incident.status, incident.severity_raw, incident.phase_raw) =
        (None, None, None, None);
    "tracker".clone_into(&mut incident.source);
    incident.labels.clear();
    incident.fix_commits.clear();
    incident.cause_commits.clear();
    incident.fix_versions.clear();
    incident.regressed_by.clear();
    (incident.affected_version, incident.cost, incident.currency) = (None, None, None);
    for other in [&mut incident.duplicate_of, &mut incident.problem_id].into_iter().flatten() {
        *other = name(&mut names.incidents, "incident", other);
    }
    incident.id = id;
    if let Some(signals) = &mut dossier.signals {
        "repository".clone_into(&mut signals.repo);
        signals.commit.0 = rename(&mut names.commits, &signals.commit.0);
        signals.unit = name(&mut names.units, "unit", &signals.unit);
        // Those of the house's own have names of the house.
        signals.signals.retain(|signal| MEASURED.contains(&signal.indicator.as_str()));
    }
    dossier.component = component;
    dossier.defect = name(&mut names.incidents, "incident", &dossier.defect);

    let commit = |known: &mut BTreeMap<String, String>, id: &mut CommitId| {
        id.0 = rename(known, &id.0);
    };
    for link in &mut dossier.links {
        match &mut link.target {
            LinkTarget::Fix { repo, commit: id } | LinkTarget::Cause { repo, commit: id } => {
                "repository".clone_into(repo);
                commit(&mut names.commits, id);
            }
            LinkTarget::Region { repo, commit: id, path, .. } => {
                "repository".clone_into(repo);
                commit(&mut names.commits, id);
                *path = name(&mut names.paths, "file", path);
            }
        }
    }
    for fix in &mut dossier.fixes {
        "repository".clone_into(&mut fix.repo);
        commit(&mut names.commits, &mut fix.commit);
        fix.subject.clear();
        fix.dropped = fix.dropped.take().map(|_| "left out".to_owned());
        for region in &mut fix.regions {
            region.path = name(&mut names.paths, "file", &region.path);
            region.functions.clear();
        }
    }
    for candidate in &mut dossier.candidates {
        commit(&mut names.commits, &mut candidate.commit);
        candidate.path = name(&mut names.paths, "file", &candidate.path);
        candidate.clues.clear();
    }
    for moment in [&mut dossier.moment, &mut dossier.first_shipped].into_iter().flatten() {
        moment.version = None;
        if let Some(id) = &mut moment.commit {
            commit(&mut names.commits, id);
        }
    }
    for region in &mut dossier.regions {
        "repository".clone_into(&mut region.repo);
        commit(&mut names.commits, &mut region.commit);
        region.path = name(&mut names.paths, "file", &region.path);
        region.now.clear();
        region.functions.clear();
        region.then = None;
        for id in region.lines.iter_mut().filter_map(|line| line.evidence_commit.as_mut()) {
            commit(&mut names.commits, id);
        }
    }
    redact_facts(dossier, names);
    let verdicts = dossier.file_verdicts.iter_mut().chain([&mut dossier.verdict]);
    for verdict in verdicts {
        verdict.sub.clear();
        verdict.evidence.clear();
        verdict.abstained.clear();
        verdict.would_change.clear();
    }
    dossier.missing.clear();
    // A class that people gave counts; every other answer is words of the house.
    dossier.worksheet.answers.retain(|answer| answer.class().is_some());
    for answer in &mut dossier.worksheet.answers {
        answer.why = None;
    }
    for layer in &mut dossier.worksheet.layers {
        layer.words.clear();
    }
    if let Some(gate) = &mut dossier.worksheet.gate {
        gate.words.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::review::Sev1Mark;
    use crate::report::sample;

    #[test]
    fn no_name_of_the_house_is_left_and_every_count_is() {
        let mut review = sample::review();
        let before = review.clone();
        redact(&mut review);
        let text = format!("{review:?}");
        for word in
            ["SHOP-142", "Customers charged", "retry", "payment", "checkout", "r2026", "ffff"]
        {
            assert!(!text.contains(word), "{word}");
        }
        assert_eq!(review.rate.total.escapes, before.rate.total.escapes);
        assert_eq!(review.dossiers.len(), before.dossiers.len());
        let classes =
            |review: &Review| -> Vec<_> { review.dossiers.iter().map(Dossier::class).collect() };
        assert_eq!(classes(&review), classes(&before));
    }

    #[test]
    fn a_redacted_sheet_has_no_empty_words_and_no_command_for_made_up_names() {
        let mut review = sample::review();
        review.dossiers = vec![sample::full(), sample::dossier(), sample::bare()];
        let with_a_survivor = sample::full();
        assert!(!with_a_survivor.facts.survivors.is_empty());
        redact(&mut review);
        let mut out = Vec::new();
        crate::report::markdown::review(&mut out, &review).unwrap();
        let text = String::from_utf8(out).unwrap();
        let (_, sheets) = text.split_once("\n### ").unwrap();
        let (sheets, _) = sheets.split_once("\n## ").unwrap();
        for line in sheets.lines() {
            assert!(line == line.trim_end() && !line.ends_with(':'), "{line:?}");
            for litter in ["“”", ":  ", "component component", "escapee ", "(incident-"] {
                assert!(!line.contains(litter), "{litter} in {line:?}");
            }
        }
        let page = crate::report::html::review(&review, &[]);
        let (_, sheets) = page.split_once("<article").unwrap();
        let (sheets, _) = sheets.rsplit_once("</article>").unwrap();
        assert!(!sheets.contains("“”") && !sheets.contains("escapee "), "{sheets}");
    }

    #[test]
    fn a_title_that_its_tracker_withholds_makes_no_dossier_a_redacted_one() {
        let mut review = sample::review();
        WITHHELD.clone_into(&mut review.dossiers[0].incident.title);
        assert!(!is_redacted(&review.dossiers[0]));
        redact(&mut review);
        assert!(review.dossiers.iter().all(is_redacted));
    }

    #[test]
    fn a_component_is_masked_whole_whatever_stands_in_its_name() {
        let mut review = sample::review();
        review.scope.component = Some("pay, refunds".to_owned());
        review.rate.rows[0].period = None;
        review.rate.rows[0].key = "all".to_owned();
        redact(&mut review);
        let scope = review.scope.to_string();
        assert!(scope.starts_with("2026Q3, component-"), "{scope}");
        assert!(!scope.contains("pay") && !scope.contains("refunds"), "{scope}");
        assert!(review.rate.rows[0].key.starts_with("component-"), "a component may be named so");
    }

    #[test]
    fn the_same_thing_has_the_same_number_everywhere() {
        let mut review = sample::review();
        let id = review.dossiers[0].incident.id.clone();
        review.rate.rows[0].escape_ids = vec![id.clone()];
        let period = review.rate.rows[0].period.unwrap();
        let title = "Cart of Jo Doe charged twice".to_owned();
        review.sev1 = vec![Sev1Mark { id, title, class: None, period }];
        redact(&mut review);
        assert_eq!(review.sev1[0].id, review.dossiers[0].incident.id);
        assert_eq!(review.sev1[0].title, WITHHELD);
        assert_eq!(review.rate.rows[0].escape_ids[0], review.dossiers[0].incident.id);
    }

    #[test]
    fn the_short_name_of_a_commit_is_its_own_beyond_a_thousand_of_them() {
        let mut known = BTreeMap::new();
        let mut short = |n: usize| {
            crate::model::commit::CommitId(rename(&mut known, &n.to_string())).short().to_owned()
        };
        let names: std::collections::BTreeSet<String> = (0..2_000).map(&mut short).collect();
        assert_eq!(names.len(), 2_000);
    }
}
