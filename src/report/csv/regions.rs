//! Lines of regions with their state: `incident,repo,commit,path,line,role,covered,evidence_commit,method`.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::dossier::Dossier;

use super::cell::{Table, code_cell, text_cell};

const HEAD: [&str; 9] =
    ["incident", "repo", "commit", "path", "line", "role", "covered", "evidence_commit", "method"];

/// One line of a region with its state.
#[derive(Serialize)]
pub(in crate::report) struct RegionRow<'a> {
    incident: &'a str,
    repo: &'a str,
    commit: &'a str,
    path: &'a str,
    line: u32,
    role: &'static str,
    covered: &'static str,
    evidence_commit: Option<&'a str>,
    method: &'static str,
}

/// Returns the lines of all regions, in the order of the dossiers.
pub(in crate::report) fn region_rows(dossiers: &[Dossier]) -> impl Iterator<Item = RegionRow<'_>> {
    let regions = dossiers.iter().flat_map(|d| d.regions.iter().map(move |region| (d, region)));
    regions.flat_map(|(dossier, region)| {
        region.lines.iter().map(move |line| RegionRow {
            incident: &dossier.incident.id,
            repo: &region.repo,
            commit: &region.commit.0,
            path: &region.path,
            line: line.line,
            role: line.role.word(),
            covered: line.state.word(),
            evidence_commit: line.evidence_commit.as_ref().map(|commit| commit.0.as_str()),
            method: line.method.word(),
        })
    })
}

/// Writes every line of every region with its state at the moment.
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
        ])?;
    }
    table.finish()
}
