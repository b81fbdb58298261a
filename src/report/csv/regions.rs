//! Lines of regions with their state, and where each stood at the moment's own commit:
//! `incident,repo,commit,path,line,role,covered,evidence_commit,method`, then
//! `then_commit,then_path,then_line,then`, then `hits`.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::dossier::Dossier;
use crate::model::evidence::{LineEvidence, RegionEvidence};

use super::cell::{Table, code_cell, text_cell};

const HEAD: [&str; 14] = [
    "incident",
    "repo",
    "commit",
    "path",
    "line",
    "role",
    "covered",
    "evidence_commit",
    "method",
    "then_commit",
    "then_path",
    "then_line",
    "then",
    "hits",
];

/// One line of a region with its state.
#[derive(Serialize)]
pub(in crate::report) struct RegionRow<'a> {
    /// Id of the incident.
    pub(in crate::report) incident: &'a str,
    repo: &'a str,
    commit: &'a str,
    path: &'a str,
    /// The line at the commit of the region.
    pub(in crate::report) line: u32,
    /// Whether the fix deleted it, or it anchors what the fix added, or it is the function around.
    pub(in crate::report) role: &'static str,
    /// Its state then.
    pub(in crate::report) covered: &'static str,
    /// Commit of the report that knows it.
    pub(in crate::report) evidence_commit: Option<&'a str>,
    /// How the state was read.
    pub(in crate::report) method: &'static str,
    then_commit: Option<&'a str>,
    then_path: Option<&'a str>,
    /// The same line at the commit of the moment.
    pub(in crate::report) then_line: Option<u32>,
    /// How the line was found there: `exact`, `ambiguous` (it may stand for another), `compared` (no
    /// history joins the two), `younger` (not written yet) or `unknown`.
    pub(in crate::report) then: &'static str,
    /// How often its statement ran, where exact counts are kept.
    pub(in crate::report) hits: Option<u64>,
}

impl RegionRow<'_> {
    /// Returns incident, repository, commit and path: what all lines of a region share.
    pub(in crate::report) fn place(&self) -> (&str, &str, &str, &str) {
        (self.incident, self.repo, self.commit, self.path)
    }
}

/// Returns the lines of all regions, in the order of the dossiers.
pub(in crate::report) fn region_rows(dossiers: &[Dossier]) -> impl Iterator<Item = RegionRow<'_>> {
    let regions = dossiers.iter().flat_map(|d| d.regions.iter().map(move |region| (d, region)));
    regions.flat_map(|(dossier, region)| {
        let lines = region.lines.iter().enumerate();
        lines.map(move |(place, line)| row(&dossier.incident.id, region, place, line))
    })
}

fn row<'a>(
    incident: &'a str,
    region: &'a RegionEvidence,
    place: usize,
    line: &'a LineEvidence,
) -> RegionRow<'a> {
    let stood = region.then.as_ref();
    let then_line = stood.and_then(|then| then.lines.get(place).copied().flatten());
    RegionRow {
        incident,
        repo: &region.repo,
        commit: &region.commit.0,
        path: &region.path,
        line: line.line,
        role: line.role.word(),
        covered: line.state.word(),
        evidence_commit: line.evidence_commit.as_ref().map(|commit| commit.0.as_str()),
        method: line.method.word(),
        then_commit: stood.map(|then| then.commit.0.as_str()),
        then_path: stood.map(|then| then.path.as_str()),
        then_line,
        then: match (stood, then_line) {
            (None, _) => "unknown",
            (Some(_), None) => "younger",
            (Some(then), Some(_)) if then.compared => "compared",
            (Some(then), Some(line)) if then.ambiguous.contains(&line) => "ambiguous",
            (Some(_), Some(_)) => "exact",
        },
        hits: line.hits,
    }
}

/// Writes every line of every region with its state, and its place, at the moment.
pub fn regions(out: &mut impl Write, dossiers: &[Dossier]) -> io::Result<()> {
    let mut table = Table::new(out, &HEAD, None)?;
    for row in region_rows(dossiers) {
        table.row(&[
            text_cell(row.incident),
            code_cell(row.repo),
            row.commit.to_owned(),
            code_cell(row.path),
            row.line.to_string(),
            row.role.to_owned(),
            row.covered.to_owned(),
            row.evidence_commit.unwrap_or("").to_owned(),
            row.method.to_owned(),
            row.then_commit.unwrap_or("").to_owned(),
            code_cell(row.then_path.unwrap_or("")),
            row.then_line.map(|line| line.to_string()).unwrap_or_default(),
            row.then.to_owned(),
            row.hits.map(|hits| hits.to_string()).unwrap_or_default(),
        ])?;
    }
    table.finish()
}
