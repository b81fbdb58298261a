//! What the leading indicators said of the code before it failed.

use crate::model::dossier::Dossier;
use crate::model::signals::{MOST_TREES, Said, Signal};
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count, thousands};
use crate::report::redact::is_redacted;
use crate::report::shell::shell_word;

use super::{Item, Row, Tone, View};

/// Returns what each indicator said at the moment; `None` where they were not asked.
pub(super) fn signals(dossier: &Dossier) -> Option<Row> {
    let signals = dossier.signals.as_ref()?;
    let told = |said: Said| signals.signals.iter().filter(|one| one.said == said).count();
    let (warned, silent, few) = (told(Said::Warned), told(Said::Silent), told(Said::TooFew));
    let measured = signals.signals.len() - told(Said::NotMeasured);
    let (word, tone) = match (measured, warned) {
        (0, _) => ("NOT MEASURED".to_owned(), Tone::Unknown),
        (_, 0) if silent > 0 && few > 0 => (format!("NONE WARNED, {few} TOO FEW"), Tone::Bad),
        (_, 0) if silent > 0 => ("NONE WARNED".to_owned(), Tone::Bad),
        (_, 0) if few > 0 => ("TOO FEW TO WARN".to_owned(), Tone::Unknown),
        (_, 0) => ("NO BAR".to_owned(), Tone::Unknown),
        (_, warned) => (format!("{warned} WARNED"), Tone::Mixed),
    };
    let place = format!(
        "folder {} at {}; others: median of the other folders",
        one_line(&signals.unit, 120),
        signals.commit.short()
    );
    let mut items = vec![Item::text(place)];
    items.extend(signals.signals.iter().map(item));
    Some(Row::answer("SIGNALS", &word, tone, items))
}

/// Returns why a review does not have what the indicators said of an escape.
pub(super) fn elsewhere(dossier: &Dossier, view: View) -> Option<Row> {
    (view == View::Review && dossier.class().is_escape()).then(|| {
        let moment = dossier.moment.as_ref();
        let is_placed = moment.is_some_and(|moment| moment.commit.is_some());
        let text = if is_placed && !dossier.regions.is_empty() {
            let most = format!(
                "not measured; a review measures up to {MOST_TREES} commits, those of the worst"
            );
            let id = shell_word(&dossier.incident.id);
            if is_redacted(dossier) {
                most
            } else {
                format!("{most}; `escapee show {id}` asks for this one")
            }
        } else {
            "no region or no commit to measure them at".to_owned()
        };
        Row::answer("SIGNALS", MISSING, Tone::Unknown, vec![Item::text(text)])
    })
}

fn item(signal: &Signal) -> Item {
    let (name, unit) = match signal.indicator.as_str() {
        "coverage" => ("coverage", "\u{a0}%"),
        "branch_coverage" => ("branches", "\u{a0}%"),
        "assertion_density" => ("assertions", " per 100 statements"),
        "failure_state_assertion" => ("failure states", "\u{a0}%"),
        "mutation_score" => ("mutation score", "\u{a0}%"),
        "test_signal_ratio" => ("test signal", "\u{a0}%"),
        // The user's own have a unit that only they know.
        own => (own, ""),
    };
    let number = |value: f64| match unit {
        "" => format!("{}", (value * 100.0).round() / 100.0),
        _ => format!("{}{unit}", value.round()),
    };
    let value = signal.value.map(|value| match signal.n {
        Some(n) => format!("{} (n = {})", number(value), thousands(n)),
        None => number(value),
    });
    let mut numbers: Vec<String> = value.into_iter().collect();
    numbers.extend(signal.bar.map(|bar| format!("bar {}", number(bar))));
    numbers.extend(signal.others.map(|others| {
        let folders = count(signal.others_n as u64, "folder");
        format!("others {} ({folders})", number(others))
    }));
    let text = match signal.said {
        Said::NotMeasured => "not measured then".to_owned(),
        said => format!("{}: {}", words(said), numbers.join(", ")),
    };
    Item::new(one_line(name, 60), text)
}

fn words(said: Said) -> &'static str {
    match said {
        Said::Warned => "WARNED",
        Said::TooFew => "too few to warn",
        Said::Silent => "did not warn",
        Said::Lower => "no bar, lower than elsewhere",
        Said::NotLower => "no bar, not lower than elsewhere",
        Said::NoBar => "no bar",
        Said::NotMeasured => MISSING,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn row_of(signals: Vec<Signal>) -> Row {
        let mut dossier = sample::dossier();
        if let Some(own) = &mut dossier.signals {
            own.signals = signals;
        }
        super::signals(&dossier).unwrap()
    }

    #[test]
    fn a_review_shows_what_was_asked_and_says_why_the_rest_was_not() {
        let mut dossier = sample::dossier();
        let row = |dossier: &Dossier, view| {
            let sheet = crate::report::sheet::sheet(dossier, view);
            sheet.rows.into_iter().find(|row| row.label == "SIGNALS")
        };
        let measured = |view| row(&sample::dossier(), view).unwrap();
        assert_eq!(measured(View::Review).items, measured(View::Worksheet).items);
        dossier.signals = None;
        let without = row(&dossier, View::Review).unwrap();
        assert_eq!(without.word, MISSING);
        assert!(without.items[0].text.contains("`escapee show SHOP-142` asks for this one"));
        assert!(row(&dossier, View::Show).is_none());
        let nowhere = row(&sample::bare(), View::Review).unwrap();
        assert_eq!(nowhere.items[0].text, "no region or no commit to measure them at");
    }

    fn signal(
        name: &str,
        value: (Option<f64>, Option<u64>),
        bar: Option<f64>,
        others: &[f64],
    ) -> Signal {
        Signal::new(name.to_owned(), value, bar, others.to_vec())
    }

    #[test]
    fn each_indicator_stands_with_its_value_its_bar_and_the_others() {
        let row = row_of(vec![
            signal("coverage", (Some(94.2), Some(1_240)), Some(60.0), &[81.0]),
            signal("failure_state_assertion", (Some(0.0), Some(3)), Some(100.0), &[]),
            signal("assertion_density", (Some(41.4), Some(29)), None, &[50.0, 60.0, 70.0]),
            signal("mutation_score", (None, None), None, &[]),
            signal("rollback rehearsed", (Some(0.254), None), None, &[]),
        ]);
        assert_eq!((row.word.as_str(), row.tone), ("1 WARNED", Tone::Mixed));
        let told: Vec<String> =
            row.items[1..].iter().map(|item| format!("{} {}", item.key, item.text)).collect();
        assert_eq!(
            told,
            [
                "coverage did not warn: 94\u{a0}% (n = 1,240), bar 60\u{a0}%, others 81\u{a0}% (1\u{a0}folder)",
                "failure states WARNED: 0\u{a0}% (n = 3), bar 100\u{a0}%",
                "assertions no bar, lower than elsewhere: 41 per 100 statements (n = 29), others 60 per 100 statements (3\u{a0}folders)",
                "mutation score not measured then",
                "rollback rehearsed no bar: 0.25",
            ]
        );
    }

    #[test]
    fn one_or_two_of_a_thing_below_the_bar_are_no_warning() {
        let row = row_of(vec![
            signal("coverage", (Some(94.0), Some(40)), Some(60.0), &[]),
            signal("failure_state_assertion", (Some(50.0), Some(2)), Some(100.0), &[]),
        ]);
        // What is too little to warn does not hide that others were silent.
        assert_eq!((row.word.as_str(), row.tone), ("NONE WARNED, 1 TOO FEW", Tone::Bad));
        assert_eq!(row.items[2].text, "too few to warn: 50\u{a0}% (n = 2), bar 100\u{a0}%");
        let few = signal("failure_state_assertion", (Some(50.0), Some(2)), Some(100.0), &[]);
        let row = row_of(vec![few]);
        assert_eq!((row.word.as_str(), row.tone), ("TOO FEW TO WARN", Tone::Unknown));
    }

    #[test]
    fn what_was_not_measured_did_not_warn_and_is_not_said_to_have_been_silent() {
        let row = row_of(vec![signal("coverage", (None, None), Some(60.0), &[])]);
        assert_eq!((row.word.as_str(), row.tone), ("NOT MEASURED", Tone::Unknown));
        let row = row_of(vec![signal("coverage", (Some(60.0), Some(5)), Some(60.0), &[])]);
        assert_eq!((row.word.as_str(), row.tone), ("NONE WARNED", Tone::Bad));
        let row = row_of(vec![signal("mutation_score", (Some(60.0), Some(5)), None, &[])]);
        assert_eq!((row.word.as_str(), row.tone), ("NO BAR", Tone::Unknown));
    }
}
