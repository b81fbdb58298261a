//! Sentences of the indicator forest.

use super::super::font::Weight;
use super::super::numbers::{self, counted, ratio, ratio_range, two, two_range};
use super::super::text::{capital, clean, shorten};
use super::{LONGEST_TITLE, Words};
use crate::model::calibration::{
    Calibration, Floor, FloorVerdict, IndicatorAnswer, IndicatorStatus, IndicatorVerdict, Tier,
};

/// Returns the name of an indicator's column as people say it.
pub(in super::super) fn indicator_name(column: &str) -> String {
    shorten(&clean(column).replace('_', " "), 150.0, 13.0, Weight::Regular)
}

/// Returns what may be said of an indicator, in words.
pub(in super::super) fn verdict_words(answer: &IndicatorAnswer) -> &'static str {
    match (answer.status, answer.verdict) {
        (IndicatorStatus::NoData, _) => "not measured",
        (IndicatorStatus::NoEscapes, _) => "no measured unit escaped",
        (IndicatorStatus::AllEscaped, _) => "every measured unit escaped",
        (IndicatorStatus::Constant, _) => "one value everywhere",
        (IndicatorStatus::SuiteLevel, _) => "one value for all units",
        (_, IndicatorVerdict::Predicts) => "predicts",
        (_, IndicatorVerdict::PredictsWrongWay) => "against the claim",
        (_, IndicatorVerdict::NoMaterialEffect) => "no material effect",
        (_, IndicatorVerdict::CannotTell) => "cannot tell",
        (_, IndicatorVerdict::Insufficient) => "too few escapes",
        (_, IndicatorVerdict::NotTestable) => "not testable",
    }
}

/// Returns the sentences of the forest; `None` is no panel.
pub(in super::super) fn indicator_words(found: Option<&Calibration>) -> Words {
    let title = title(found);
    let Some(found) = found else {
        return Words {
            subtitle: vec![
                "Which indicator, measured before, told where defects would escape.".to_owned(),
            ],
            footer: Vec::new(),
            description: format!("{title}."),
            title,
        };
    };
    let mut subtitle = vec![
        "Odds ratio of an escape per standard deviation more, at equal size and change, 95\u{a0}% interval.".to_owned(),
        format!("{}, {} with an escape.", counted(found.rows, "unit-period"), numbers::count(found.rows_with_escape)),
        "Filled: the interval leaves out 1 and holds after all looks.".to_owned(),
    ];
    if has_sides(found) {
        subtitle.push("Coverage once more by side of the floor.".to_owned());
    }
    let told = !is_unmeasured(found) && found.tier < Tier::Calibrated;
    if let Some(detectable) = found.detectable.filter(|_| told) {
        subtitle.push(format!(
            "Only an odds ratio of {} or more would be seen.",
            ratio(detectable.or_per_sd)
        ));
    }
    Words {
        subtitle,
        footer: vec![
            "Firth logistic regression, profile intervals widened for repeated units".to_owned(),
        ],
        description: description(found, &title),
        title,
    }
}

fn title(found: Option<&Calibration>) -> String {
    // A panel without rows has measured nothing, whatever was imported.
    let Some(found) = found.filter(|found| found.rows > 0) else {
        return "No indicator can be judged without a panel".to_owned();
    };
    if is_unmeasured(found) {
        return "No indicator has been measured yet".to_owned();
    }
    if found.tier < Tier::Tentative {
        return format!(
            "Too few escapes to tell which indicator predicts (n = {})",
            numbers::count(found.rows_with_escape)
        );
    }
    let of = |verdict| -> Vec<String> {
        let like = found.indicators.iter().filter(|one| one.verdict == verdict);
        like.map(|one| indicator_name(&one.name)).collect()
    };
    let predicts = of(IndicatorVerdict::Predicts);
    match predicts.as_slice() {
        [] => match of(IndicatorVerdict::PredictsWrongWay).as_slice() {
            [] => "No indicator is shown to predict escapes".to_owned(),
            wrong => against(wrong, found),
        },
        [one] if floor_holds(found) && one != "coverage" => {
            let knot = found.floor.as_ref().map_or(60, |floor| floor.knot);
            format!("Above {knot}\u{a0}% coverage stops telling; {one} predicts")
        }
        [one] => format!("{} predicts escapes, at equal size and change", capital(one)),
        [one, other] => format!("{} and {other} predict escapes", capital(one)),
        more => format!("{} of {} indicators predict escapes", more.len(), found.indicators.len()),
    }
}

/// Returns that indicators go the other way than claimed; where there are too few escapes to test a floor,
/// that they may.
fn against(wrong: &[String], found: &Calibration) -> String {
    let (who, goes) = match wrong {
        [one] => (capital(one), "goes"),
        [one, other] => (format!("{} and {other}", capital(one)), "go"),
        more => (format!("{} of {} indicators", more.len(), found.indicators.len()), "go"),
    };
    if found.tier < Tier::Indicative {
        let n = numbers::count(found.rows_with_escape);
        return format!("{who} may go the other way (n = {n})");
    }
    let whole = format!("{who} {goes} the other way than claimed");
    if whole.chars().count() <= LONGEST_TITLE {
        return whole;
    }
    format!("{} indicators {goes} the other way than claimed", wrong.len())
}

/// Returns whether coverage stands again below and above its floor.
pub(in super::super) fn has_sides(found: &Calibration) -> bool {
    let of = |floor: &Floor| floor.below.is_some() || floor.above.is_some();
    found.tier >= Tier::Indicative && found.floor.as_ref().is_some_and(of)
}

/// Returns whether no row has a value of any indicator.
fn is_unmeasured(found: &Calibration) -> bool {
    found.indicators.iter().all(|one| one.status == IndicatorStatus::NoData)
}

fn floor_holds(found: &Calibration) -> bool {
    found.floor.as_ref().is_some_and(|floor| floor.verdict == FloorVerdict::Supported)
}

fn description(found: &Calibration, title: &str) -> String {
    let mut parts = vec![format!("{title}.")];
    for one in &found.indicators {
        let effect = one.told_effect().map_or_else(String::new, |effect| {
            let range = ratio_range(effect.or_lo, effect.or_hi);
            format!(", odds ratio {} [{range}]", ratio(effect.or))
        });
        let area = one.told_auc().map_or_else(String::new, |area| {
            format!(", AUC {} [{}]", two(area.auc), two_range(area.lo, area.hi))
        });
        let name = capital(&indicator_name(&one.name));
        parts.push(format!(
            "{name}: {}{effect}{area}, n = {}.",
            verdict_words(one),
            numbers::count(one.n)
        ));
    }
    parts.join(" ")
}
