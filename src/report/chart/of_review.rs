//! A chart of a review by its name, and what the charts of a review have in common.

use super::{
    Chart, ChartMeta, calibration, class_breakdown, components, coverage_floor, escape_rate,
    false_confidence, indicators, latency, nothing, numbers, timeline,
};
use crate::model::dossier::Dossier;
use crate::model::review::Review;
use crate::model::scope::Scope;
use crate::report::clean::one_line;
use crate::report::sections::{escaped, is_cost_compared};

/// Returns the chart of that name; a name that [`NAMES`](super::NAMES) lacks gives the escape rate.
pub fn of_review(name: &str, review: &Review, meta: &ChartMeta) -> Chart {
    let unfinished = review.rate.rows.iter().filter(|row| !row.mature);
    let unfinished = unfinished.filter_map(|row| row.period).collect();
    let picked = picked(name, review);
    let meta = &ChartMeta { picked, unfinished, ..of_panel(name, review, meta) };
    if let Some(chart) = nothing::nothing(name, review, meta) {
        return chart;
    }
    match name {
        "class-breakdown" => class_breakdown(&review.classes, meta),
        "calibration" => calibration(review.calibration.as_ref(), meta),
        "indicators" => indicators(review.calibration.as_ref(), meta),
        "false-confidence" => false_confidence(review.quadrant.as_ref(), meta),
        "coverage-floor" => coverage_floor(review.calibration.as_ref(), meta),
        "latency" => latency(&review.latency, meta),
        "timeline" => timeline(worst(review), meta),
        "components" => components(&review.components, meta),
        _ => escape_rate(&review.rate, &review.sev1, meta),
    }
}

/// Returns whether the chart of that name is drawn from the panel.
pub fn needs_panel(name: &str) -> bool {
    matches!(name, "calibration" | "indicators" | "false-confidence" | "coverage-floor")
}

/// Returns how the subject of a chart was picked, where there were several, or what it holds beyond
/// the quarter of the review.
fn picked(name: &str, review: &Review) -> Option<String> {
    if matches!(name, "escape-rate" | "class-breakdown" | "latency" | "components") {
        return span(&review.scope);
    }
    let escapes = review.dossiers.iter().filter(|dossier| escaped(dossier));
    let several = name == "timeline" && escapes.count() > 1;
    let is_first =
        || worst(review).map(|d| &d.incident.id) == review.dossiers.first().map(|d| &d.incident.id);
    several.then(|| {
        let of = if is_first() { "" } else { " with a known introduction" };
        let cost = if is_cost_compared(review) { ", cost" } else { "" };
        let within = within(&review.scope);
        format!("Worst{within}{of} by severity, customers{cost}, duration")
    })
}

/// Returns among which incidents one is the worst, where not among all.
fn within(scope: &Scope) -> String {
    let time = match (scope.quarter, scope.since) {
        (Some(quarter), _) => format!(" of {quarter}"),
        (None, Some(since)) => format!(" since {}", numbers::day(since)),
        (None, None) => String::new(),
    };
    let component = scope.component.as_ref();
    time + &component.map_or_else(String::new, |name| format!(" in {}", one_line(name, 24)))
}

/// Returns what a chart over time is about, where that is not everything.
fn span(scope: &Scope) -> Option<String> {
    let time = match (scope.quarter, scope.since) {
        (Some(quarter), _) => Some(format!("Quarters up to {quarter}")),
        (None, Some(since)) => Some(format!("From {} on", numbers::day(since))),
        (None, None) => None,
    };
    let component = scope.component.as_ref();
    let component = component.map(|name| format!("component {}", one_line(name, 24)));
    match (time, component) {
        (Some(time), Some(component)) => Some(format!("{time}, {component}")),
        (None, Some(component)) => Some(super::text::capital(&component)),
        (time, None) => time,
    }
}

/// Returns what a chart says about itself: one drawn from a panel in a file names that file, and the
/// periods it holds.
fn of_panel(name: &str, review: &Review, meta: &ChartMeta) -> ChartMeta {
    let Some(file) = review.panel_file.as_ref().filter(|_| needs_panel(name)) else {
        return meta.clone();
    };
    let periods = review.calibration.as_ref().map_or(&[][..], |found| &found.periods);
    let source = match periods {
        [] => file.clone(),
        [only] => format!("{file}, {only}"),
        [first, .., last] => format!("{file}, {first}–{last}"),
    };
    ChartMeta { source, data_through: None, ..meta.clone() }
}

/// Returns what every chart of a review says about itself.
pub fn meta_of(review: &Review) -> ChartMeta {
    ChartMeta {
        source: "escapee.db".to_owned(),
        data_through: review.data_through,
        version: review.version.clone(),
        banner: review.banner.clone(),
        ..ChartMeta::default()
    }
}

/// Returns the incident a timeline shows: the one that was asked for, else of the escapes, the worst of
/// which come first, the first whose time hidden is known, else the first. `None` without an escape.
pub(in crate::report) fn worst(review: &Review) -> Option<&Dossier> {
    if review.is_of_one {
        return review.dossiers.first();
    }
    let mut escapes = review.dossiers.iter().filter(|dossier| escaped(dossier));
    let first = escapes.clone().next();
    escapes.find(|dossier| dossier.hidden().is_some()).or(first)
}

#[cfg(test)]
mod tests {
    use super::super::meta_of;
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_scope_pushes_neither_method_nor_source_out_of_the_footer() {
        let mut review = sample::review();
        review.scope.component = Some("payments and refunds".to_owned());
        let chart = of_review("escape-rate", &review, &meta_of(&review));
        assert!(
            chart.method.starts_with("Quarters up to 2026Q3, component payments and refunds · Exp")
        );
        for whole in [
            "component payments and refunds · Expected range",
            "1 in 20 outside by chance<",
            ">Source: escapee.db, data to 30 Sep 2026<",
            ">invented data<",
            ">escapee 0.1.0<",
        ] {
            assert!(chart.svg.contains(whole), "{whole}: {}", chart.svg);
        }
    }

    #[test]
    fn the_worst_incident_is_the_worst_of_its_scope() {
        let mut review = sample::review();
        let picked = |review: &Review| picked("timeline", review).unwrap_or_default();
        assert!(picked(&review).starts_with("Worst of 2026Q3 "), "{}", picked(&review));
        let since = "2026-02-01T00:00:00Z".parse().ok();
        review.scope = Scope { since, component: Some("checkout".to_owned()), quarter: None };
        assert!(picked(&review).starts_with("Worst since 1 Feb 2026 in checkout "));
        review.scope = Scope::default();
        assert!(picked(&review).starts_with("Worst by severity, "), "{}", picked(&review));
    }

    #[test]
    fn the_worst_escape_is_one_whose_time_hidden_is_known() {
        let mut review = sample::review();
        let first = review.dossiers[0].detection();
        review.dossiers[0].introduced_at = first.map(|at| at + chrono::TimeDelta::days(3));
        assert!(review.dossiers[0].introduction().is_some());
        assert!(worst(&review).is_some_and(|dossier| dossier.hidden().is_some()));
        for dossier in &mut review.dossiers[1..] {
            dossier.introduced_at = None;
            dossier.incident.introduced_at = None;
        }
        assert_eq!(worst(&review), review.dossiers.first());
    }

    #[test]
    fn a_quarter_that_is_not_over_has_a_star_wherever_quarters_are_columns() {
        let mut review = sample::review();
        review.components = sample::components();
        let starred = |review: &Review, name| {
            let chart = of_review(name, review, &meta_of(review));
            (
                chart.svg.contains(">Q3*<"),
                chart.subtitle.contains("* Q3 2026 is not over in the data"),
            )
        };
        for name in ["class-breakdown", "components"] {
            review.rate.rows[6].mature = true;
            assert_eq!(starred(&review, name), (false, false), "{name}");
            review.rate.rows[6].mature = false;
            assert_eq!(starred(&review, name), (true, true), "{name}");
        }
    }

    #[test]
    fn a_chart_knows_whether_it_shows_data() {
        let mut review = sample::review();
        review.latency.unplaced = 3;
        let drawn = |name| of_review(name, &review, &meta_of(&review)).is_drawn;
        assert!(drawn("escape-rate") && drawn("class-breakdown") && drawn("timeline"));
        assert!(!drawn("latency") && !drawn("calibration") && !drawn("components"));
    }
}
