//! Whether tests ran the region then, and which report says so.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::dossier::Dossier;
use crate::model::evidence::{
    CoverageFacts, EvidenceMethod, LineEvidence, LineState, RegionEvidence,
};
use crate::model::lines::ranges;
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count, day, length, lines, thousands};

use super::{Item, Row, Tone};

/// How many stretches of lines and commits a row lists.
const MOST: usize = 4;

/// Returns whether tests ran the region then: `YES`, `PARTLY`, `NO` or `UNKNOWN`, and why.
pub(in crate::report) fn covered_then(dossier: &Dossier) -> Row {
    let label = "COVERED THEN?";
    let region = dossier.regions.first();
    let statements = match (&dossier.facts.coverage, region) {
        (Some(facts), _) => facts.statements.clone(),
        (None, Some(region)) => region.statements(),
        (None, None) => BTreeMap::new(),
    };
    let (word, tone) = coverage_word(dossier, &statements);
    let mut items = vec![Item::text(statement_words(dossier, &statements))];
    if let Some(facts) = &dossier.facts.coverage {
        items.extend(unrun(facts));
    }
    if let Some(region) = region {
        items.extend(region_words(region).map(|words| Item::new("region", words)));
        items.push(Item::new("report", report_words(dossier, region)));
        items.extend(hits_words(region).map(|words| Item::new("ran", words)));
        items.extend(region.now.iter().map(|line| {
            let line = one_line(line, 300);
            Item::new("now", line.strip_prefix("now: ").unwrap_or(&line))
        }));
    }
    Row::answer(label, word, tone, items)
}

/// A branch not taken makes a region partly covered too, which a class may not.
fn coverage_word(dossier: &Dossier, statements: &BTreeMap<LineState, u32>) -> (&'static str, Tone) {
    let of = |state| statements.get(&state).copied().unwrap_or(0);
    let ran = of(LineState::Covered) + of(LineState::Partly);
    let all_known = ran + of(LineState::Uncovered) == statements.values().sum::<u32>();
    match dossier.facts.covered() {
        None => ("UNKNOWN", Tone::Unknown),
        Some(false) if ran == 0 => ("NO", Tone::Bad),
        Some(true) if of(LineState::Partly) == 0 => {
            // Statements nothing is known of do not take the word back, but its shine.
            ("YES", if all_known { Tone::Good } else { Tone::Mixed })
        }
        Some(_) => ("PARTLY", Tone::Mixed),
    }
}

fn statement_words(dossier: &Dossier, statements: &BTreeMap<LineState, u32>) -> String {
    let total: u32 = statements.values().sum();
    if total == 0 {
        return no_statement(dossier).to_owned();
    }
    let of = |state| statements.get(&state).copied().unwrap_or(0);
    let ran = of(LineState::Covered) + of(LineState::Partly);
    let statements = count(total.into(), "statement");
    let known = ran + of(LineState::Uncovered) > 0;
    let mut text = if known { format!("{ran} of {statements} ran in a test") } else { statements };
    let others = [
        (LineState::Partly, "with a branch not taken"),
        (LineState::ImportOnly, "ran only when the module was loaded"),
        (LineState::NotInReport, "in a file the report does not hold"),
        (LineState::Younger, "newer than every report"),
        (LineState::Unknown, "without evidence"),
    ];
    for (state, words) in others {
        if of(state) > 0 {
            text = format!("{text}, {} {words}", of(state));
        }
    }
    text
}

fn no_statement(dossier: &Dossier) -> &'static str {
    match &dossier.facts.coverage {
        Some(facts) if facts.configuration_only => "nothing instruments the files of the fix",
        Some(facts) if facts.new_definitions_only => {
            "the fix only adds definitions: no line existed"
        }
        None if dossier.regions.is_empty() => "no region",
        _ => "no executable statement in the region",
    }
}

fn unrun(facts: &CoverageFacts) -> Vec<Item> {
    let mut items = Vec::new();
    for (name, numbers) in [("not run", &facts.unrun), ("no branch", &facts.partial)] {
        let stretches = ranges(numbers.iter().copied());
        if stretches.is_empty() {
            continue;
        }
        let mut text = lines(&stretches[..stretches.len().min(MOST)]);
        if stretches.len() > MOST {
            text = format!("{text} and {} more", stretches.len() - MOST);
        }
        text = format!("{text} of {}", facts.path);
        items.push(Item::new(name, text));
    }
    items
}

/// Returns the lines of the region and the commit whose lines they are.
fn region_words(region: &RegionEvidence) -> Option<String> {
    let stretches = ranges(region.lines.iter().map(|line| line.line));
    if stretches.is_empty() {
        return None;
    }
    let shown = lines(&stretches[..stretches.len().min(MOST)]);
    let more = stretches.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("{shown}{more} of {} at {}", region.path, region.commit.short()))
}

/// Returns how often the statements of the region that ran did so, where that is kept.
fn hits_words(region: &RegionEvidence) -> Option<String> {
    let ran = |line: &&LineEvidence| matches!(line.state, LineState::Covered | LineState::Partly);
    let ran: Vec<&LineEvidence> = region.lines.iter().filter(ran).collect();
    let hits = ran.iter().map(|line| line.hits).collect::<Option<Vec<u64>>>()?;
    let (least, most) = (*hits.iter().min()?, *hits.iter().max()?);
    let statements: BTreeSet<u32> = ran.iter().map(|line| line.statement).collect();
    let each = if statements.len() == 1 { "the statement" } else { "each statement" };
    Some(match (least, most) {
        (least, most) if least == most => format!("{each} {}", count(most, "time")),
        (least, most) => format!("each statement {} to {}", thousands(least), count(most, "time")),
    })
}

fn report_words(dossier: &Dossier, region: &RegionEvidence) -> String {
    let mut commits: Vec<&str> = region
        .lines
        .iter()
        .filter_map(|line| Some(line.evidence_commit.as_ref()?.short()))
        .collect();
    commits.sort_unstable();
    commits.dedup();
    if commits.is_empty() {
        return format!("{MISSING} (none at or before the moment)");
    }
    let mut text = commits.into_iter().take(MOST).collect::<Vec<_>>().join(", ");
    if let Some(at) = region.evidence_at {
        text = format!("{text}, taken {}", day(at));
        if let Some(moment) = dossier.moment.as_ref().and_then(|moment| moment.at) {
            let side = if at > moment { "after" } else { "before" };
            text = match length(moment - at) {
                age if age.starts_with("0\u{a0}") => format!("{text}, at the moment itself"),
                age => format!("{text}, {age} {side} the moment"),
            };
        }
    }
    // The least direct method is the one to know.
    let method =
        region.lines.iter().filter(|l| l.evidence_commit.is_some()).map(|l| l.method).max();
    match method {
        Some(EvidenceMethod::AtCommit) => text.push_str("; made at that commit"),
        Some(EvidenceMethod::SameContent) => text.push_str("; the file had the same content"),
        Some(EvidenceMethod::CarriedForward) => text.push_str("; lines carried forward"),
        Some(EvidenceMethod::Ambiguous) => {
            text.push_str("; lines carried forward, of which some may stand for others");
        }
        Some(EvidenceMethod::Compared) => {
            text.push_str("; lines guessed, as no history joins the report with them");
        }
        Some(EvidenceMethod::None) | None => {}
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn covered(statements: &[(LineState, u32)]) -> Row {
        let mut dossier = sample::dossier();
        if let Some(facts) = &mut dossier.facts.coverage {
            facts.statements = statements.iter().copied().collect();
        }
        covered_then(&dossier)
    }

    #[test]
    fn unknown_is_neither_covered_nor_uncovered() {
        use LineState::{Covered, ImportOnly, Partly, Uncovered, Unknown, Younger};
        let word = |statements: &[(LineState, u32)]| covered(statements).word;
        assert_eq!(word(&[(Covered, 3)]), "YES");
        assert_eq!(word(&[(Covered, 2), (Uncovered, 1)]), "PARTLY");
        assert_eq!(word(&[(Partly, 1)]), "PARTLY");
        assert_eq!(word(&[(Uncovered, 2)]), "NO");
        for silent in [ImportOnly, Younger, Unknown] {
            assert_eq!(word(&[(silent, 2)]), "UNKNOWN");
        }
        assert_eq!(word(&[]), "UNKNOWN");
    }

    #[test]
    fn a_region_that_is_mostly_newer_than_the_report_is_not_called_covered() {
        let row = covered(&[(LineState::Covered, 1), (LineState::Younger, 4)]);
        assert_eq!((row.word.as_str(), row.tone), ("UNKNOWN", Tone::Unknown));
        assert_eq!(
            row.items[0].text,
            "1 of 5\u{a0}statements ran in a test, 4 newer than every report"
        );
    }

    #[test]
    fn statements_without_evidence_are_named_beside_the_word() {
        let row = covered(&[(LineState::Covered, 3), (LineState::Unknown, 2)]);
        assert_eq!((row.word.as_str(), row.tone), ("YES", Tone::Mixed));
        assert_eq!(row.items[0].text, "3 of 5\u{a0}statements ran in a test, 2 without evidence");
    }

    #[test]
    fn the_age_of_the_evidence_counts_to_the_moment() {
        // 2026-01-10 07:00 to 2026-01-12 08:46 is two days and an hour.
        let row = covered_then(&sample::dossier());
        let report = row.items.iter().find(|item| item.key == "report").unwrap();
        assert!(report.text.contains("2\u{a0}days 1\u{a0}h before the moment"), "{}", report.text);
    }

    #[test]
    fn how_often_the_region_ran_is_told_only_where_all_counts_are_known() {
        let ran = |hits: &[Option<u64>]| {
            let mut dossier = sample::dossier();
            for (line, hits) in dossier.regions[0].lines.iter_mut().zip(hits.iter().cycle()) {
                line.hits = *hits;
            }
            let row = covered_then(&dossier);
            row.items.into_iter().find(|item| item.key == "ran").map(|item| item.text)
        };
        let told = ran(&[Some(1), Some(4_012)]);
        assert_eq!(told.as_deref(), Some("each statement 1 to 4,012\u{a0}times"));
        assert_eq!(ran(&[Some(1)]).as_deref(), Some("each statement 1\u{a0}time"));
        assert_eq!((ran(&[Some(1), None]), ran(&[None])), (None, None));
    }
}
