//! Lists of incidents and of their links to code.

use std::io::{self, Write};

use crate::model::dossier::Dossier;
use crate::model::incident::Incident;
use crate::model::link::Link;
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count, day};
use crate::report::sheet::{link_method, link_target};

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
        grid.row(vec![
            one_line(&incident.id, 24),
            incident.at().map_or_else(|| MISSING.to_owned(), day),
            incident.severity.map_or_else(|| MISSING.to_owned(), |level| level.to_string()),
            incident.phase.to_string(),
            one_line(&dossier.component, 24),
            dossier.verdict.class.to_string(),
            one_line(&incident.title, 80),
        ]);
    }
    if !dossiers.is_empty() {
        grid.write(&mut screen)?;
        screen.blank()?;
    }
    screen.paragraph(&count(dossiers.len() as u64, "incident"))
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
    let mut summary = format!("{} of {} linked", links.len() - unlinked, links.len());
    if unlinked > 0 {
        summary.push_str("; add a link: escapee link ID --fix REV");
    }
    screen.paragraph(&summary)
}
