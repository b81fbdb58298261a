//! Section 4: why the tests missed them, this quarter beside the four before.

use super::{Section, Table, scope_flag};
use crate::model::rate::Rate;
use crate::model::review::{ClassRow, Review};
use crate::model::verdict::EscapeClass;
use crate::model::worksheet::Agreement;
use crate::report::chart::findings;
use crate::report::format::{count as count_of, rate, thousands};
use crate::report::text::{apart, of_class};

pub(super) fn section(review: &Review) -> Section {
    let rows = &review.classes.rows;
    let scope = rows.iter().position(|row| Some(row.period) == review.scope.quarter);
    let now = scope.map(|place| &rows[place..=place]);
    let before = scope.map_or(&rows[..0], |place| &rows[place.saturating_sub(4)..place]);
    let head: &[&str] = match now {
        Some(_) => &["Class", "In words", "#This quarter", "#Four before", "Share of all shown"],
        None => &["Class", "In words", "#All", "Share of all shown"],
    };
    let mut table = Table::new("Escapes by class, the most frequent first.", head);
    let count = |rows: &[ClassRow], class: EscapeClass| -> u64 {
        rows.iter().map(|row| of_class(row, class)).sum()
    };
    let mut shares = review.classes.shares.clone();
    shares.sort_by_key(|(class, share)| (std::cmp::Reverse(share.k), *class));
    for (class, share) in shares.iter().filter(|(_, share)| share.k > 0) {
        let mut cells = vec![class.to_string(), class.label().to_owned()];
        match now {
            Some(now) => {
                cells.extend([thousands(count(now, *class)), thousands(count(before, *class))]);
            }
            None => cells.push(thousands(share.k)),
        }
        cells.push(rate(share));
        table.rows.push(cells);
    }
    let n: u64 = review.classes.shares.iter().map(|(_, share)| share.k).sum();
    let mut lines: Vec<String> = apart(&review.classes).into_iter().collect();
    if let Some(median) = &review.latency.median {
        let finding = findings::latency(&review.latency);
        // Of too few escapes the finding says how many they are.
        let said = finding.contains("(n = ");
        let n = if said { String::new() } else { format!(" (n = {})", thousands(median.n)) };
        lines.push(format!("{finding}{n}."));
    } else if review.latency.unplaced > 0 {
        lines.push(format!("{}.", findings::latency(&review.latency)));
    }
    let (finding, components) =
        (findings::classes(&review.classes), findings::components(&review.components));
    if components != finding {
        lines.push(format!("{components}."));
    }
    if n == 0 {
        lines.push(
            "A class needs an escape, its link to code, and evidence from when that shipped: `escapee doctor` \
             lists what is missing."
                .to_owned(),
        );
    }
    let asked = &review.agreement;
    if n + asked.blind.n + asked.open.n + asked.abstained > 0 {
        lines.push(agreement(asked));
    }
    if review.classes.by_people > 0 {
        lines.push(format!(
            "Of {}, {} have the class that people gave, the others that of the rules.",
            count_of(n, "escape"),
            thousands(review.classes.by_people)
        ));
    }
    Section {
        id: "classes",
        title: "Why the tests missed them",
        finding,
        lines,
        more: Vec::new(),
        charts: &["class-breakdown", "latency", "components"],
        table: (!table.rows.is_empty()).then_some(table),
        definition: "The class is what people named, else the first rule that fits, in a fixed order; a rule whose evidence is missing abstains.".to_owned(),
        n: count_of(n, "escape"),
        query: format!("escapee report{} --format json", scope_flag(review)),
        caveats: vec!["Evidence is read as it was when the code shipped; what was measured later enters no class.".to_owned(), "“Not determined” is missing evidence, never “uncovered”.".to_owned()],
    }
}

/// Returns how often people gave the class that the rules gave, blind answers apart.
fn agreement(found: &Agreement) -> String {
    let said = |share: &Rate, how: &str| (share.n > 0).then(|| format!("{} {how}", rate(share)));
    let said: Vec<String> = [
        said(&found.blind, "answered blind"),
        said(&found.open, "answered with the rules' class in sight"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let abstained = match found.abstained {
        0 => String::new(),
        n => {
            format!("; in {} they named a class where the rules abstained", count_of(n, "incident"))
        }
    };
    if said.is_empty() && found.abstained > 0 {
        return format!(
            "How often people agree with the rules is not known: in {} they named a class and the \
             rules abstained.",
            count_of(found.abstained, "incident")
        );
    }
    if said.is_empty() {
        return "Nobody has given a class yet, so how often people agree with the rules is not known: `escapee worksheet ID --blind` asks.".to_owned();
    }
    format!("People gave the class of the rules in {}{abstained}.", said.join(", and in "))
}
