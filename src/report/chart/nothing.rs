//! What a chart says that has nothing to draw: that the scope is empty, that escapes have no date, or
//! that nothing escaped.

use super::numbers::{self, count, counted};
use super::of_review::worst;
use super::wording::Words;
use super::{Chart, ChartMeta, NAMES, frame};
use crate::model::components::ComponentRow;
use crate::model::dossier::Dossier;
use crate::model::incident::Phase;
use crate::model::review::Review;
use crate::model::scope::Scope;
use crate::report::clean::one_line;
use crate::report::sections::escaped;

/// Returns the chart of that name where it has nothing to draw and its table can not tell why; `None`
/// where it has something, or where nothing is stored, which it says itself.
pub(super) fn nothing(name: &str, review: &Review, meta: &ChartMeta) -> Option<Chart> {
    let (title, hint) = match name {
        "timeline" => of_incidents(review)?,
        _ if escapes(name, review)? == 0 => of_escapes(review)?,
        _ => return None,
    };
    let question = NAMES.iter().find(|(known, _)| *known == name).map(|(_, question)| *question);
    let words = Words {
        subtitle: question.into_iter().map(str::to_owned).collect(),
        footer: Vec::new(),
        description: format!("{title}."),
        title,
    };
    Some(frame::chart(words, meta, |canvas| frame::sentence(canvas, &hint, meta)))
}

/// Returns how many escapes the table behind a chart holds; `None` where the chart is not of escapes alone.
fn escapes(name: &str, review: &Review) -> Option<u64> {
    let of_classes =
        || review.classes.rows.iter().flat_map(|row| &row.counts).map(|(_, n)| n).sum();
    match name {
        "class-breakdown" => Some(of_classes()),
        "latency" => Some(review.latency.placed() + review.latency.unplaced),
        "components" => Some(review.components.rows.iter().map(ComponentRow::total).sum()),
        _ => None,
    }
}

/// Returns title and hint where no escape can be drawn.
fn of_escapes(review: &Review) -> Option<(String, String)> {
    let is_undated = |dossier: &&Dossier| escaped(dossier) && dossier.incident.at().is_none();
    let undated = review.dossiers.iter().filter(is_undated).count() as u64;
    if undated > 0 {
        let has = if undated == 1 { "has" } else { "have" };
        let title = format!("{} {has} no date", counted(undated, "escape"));
        let hint = "Nothing to draw: an escape without a date is in no quarter. \
                    `escapee incidents edit ID --started TIME` adds one.";
        return Some((title, hint.to_owned()));
    }
    let place = place(&review.scope, "up to")?;
    let hint = format!(
        "Nothing to draw: what was asked for has no escape. Without {} all escapes are drawn.",
        flags(&review.scope)
    );
    Some((format!("No escape {place}"), hint))
}

/// Returns title and hint where no incident can be drawn.
fn of_incidents(review: &Review) -> Option<(String, String)> {
    if worst(review).is_some() {
        return None;
    }
    let place = place(&review.scope, "in");
    let all = review.dossiers.len();
    if all == 0 {
        let before = review.rate.total.incidents;
        let found = match review.scope.quarter.filter(|_| before > 0) {
            Some(_) => format!("of {} up to then none lies there", counted(before, "incident")),
            None => "no incident lies there".to_owned(),
        };
        let flags = flags(&review.scope);
        let hint = format!("Nothing to draw: {found}. Without {flags} the worst of all is drawn.");
        return Some((format!("No incident {}", place?), hint));
    }
    let is_caught =
        |dossier: &&Dossier| !matches!(dossier.incident.phase, Phase::Production | Phase::Unknown);
    let caught = review.dossiers.iter().filter(is_caught).count();
    let parts = [(caught, "caught"), (all - caught, "other")];
    let parts = parts.iter().filter(|(n, _)| *n > 0);
    let parts: Vec<String> =
        parts.map(|(n, what)| format!("{} {what}", count(*n as u64))).collect();
    let place = place.unwrap_or_else(|| "to draw".to_owned());
    let hint = "Nothing to draw: unasked, a timeline is of an escape. \
                `escapee chart timeline --incident ID --out FILE` draws any incident.";
    Some((format!("No escape {place} ({})", parts.join(", ")), hint.to_owned()))
}

/// Returns what was asked for, as in `in 2026Q3`, with the word that stands before a quarter; `None` is
/// everything.
fn place(scope: &Scope, before: &str) -> Option<String> {
    let time = match (scope.quarter, scope.since) {
        (Some(quarter), _) => Some(format!("{before} {quarter}")),
        (None, Some(since)) => Some(format!("since {}", numbers::day(since))),
        (None, None) => None,
    };
    let component = scope.component.as_ref().map(|name| format!("in {}", one_line(name, 24)));
    let parts: Vec<String> = time.into_iter().chain(component).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Returns the flags that a scope was asked for by.
fn flags(scope: &Scope) -> String {
    let flags = [
        (scope.quarter.is_some(), "`--quarter`"),
        (scope.quarter.is_none() && scope.since.is_some(), "`--since`"),
        (scope.component.is_some(), "`--component`"),
    ];
    let named: Vec<&str> = flags.into_iter().filter(|(is, _)| *is).map(|(_, flag)| flag).collect();
    named.join(" and ")
}

#[cfg(test)]
mod tests {
    use super::super::{meta_of, of_review};
    use super::*;
    use crate::model::latency::LatencyTable;
    use crate::model::period::Period;
    use crate::model::review::ClassTable;
    use crate::report::sample;

    fn emptied(scope: Scope) -> Review {
        let classes = ClassTable { rows: Vec::new(), ..sample::review().classes };
        let latency = LatencyTable::default();
        Review { scope, classes, latency, dossiers: Vec::new(), ..sample::review() }
    }

    fn drawn(name: &str, review: &Review) -> Chart {
        of_review(name, review, &meta_of(review))
    }

    #[test]
    fn a_scope_that_holds_nothing_is_named() {
        let quarter = Period::parse("2030Q1");
        let mut review = emptied(Scope { quarter, ..Scope::default() });
        review.rate.total.incidents = 43;
        let chart = drawn("timeline", &review);
        assert_eq!(chart.title, "No incident in 2030Q1");
        assert!(chart.hint.is_some_and(|hint| hint.contains("of 43 incidents up to then none")));
        let since = "2026-02-01T00:00:00Z".parse().ok();
        let component = Some("checkout".to_owned());
        let review = emptied(Scope { since, component, quarter: None });
        for name in ["class-breakdown", "latency", "components"] {
            let chart = drawn(name, &review);
            assert_eq!(chart.title, "No escape since 1 Feb 2026 in checkout", "{name}");
            let hint = chart.hint.unwrap_or_default();
            assert!(hint.contains("Without `--since` and `--component`"), "{name}: {hint}");
        }
        assert_eq!(drawn("timeline", &emptied(Scope::default())).title, "No incident to draw yet");
    }

    #[test]
    fn an_escape_without_a_date_is_not_said_to_be_none() {
        let mut review = emptied(Scope::default());
        review.dossiers = sample::review().dossiers[..1].to_vec();
        let incident = &mut review.dossiers[0].incident;
        (incident.started_at, incident.detected_at) = (None, None);
        for name in ["class-breakdown", "latency", "components"] {
            let chart = drawn(name, &review);
            assert_eq!(chart.title, "1 escape has no date", "{name}");
            let hint = chart.hint.unwrap_or_default();
            assert!(hint.contains("`escapee incidents edit ID --started TIME`"), "{hint}");
        }
    }

    #[test]
    fn a_defect_that_was_caught_is_drawn_as_no_escape_unless_it_was_asked_for() {
        let mut review = sample::review();
        review.scope = Scope::default();
        for dossier in &mut review.dossiers {
            dossier.incident.phase = Phase::Test;
        }
        let chart = drawn("timeline", &review);
        let n = review.dossiers.len();
        assert_eq!(chart.title, format!("No escape to draw ({n} caught)"));
        assert!(chart.hint.is_some_and(|hint| hint.contains("--incident ID")));
        review.is_of_one = true;
        assert!(drawn("timeline", &review).is_drawn);
    }
}
