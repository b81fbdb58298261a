//! Lists of incidents and of their links to code.

use std::io::{self, Write};

use crate::model::dossier::Dossier;
use crate::model::incident::Incident;
use crate::model::link::Link;
use crate::model::project::Project;
use crate::model::proposal::Proposal;
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count, day, thousands};
use crate::report::sheet::{Tone, component, link_method, link_target};

use super::TextStyle;
use super::grid::{Grid, Side};
use super::screen::Screen;

/// Writes one line for each incident: id, day, severity, phase, component, class, title.
pub fn incidents(
    out: &mut impl Write,
    dossiers: &[Dossier],
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    let mut grid = Grid::new(
        ["incident", "started", "sev", "phase", "component", "class", "title"]
            .map(|name| (name, Side::Left))
            .to_vec(),
    );
    for dossier in dossiers {
        let incident = &dossier.incident;
        let cells = vec![
            one_line(&incident.id, 24),
            incident.at().map_or_else(|| MISSING.to_owned(), day),
            incident.severity.map_or_else(|| MISSING.to_owned(), |level| level.to_string()),
            incident.phase.to_string(),
            of_component(dossier),
            dossier.verdict.class.to_string(),
            one_line(&incident.title, 80),
        ];
        grid.linked_row(incident.url.as_deref(), cells);
    }
    if !dossiers.is_empty() {
        grid.write(&mut screen)?;
        screen.blank()?;
    }
    screen.paragraph(&count(dossiers.len() as u64, "incident"))
}

/// Returns the component, or what the record calls it where it counts as `other`.
fn of_component(dossier: &Dossier) -> String {
    match component(dossier) {
        (word, true) => format!("{} ({})", one_line(&word, 24), Project::OTHER),
        (word, false) => one_line(&word, 24),
    }
}

/// Writes the first records of a file as they would be stored, for people to look at.
pub fn preview(
    out: &mut impl Write,
    records: &[Incident],
    most: usize,
    style: TextStyle,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, None)?;
    let mut grid = Grid::new(
        ["incident", "started", "resolved", "sev", "phase", "title"]
            .map(|name| (name, Side::Left))
            .to_vec(),
    );
    for incident in records.iter().take(most) {
        let resolved = incident.resolved_at.map(|stamp| day(stamp.at));
        grid.row(vec![
            one_line(&incident.id, 24),
            incident.at().map_or_else(|| MISSING.to_owned(), day),
            resolved.unwrap_or_else(|| MISSING.to_owned()),
            incident.severity.map_or_else(|| MISSING.to_owned(), |level| level.to_string()),
            incident.phase.to_string(),
            one_line(&incident.title, 80),
        ]);
    }
    if !records.is_empty() {
        screen.blank()?;
        grid.write(&mut screen)?;
        screen.blank()?;
    }
    Ok(())
}

/// Writes what may have fixed each incident without a link, and the command that takes it.
pub fn proposals(
    out: &mut impl Write,
    found: &[(&Incident, &[Proposal])],
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    for (incident, proposals) in found {
        let started = incident.at().map_or_else(|| MISSING.to_owned(), day);
        let id = one_line(&incident.id, 60);
        screen.paragraph(&format!("{id}  {started}  {}", one_line(&incident.title, 120)))?;
        for proposal in *proposals {
            let (score, commit) = (proposal.score, proposal.commit.short());
            let reasons = one_line(&proposal.reasons.join("; "), 200);
            let subject = one_line(&proposal.subject, 120);
            let text = format!("{commit}  {subject}  ({reasons})");
            screen.entry(&format!("{score:.2}"), 6, "", Tone::Plain, &text)?;
        }
        match proposals.first() {
            Some(best) => {
                let text = format!("escapee link {id} --fix {}", best.commit.short());
                screen.entry("", 6, "", Tone::Plain, &text)?;
            }
            None => screen.entry(MISSING, 6, "", Tone::Plain, "nothing stands near enough")?,
        }
        screen.blank()?;
    }
    let with = found.iter().filter(|(_, proposals)| !proposals.is_empty()).count();
    let unlinked = count(found.len() as u64, "incident");
    screen.paragraph(&format!(
        "{unlinked} without a link, {with} with proposals; a proposal is a question, no link"
    ))
}

/// Writes the links of each incident, and the command that adds one where there is none.
pub fn links(
    out: &mut impl Write,
    links: &[(&Incident, &[Link])],
    style: TextStyle,
    banner: Option<&str>,
) -> io::Result<()> {
    let mut screen = Screen::new(out, style, banner)?;
    let mut grid = Grid::new(
        ["incident", "link", "to", "because", "confidence"].map(|name| (name, Side::Left)).to_vec(),
    );
    for (incident, links) in links {
        let id = one_line(&incident.id, 24);
        for link in *links {
            let (kind, target) = link_target(&link.target);
            grid.row(vec![
                id.clone(),
                kind.to_owned(),
                target,
                link_method(link.method).to_owned(),
                link.method.confidence().to_string(),
            ]);
        }
        if links.is_empty() {
            grid.row(vec![id, MISSING.to_owned()]);
        }
    }
    if !links.is_empty() {
        grid.write(&mut screen)?;
        screen.blank()?;
    }
    let unlinked = links.iter().filter(|(_, links)| links.is_empty()).count();
    let mut summary = format!(
        "{} of {} linked",
        thousands((links.len() - unlinked) as u64),
        thousands(links.len() as u64)
    );
    if unlinked > 0 {
        summary.push_str("; links --unlinked proposes, link ID --fix REV adds one");
    }
    screen.paragraph(&summary)
}
