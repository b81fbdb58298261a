//! Sentences of the class breakdown.

use std::cmp::Reverse;

use super::super::FEW;
use super::super::numbers::{self, counted, interval};
use super::{MOST_CELLS, Words};
use crate::model::period::Period;
use crate::model::rate::Rate;
use crate::model::review::ClassTable;
use crate::model::verdict::EscapeClass;

/// Returns the sentences of a class breakdown.
pub(in super::super) fn class_words(table: &ClassTable) -> Words {
    let title = title(table);
    Words {
        subtitle: subtitle(table),
        footer: vec![match (table.by_people, escapes(table)) {
            (0, _) => "Class: the first rule that fits, one per escape".to_owned(),
            (people, all) if people >= all => "Class: named by people, one per escape".to_owned(),
            _ => "Class: named by people, else the first rule that fits".to_owned(),
        }],
        description: description(table, &title),
        title,
    }
}

/// Returns how many escapes the rows hold.
fn escapes(table: &ClassTable) -> u64 {
    table.rows.iter().flat_map(|row| &row.counts).map(|(_, count)| count).sum()
}

fn unit(table: &ClassTable) -> &'static str {
    match table.rows.first().map(|row| row.period) {
        Some(Period::Month { .. }) => "month",
        Some(Period::Quarter { .. }) | None => "quarter",
    }
}

/// Returns what happened in escapes of a class, as the end of a title.
fn clause(class: EscapeClass) -> &'static str {
    match class {
        EscapeClass::S => "a test's signal was lost",
        EscapeClass::C => "no test ran the code",
        EscapeClass::B => "the branch was not taken by any test",
        EscapeClass::O => "a test asserted a wrong expectation",
        EscapeClass::E => "nothing was asserted on covered code",
        EscapeClass::N => "the cause was beyond the suite",
        EscapeClass::F => "the failing state was not asserted",
        EscapeClass::U => "the class is not determined",
        EscapeClass::X0 | EscapeClass::X1 => "no code of ours failed",
    }
}

fn title(table: &ClassTable) -> String {
    let n = escapes(table);
    if n == 0 {
        return match table.rows.len() as u64 {
            0 => "No escapes recorded yet".to_owned(),
            rows => format!("No escapes in {}", counted(rows, unit(table))),
        };
    }
    if n < FEW {
        return format!("Too few escapes to tell why (n = {n})");
    }
    let Some((class, first)) = leading_class(table) else {
        return "No class of escape stands out from chance as the largest".to_owned();
    };
    let of = format!("({} of {})", numbers::count(first.k), numbers::count(first.n));
    if first.k == first.n {
        format!("In all escapes {} {of}", clause(class))
    } else if first.lo.is_some_and(|lo| lo > 0.5) {
        format!("In most escapes {} {of}", clause(class))
    } else {
        format!("Most often {} {of}", clause(class))
    }
}

/// Returns the class that stands out from chance as the largest of ten escapes or more: its interval
/// lies above one half or above that of every other.
pub(in super::super) fn leading_class(table: &ClassTable) -> Option<(EscapeClass, Rate)> {
    let mut shares: Vec<&(EscapeClass, Rate)> = table.shares.iter().collect();
    shares.sort_by_key(|(_, rate)| Reverse(rate.k));
    let (class, first) = shares.first().filter(|(_, rate)| rate.n >= FEW)?;
    let next = shares.get(1).and_then(|(_, rate)| rate.hi).unwrap_or(0.0);
    let stands_out = first.lo.is_some_and(|lo| lo > 0.5 || lo > next);
    stands_out.then_some((*class, *first))
}

fn subtitle(table: &ClassTable) -> Vec<String> {
    let n = escapes(table);
    let unit = unit(table);
    let mut lines = vec![format!("Why the tests missed them: {} by {unit}.", counted(n, "escape"))];
    if table.by_people > 0 {
        let (people, all) = (numbers::count(table.by_people), numbers::count(n));
        lines.push(format!("{people} of {all} classes named by people."));
    }
    if n >= FEW {
        lines.push("Share of all on the right, with its 95\u{a0}% Wilson interval.".to_owned());
    } else if n > 0 {
        lines.push(format!("Under {FEW} escapes, so counts and no shares."));
    }
    let apart = apart(table);
    lines.extend((!apart.is_empty()).then(|| format!("Counted apart: {}.", apart.join(", "))));
    if table.rows.len() > MOST_CELLS {
        let rows = table.rows.len();
        lines.push(format!("Last {MOST_CELLS} of {rows} {unit}s drawn."));
    }
    lines
}

fn description(table: &ClassTable, title: &str) -> String {
    let n = escapes(table);
    let mut parts = vec![format!("{title}.")];
    for (class, rate) in table.shares.iter().filter(|(_, rate)| rate.k > 0) {
        let share = match n {
            FEW.. => format!(", {} {}", numbers::rate(rate), interval(rate)),
            _ => String::new(),
        };
        let of = format!("{} of {}", numbers::count(rate.k), numbers::count(rate.n));
        parts.push(format!("{}: {of}{share}.", class.label()));
    }
    parts.extend(apart(table).iter().map(|one| format!("Counted apart: {one}.")));
    parts.join(" ")
}

/// Returns what is counted apart from the escapes, each with its number.
fn apart(table: &ClassTable) -> Vec<String> {
    let classes = table.apart.iter().map(|(class, count)| (class.label(), *count));
    classes
        .chain([("of unknown phase", table.unknown_phase)])
        .filter(|(_, count)| *count > 0)
        .map(|(words, count)| format!("{} {words}", numbers::count(count)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::LONGEST_TITLE;
    use super::*;
    use crate::model::rate::IntervalMethod;
    use crate::model::review::ClassRow;

    fn share(k: u64, n: u64, lo: f64, hi: f64) -> Rate {
        let rate = Some(k as f64 / n as f64);
        Rate { k, n, rate, lo: Some(lo), hi: Some(hi), method: IntervalMethod::Wilson }
    }

    fn table(shares: Vec<(EscapeClass, Rate)>) -> ClassTable {
        let counts = shares.iter().map(|(class, rate)| (*class, rate.k)).collect();
        let period = Period::Quarter { year: 2026, quarter: 3 };
        let rows = vec![ClassRow { period, counts, ids: Vec::new() }];
        ClassTable { rows, shares, apart: Vec::new(), unknown_phase: 0, by_people: 0 }
    }

    #[test]
    fn what_is_counted_apart_is_said_with_defects_of_unknown_phase() {
        let mut all = table(vec![(EscapeClass::C, share(3, 3, 0.44, 1.0))]);
        all.apart = vec![(EscapeClass::X0, 4), (EscapeClass::X1, 0)];
        assert!(subtitle(&all).contains(&"Counted apart: 4 not an escape.".to_owned()));
        all.unknown_phase = 2;
        let said = "Counted apart: 4 not an escape, 2 of unknown phase.".to_owned();
        assert!(subtitle(&all).contains(&said), "{:?}", subtitle(&all));
        assert!(description(&all, "Why").ends_with("Counted apart: 2 of unknown phase."));
    }

    #[test]
    fn most_is_said_only_where_the_interval_lies_above_one_half() {
        let most = table(vec![
            (EscapeClass::C, share(20, 100, 0.13, 0.29)),
            (EscapeClass::E, share(80, 100, 0.71, 0.87)),
        ]);
        assert_eq!(
            title(&most),
            "In most escapes nothing was asserted on covered code (80 of 100)"
        );
        let leads = table(vec![
            (EscapeClass::C, share(45, 100, 0.36, 0.55)),
            (EscapeClass::E, share(55, 100, 0.45, 0.64)),
        ]);
        assert_eq!(title(&leads), "No class of escape stands out from chance as the largest");
    }

    #[test]
    fn the_largest_class_is_named_only_where_its_interval_lies_above_all_others() {
        let leads = table(vec![
            (EscapeClass::C, share(20, 100, 0.13, 0.29)),
            (EscapeClass::F, share(50, 100, 0.40, 0.60)),
            (EscapeClass::U, share(30, 100, 0.22, 0.39)),
        ]);
        assert_eq!(title(&leads), "Most often the failing state was not asserted (50 of 100)");
    }

    #[test]
    fn under_ten_escapes_there_are_no_shares() {
        let words = class_words(&table(vec![(EscapeClass::E, share(9, 9, 0.7, 1.0))]));
        assert_eq!(words.title, "Too few escapes to tell why (n = 9)");
        assert!(!format!("{words:?}").contains('%'));
    }

    #[test]
    fn classes_that_people_named_are_not_shown_as_the_rules() {
        let mut table = table(vec![(EscapeClass::E, share(12, 12, 0.75, 1.0))]);
        assert_eq!(class_words(&table).footer, ["Class: the first rule that fits, one per escape"]);
        table.by_people = 9;
        let words = class_words(&table);
        assert!(words.subtitle.contains(&"9 of 12 classes named by people.".to_owned()));
        assert_eq!(words.footer, ["Class: named by people, else the first rule that fits"]);
        table.by_people = 12;
        assert_eq!(class_words(&table).footer, ["Class: named by people, one per escape"]);
    }

    #[test]
    fn what_is_no_escape_is_counted_apart() {
        let mut table = table(vec![(EscapeClass::E, share(12, 12, 0.75, 1.0))]);
        table.apart = vec![(EscapeClass::X0, 4), (EscapeClass::X1, 0)];
        assert!(subtitle(&table).contains(&"Counted apart: 4 not an escape.".to_owned()));
        assert!(title(&table).contains("12 of 12"));
    }

    #[test]
    fn every_title_fits_one_line() {
        for &class in EscapeClass::ALL {
            let table = table(vec![(class, share(1_234, 1_999, 0.59, 0.64))]);
            assert!(title(&table).chars().count() <= LONGEST_TITLE, "{}", title(&table));
        }
    }
}
