//! `escapee import incidents`: several files, read piece by piece, told of as one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use escapee::error::Error;
use escapee::pipeline::Workspace;
use escapee::pipeline::import::{self, IncidentImport, IncidentOptions};
use escapee::report::{csv, json, text};
use escapee::sources::incidents::{Decided, DecidedColumn};
use escapee::sources::input::Rewind;

use super::Failure;
use super::context::Context;
use super::format::Format;

/// Records of a dry run that are shown to people.
const PREVIEW: usize = 5;

/// Imports all files; each is one transaction.
pub(super) fn all(
    workspace: &mut Workspace,
    files: &[PathBuf],
    options: IncidentOptions,
    context: &Context,
) -> Result<IncidentImport, Failure> {
    let files = listed(files)?;
    let mut sum: Option<IncidentImport> = None;
    for path in &files {
        let (name, mut file) = open(path)?;
        let bar = Context::progress("importing");
        let mut told = |done: usize, all: usize| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        };
        let now = context.now;
        let done = import::incident_file(workspace, &name, &mut *file, now, options, &mut told);
        bar.finish_and_clear();
        let mut done = done?;
        if files.len() > 1 {
            let with_name = |reason: &str| format!("{name}: {reason}");
            for failed in &mut done.reconciliation.failed {
                failed.reason = with_name(&failed.reason);
            }
        }
        match &mut sum {
            None => sum = Some(done),
            Some(sum) => add(sum, done),
        }
    }
    sum.ok_or(Failure::Missing { flag: "FILE", example: "escapee import incidents incidents.csv" })
}

fn add(sum: &mut IncidentImport, one: IncidentImport) {
    let (all, part) = (&mut sum.reconciliation, one.reconciliation);
    all.seen += part.seen;
    all.imported += part.imported;
    all.updated += part.updated;
    all.unchanged += part.unchanged;
    all.skipped.extend(part.skipped);
    all.failed.extend(part.failed);
    for note in part.notes {
        if !all.notes.contains(&note) {
            all.notes.push(note);
        }
    }
    sum.records.extend(one.records);
    sum.decided = sum.decided.take().or(one.decided);
}

/// Returns the files that are named, and the Markdown documents of the folders that are.
fn listed(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let failed = |source| Error::File { action: "read", path: path.clone(), source };
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(failed)? {
            let file = entry.map_err(failed)?.path();
            let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default();
            // What begins otherwise, such as a README, is no post-mortem.
            if matches!(extension, "md" | "markdown") && begins_with_front_matter(&file) {
                inside.push(file);
            }
        }
        inside.sort();
        if inside.is_empty() {
            let hint = "a folder is read for Markdown files with front matter; name other files";
            return Err(Error::Nothing { what: "post-mortem in that folder", hint }.into());
        }
        files.extend(inside);
    }
    Ok(files)
}

fn begins_with_front_matter(path: &Path) -> bool {
    let mut head = [0; 8];
    let read = File::open(path).and_then(|mut file| file.read(&mut head)).unwrap_or(0);
    let head = head[..read].strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head[..read]);
    head.starts_with(b"---\n") || head.starts_with(b"---\r\n")
}

/// Returns a file's name and content; `-` is standard input, which is kept in memory.
fn open(path: &Path) -> Result<(String, Box<dyn Rewind>), Failure> {
    let failed = |source| Error::File { action: "read", path: path.to_owned(), source };
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(failed)?;
        return Ok(("standard input".to_owned(), Box::new(Cursor::new(bytes))));
    }
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let mut file = File::open(path).map_err(failed)?;
    if !file.metadata().map_err(failed)?.is_file() {
        // A pipe cannot be read twice.
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        return Ok((name, Box::new(Cursor::new(bytes))));
    }
    Ok((name, Box::new(file)))
}

/// Prints what was decided and done.
pub(super) fn print(
    workspace: &Workspace,
    done: &IncidentImport,
    dry_run: bool,
    verbose: bool,
    context: &mut Context,
) -> Result<(), Failure> {
    let banner = workspace.project.banner.as_deref();
    let (format, sum) = (context.format.unwrap_or(Format::Text), &done.reconciliation);
    let style = context.style_of(format);
    // A block of Markdown ends with an empty line.
    let gap = if format == Format::Markdown { "\n" } else { "" };
    let out = &mut context.stdout;
    match format {
        Format::Json => json::reconciliation(out, &done.decided, sum, &done.records, banner)?,
        Format::Csv => csv::reconciliation(out, sum, banner)?,
        _ => {
            if let (true, Some(decided)) = (dry_run, &done.decided) {
                text::answers(out, &columns(decided), style, None)?;
                write!(out, "{gap}")?;
                text::preview(out, &done.records, PREVIEW, style)?;
                write!(out, "{gap}")?;
            }
            text::reconciliation(out, sum, dry_run || verbose, style, banner)?;
            if dry_run {
                writeln!(out, "{gap}This was a dry run: nothing was changed.")?;
            }
        }
    }
    Ok(())
}

/// Returns how a file is read and each of its columns with the field it gives, for people.
fn columns(decided: &Decided) -> Vec<(String, String)> {
    let mut rows = vec![("encoding".to_owned(), decided.encoding.clone())];
    if !decided.delimiter.is_empty() {
        let name = if decided.delimiter == "\t" { "tab" } else { &decided.delimiter };
        rows.push(("delimiter".to_owned(), name.to_owned()));
    }
    rows.extend(decided.preset.as_ref().map(|preset| ("preset".to_owned(), preset.clone())));
    let zone = decided.zone.as_deref().unwrap_or("of the times themselves, else UTC as a guess");
    rows.push(("zone".to_owned(), zone.to_owned()));
    rows.push(("column".to_owned(), "field of the record".to_owned()));
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for column in &decided.columns {
        *seen.entry(column.header.as_str()).or_default() += 1;
    }
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let row = |column: &DecidedColumn| {
        let gives = column.field.clone().unwrap_or_else(|| "–".to_owned());
        let dates = decided.date_formats.get(&column.header).filter(|dates| !dates.is_empty());
        let dates = dates.map_or_else(String::new, |dates| format!(", read as {dates}"));
        let times = seen.get(column.header.as_str()).copied().unwrap_or(1);
        let times = if times > 1 { format!(" x{times}") } else { String::new() };
        (format!("{}{times}", column.header), format!("{gives}{dates}"))
    };
    for column in &decided.columns {
        if told.insert(column.header.as_str()) {
            rows.push(row(column));
        }
    }
    rows
}
