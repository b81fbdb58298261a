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
        footer.push("numbered: letters the bundled font lacks".to_owned());
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

/// Returns the name of a component for a title: the number of its row where the font, which would
/// show boxes, lacks a letter of it.
fn titled(place: usize, text: &str) -> String {
    if is_foreign(text) { format!("component {}", place + 1) } else { name(text) }
}

/// Returns the name of a component for a sentence.
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
        let n = numbers::count(n);
        return format!("No escape matches a component of escapee.toml (n = {n})");
    }
    if table.rows.len() == 1 {
        return format!(
            "All {} are in one component, {}",
            counted(n, "escape"),
            titled(0, &table.rows[0].name)
        );
    }
    let mut rows: Vec<_> = table.rows.iter().enumerate().collect();
    rows.sort_by_key(|(_, row)| std::cmp::Reverse(row.total()));
    let ((place, first), (_, next)) = (rows[0], rows[1]);
    let of = format!("({} of {})", numbers::count(first.share.k), numbers::count(first.share.n));
    let floor = first.share.lo.unwrap_or(0.0);
    if floor > 0.5 {
        format!("Most escapes are in {} {of}", titled(place, &first.name))
    } else if floor > next.share.hi.unwrap_or(1.0) {
        format!("More escapes in {} than in any other {of}", titled(place, &first.name))
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
        parts.push(format!(
            "And {} more.",
            numbers::count((table.rows.len() - MOST_COMPONENTS) as u64)
        ));
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::components::ComponentRow;
    use crate::report::sample;

    #[test]
    fn a_title_has_the_number_of_a_component_whose_letters_the_font_lacks() {
        let row = |name: &str, k: u64| ComponentRow {
            name: name.to_owned(),
            escapes: vec![k],
            caught: None,
            share: sample::share(k, 40),
        };
        let table =
            ComponentTable { rows: vec![row("other", 2), row("支付", 38)], ..Default::default() };
        let words = component_words(&table);
        assert_eq!(words.title, "Most escapes are in component 2 (38 of 40)");
        assert!(words.footer.contains(&"numbered: letters the bundled font lacks".to_owned()));
        assert!(words.description.contains("支付: 38 of 40"), "{}", words.description);
        let table = ComponentTable { rows: vec![row("支付", 40)], ..Default::default() };
        assert_eq!(
            component_words(&table).title,
            "All 40 escapes are in one component, component 1"
        );
    }
}
