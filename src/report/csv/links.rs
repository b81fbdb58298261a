//! The links of incidents to code as CSV, and proposals for those without one.

use std::io::{self, Write};

use crate::model::incident::Incident;
use crate::model::lines::LineRange;
use crate::model::link::{Link, LinkTarget};
use crate::model::proposal::Proposal;
use crate::report::clean::one_line;
use crate::report::format::machine;
use crate::report::sheet::{link_method, link_target};

use super::cell::{Table, code_cell, number, text_cell};

/// Longest title written.
const TITLE: usize = 300;

/// Writes a row for each link; an incident without one has a row with an empty `link`.
pub fn links(
    out: &mut impl Write,
    links: &[(&Incident, &[Link])],
    banner: Option<&str>,
) -> io::Result<()> {
    let head = [
        "incident",
        "title",
        "link",
        "repo",
        "commit",
        "path",
        "first_line",
        "last_line",
        "because",
        "confidence",
    ];
    let mut rows = Table::new(out, &head, banner)?;
    for (incident, links) in links {
        let lead = lead(incident);
        if links.is_empty() {
            rows.row(&alone(&lead, head.len()))?;
        }
        for link in *links {
            let (repo, commit, place) = match &link.target {
                LinkTarget::Fix { repo, commit } | LinkTarget::Cause { repo, commit } => {
                    (repo, commit, None)
                }
                LinkTarget::Region { repo, commit, path, lines } => {
                    (repo, commit, Some((path, *lines)))
                }
            };
            let range = place.map(|(_, lines): (&String, LineRange)| lines);
            let mut cells = lead.to_vec();
            cells.extend([
                link_target(&link.target).0.to_owned(),
                text_cell(repo),
                commit.to_string(),
                place.map_or_else(String::new, |(path, _)| code_cell(path)),
                number(range.map(|lines| lines.first)),
                number(range.map(|lines| lines.last)),
                link_method(link.method).to_owned(),
                link.method.confidence().to_string(),
            ]);
            rows.row(&cells)?;
        }
    }
    rows.finish()
}

/// Writes a row for each proposal, the best of an incident first; an incident for which nothing stands near
/// enough has a row with an empty `commit`. A score is no probability.
pub fn proposals(
    out: &mut impl Write,
    found: &[(&Incident, &[Proposal])],
    banner: Option<&str>,
) -> io::Result<()> {
    let head =
        ["incident", "title", "repo", "commit", "subject", "committed_at", "score", "reasons"];
    let mut rows = Table::new(out, &head, banner)?;
    for (incident, proposals) in found {
        let lead = lead(incident);
        if proposals.is_empty() {
            rows.row(&alone(&lead, head.len()))?;
        }
        for one in *proposals {
            let mut cells = lead.to_vec();
            cells.extend([
                text_cell(&one.repo),
                one.commit.to_string(),
                text_cell(&one_line(&one.subject, TITLE)),
                machine(one.at),
                format!("{:.2}", one.score),
                text_cell(&one.reasons.join("; ")),
            ]);
            rows.row(&cells)?;
        }
    }
    rows.finish()
}

/// Returns the cells that name an incident.
fn lead(incident: &Incident) -> [String; 2] {
    [text_cell(&incident.id), text_cell(&one_line(&incident.title, TITLE))]
}

/// Returns the row of an incident that has nothing else.
fn alone(lead: &[String], width: usize) -> Vec<String> {
    let mut cells = lead.to_vec();
    cells.resize(width, String::new());
    cells
}
