//! What the forest of indicators claims against what was expected, and how far it reaches.

use escapee::model::calibration::{Calibration, IndicatorVerdict, Tier};
use escapee::report::chart::{Theme, indicators};

use super::data::meta;
use super::panels;

#[test]
fn an_indicator_is_alarming_only_where_it_goes_against_its_claim() {
    let mut found = panels::found(&panels::panel(60, 10, -1.2));
    let alarm = |found: &Calibration| {
        indicators(Some(found), &meta(Theme::Light)).svg.to_lowercase().contains("#c44e00")
    };
    for one in &mut found.indicators {
        one.verdict = IndicatorVerdict::CannotTell;
    }
    assert!(!alarm(&found), "what cannot be told is no alarm");
    found.indicators[0].verdict = IndicatorVerdict::PredictsWrongWay;
    assert!(alarm(&found));
    // Coverage above its floor is judged by the same side of 1.
    found.indicators[0].verdict = IndicatorVerdict::CannotTell;
    let above = found.floor.as_mut().and_then(|floor| floor.above.as_mut()).unwrap();
    (above.or, above.or_lo, above.or_hi) = (1.6, 1.2, 2.1);
    assert!(alarm(&found));
    let said = indicators(Some(&found), &meta(Theme::Light)).svg;
    assert!(said.contains("per 10 points, against the claim"));
}

#[test]
fn two_indicators_against_their_claim_are_both_told_and_of_few_escapes_none_is_sure() {
    let mut found = panels::found(&panels::panel(60, 10, -1.2));
    let title = |found: &Calibration| indicators(Some(found), &meta(Theme::Light)).title;
    let mut titles = Vec::new();
    for wrong in [1, 2, 3] {
        for (place, one) in found.indicators.iter_mut().enumerate() {
            let is_wrong = place < wrong;
            one.verdict = if is_wrong {
                IndicatorVerdict::PredictsWrongWay
            } else {
                IndicatorVerdict::CannotTell
            };
        }
        titles.push(title(&found));
    }
    assert!(titles[0].ends_with(" goes the other way than claimed"), "{titles:?}");
    assert!(titles[1].contains(" and "), "{titles:?}");
    assert!(titles[2].starts_with("3 of "), "{titles:?}");
    for told in &titles[1..] {
        assert!(told.ends_with(" go the other way than claimed"), "{told}");
    }
    // The floor calls as many escapes too few to be tested.
    (found.tier, found.rows_with_escape) = (Tier::Tentative, 12);
    let unsure = title(&found);
    assert!(unsure.ends_with(" may go the other way (n = 12)"), "{unsure}");
}

#[test]
fn an_effect_beyond_the_axis_has_its_mark_and_the_same_words_everywhere() {
    let mut found = panels::found(&panels::panel(60, 10, -1.2));
    let rings = |svg: &str| svg.matches("r=\"48\"").count() + svg.matches("r=\"53\"").count();
    let inside = rings(&indicators(Some(&found), &meta(Theme::Light)).svg);
    let effect = found.indicators[0].firth_adjusted.as_mut().unwrap();
    (effect.or, effect.or_lo, effect.or_hi) = (39.79, 12.3, 812.0);
    let chart = indicators(Some(&found), &meta(Theme::Light));
    assert_eq!(rings(&chart.svg), inside, "each effect has a mark");
    assert!(chart.description.contains("odds ratio 40 [12 – over 100]"), "{}", chart.description);
    assert!(chart.svg.contains(">40<") && chart.svg.contains("12 – over 100<"), "{}", chart.svg);
    assert!(!chart.svg.contains("&gt; 100"));
}
