//! Sentences of the component table.

use super::super::FEW;
use super::super::font::{self, Weight};
use super::super::numbers::{self, counted, interval};
use super::super::text::{clean, shorten};
use super::Words;
use crate::model::components::ComponentTable;
use crate::model::project::Project;

/// Most quarters the table shows.
pub(in super::super) const MOST_QUARTERS: usize = 8;
/// Most components the table shows by name.
pub(in super::super) const MOST_COMPONENTS: usize = 10;

/// Returns the sentences of a component table.
pub(in super::super) fn component_words(table: &ComponentTable) -> Words {
    let title = title(table);
    let n: u64 = table.rows.iter().map(crate::model::components::ComponentRow::total).sum();
    let named = table.rows.iter().filter(|row| row.name != Project::OTHER).count();
    let place = match (named, table.rows.len() - named) {
        (0, 1..) => "“other”".to_owned(),
        (_, 0) => counted(named as u64, "component"),
        _ => format!("{} and “other”", counted(named as u64, "component")),
    };
    let mut subtitle =
        vec![format!("Escapes by component and quarter: {} in {place}.", counted(n, "escape"))];
    subtitle.extend(trackers(table).filter(|_| is_unmatched(table)));
    subtitle.push("Counts, not rates: more code has more to escape from.".to_owned());
    if n >= FEW {
        subtitle.push("Share of all with its 95\u{a0}% Wilson interval.".to_owned());
    }
    if table.periods.len() > MOST_QUARTERS {
        subtitle.push(format!(
            "Columns: the last {MOST_QUARTERS} of {} quarters; totals: all.",
            table.periods.len()
        ));
    }
    Words { subtitle, footer: footer(table), description: description(table, n, &title), title }
}

fn footer(table: &ComponentTable) -> Vec<String> {
    let shown = table.rows.iter().take(MOST_COMPONENTS);
    let foreign = shown.filter(|row| is_foreign(&row.name)).count();
    let mut footer = vec!["Component by escapee.toml, else “other”".to_owned()];
    if foreign > 0 {
        footer.push("numbered: letters no picture's font has".to_owned());
    }
    footer
}

/// Returns whether the font lacks a letter of the name.
pub(in super::super) fn is_foreign(name: &str) -> bool {
    clean(name).chars().any(|letter| !letter.is_ascii() && font::lacks(letter))
}

/// Returns whether no escape of the table is in a component that has a name.
fn is_unmatched(table: &ComponentTable) -> bool {
    table.rows.iter().filter(|row| row.total() > 0).all(|row| row.name == Project::OTHER)
}

/// Returns what trackers call the components of those in none.
fn trackers(table: &ComponentTable) -> Option<String> {
    let first = table.unmatched.iter().take(3);
    let named: Vec<String> = first.map(|(word, n)| format!("{} ({n})", name(word))).collect();
    let more = if table.unmatched.len() > 3 { " …" } else { "" };
    (!named.is_empty())
        .then(|| format!("Trackers name {}{more}: [[component]] takes them in.", named.join(", ")))
}

/// Returns the name of a component for a title or a sentence.
fn name(text: &str) -> String {
    shorten(&clean(text), 130.0, 13.0, Weight::Regular)
}

fn title(table: &ComponentTable) -> String {
    let n: u64 = table.rows.iter().map(crate::model::components::ComponentRow::total).sum();
    if n == 0 {
        return "No escapes recorded yet".to_owned();
    }
    if n < FEW {
        return format!("Too few escapes to compare components (n = {n})");
    }
    if is_unmatched(table) {
        return format!("No escape matches a component of escapee.toml (n = {n})");
    }
    if table.rows.len() == 1 {
        return format!(
            "All {} are in one component, {}",
            counted(n, "escape"),
            name(&table.rows[0].name)
        );
    }
    let mut rows: Vec<_> = table.rows.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.total()));
    let (first, next) = (rows[0], rows[1]);
    let of = format!("({} of {})", numbers::count(first.share.k), numbers::count(first.share.n));
    let floor = first.share.lo.unwrap_or(0.0);
    if floor > 0.5 {
        format!("Most escapes are in {} {of}", name(&first.name))
    } else if floor > next.share.hi.unwrap_or(1.0) {
        format!("More escapes in {} than in any other {of}", name(&first.name))
    } else {
        "No component stands out as the one with most escapes".to_owned()
    }
}

fn description(table: &ComponentTable, n: u64, title: &str) -> String {
    let mut parts = vec![format!("{title}.")];
    for row in table.rows.iter().take(MOST_COMPONENTS) {
        let share = if n >= FEW {
            format!(", {} {}", numbers::rate(&row.share), interval(&row.share))
        } else {
            String::new()
        };
        parts.push(format!("{}: {} of {n}{share}.", name(&row.name), row.total()));
    }
    if table.rows.len() > MOST_COMPONENTS {
        parts.push(format!("And {} more.", table.rows.len() - MOST_COMPONENTS));
    }
    parts.join(" ")
}
