//! Markdown for tickets and wikis: a review, or one incident.

mod escape;
mod review;
mod table;
mod worksheet;

use std::io::{self, Write};

use crate::model::dossier::Dossier;

use super::clean::one_line;
use super::format::standing;
use super::sheet::{Row, View, sheet};

pub(super) use escape::{begin, escape, prose};
pub use review::review;
pub(super) use table::table;
pub use worksheet::worksheet;

/// Longest title printed.
const TITLE: usize = 300;

/// Writes one incident as a section with a list of questions and answers.
pub fn dossier(out: &mut impl Write, dossier: &Dossier, banner: Option<&str>) -> io::Result<()> {
    write_banner(out, banner)?;
    write_dossier(out, dossier, View::Show, "#")
}

fn write_banner(out: &mut impl Write, banner: Option<&str>) -> io::Result<()> {
    banner.map_or(Ok(()), |banner| writeln!(out, "> **{}**\n", escape(banner)))
}

fn write_dossier(
    out: &mut impl Write,
    dossier: &Dossier,
    view: View,
    level: &str,
) -> io::Result<()> {
    let incident = &dossier.incident;
    let title = one_line(&incident.title, TITLE);
    writeln!(out, "{level} {}: {}\n", escape(&one_line(&incident.id, 60)), escape(&title))?;
    let sheet = sheet(dossier, view);
    let place = escape(&sheet.place);
    writeln!(out, "{} · {place}\n", standing(incident))?;
    for row in &sheet.rows {
        write_row(out, row)?;
    }
    Ok(())
}

fn write_row(out: &mut impl Write, row: &Row) -> io::Result<()> {
    let word = if row.word.is_empty() { String::new() } else { format!(" {}", escape(&row.word)) };
    write!(out, "- **{}{word}**", row.label)?;
    let mut items = row.items.iter().peekable();
    if let Some(first) = items.next_if(|item| item.key.is_empty() && !row.word.is_empty()) {
        write!(out, " {}", escape(&first.text))?;
    }
    writeln!(out)?;
    for item in items {
        let colon = if item.key.is_empty() { "" } else { ": " };
        writeln!(out, "  - {}{colon}{}", escape(&item.key), escape(&item.text))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn hostile_text_makes_no_markup() {
        let mut out = Vec::new();
        dossier(&mut out, &sample::hostile(), None).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains('<'), "{text}");
        assert!(text.starts_with("# EVIL-1: =cmd\\|&lt;img src=x onerror=alert(1)&gt;"), "{text}");
        sample::assert_harmless(&text);
        assert!(text.lines().all(|line| line.chars().count() < 2_000));
    }

    #[test]
    fn a_review_has_its_sections_and_stays_harmless() {
        let write = || {
            let mut out = Vec::new();
            review(&mut out, &sample::review()).unwrap();
            String::from_utf8(out).unwrap()
        };
        let text = write();
        assert_eq!(text, write(), "the same review gives the same bytes");
        for part in [
            "> **invented data**",
            "# 2026Q3: 12 of 31 defects escaped to production",
            "| 2026Q3 | 12 of 31 = 39\u{a0}% \\[23–55\u{a0}%\\] | 12 | 19 | 3 of 12 | 2 of 12 | 4 |",
            "| F | covered, failing state not asserted | 4 |",
            "## Escape rate",
            "## Impact",
            "## Why the tests missed them",
            "## Missing layers",
            "## Coverage against what tests hold",
            "## Which indicator told",
            "## Test signal",
            "## Actions of the last review",
            "## Decisions asked",
            "### SHOP-131: Legacy invoice path drops the discount",
            "escapee 0.1.0 · data through 2026-09-30",
        ] {
            assert!(text.contains(part), "{part}");
        }
        sample::assert_harmless(&text);
        // The hostile pipe stays inside its cell: eight columns, nine bars.
        let row = text.lines().find(|line| line.starts_with("| EVIL-1 |")).unwrap();
        assert_eq!(row.replace("\\|", "").matches('|').count(), 9);
    }

    #[test]
    fn an_incident_is_a_list_of_questions_and_answers() {
        let mut out = Vec::new();
        dossier(&mut out, &sample::dossier(), Some("invented data")).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("> **invented data**\n\n# SHOP-142: Customers charged twice"));
        assert!(text.contains("- **COVERED THEN? YES** 14 of 14"), "{text}");
    }
}
