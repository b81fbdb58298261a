//! From an incident to code: its links, the traces of its fixes, and the region that follows.

use super::bench::Bench;
use super::home::Home;
use super::import::digest;
use super::rules::rules;
use crate::error::Error;
use crate::history::{LinkRequest, TraceOptions, cause_region, links, trace};
use crate::model::change::Change;
use crate::model::commit::{CommitId, Time};
use crate::model::dossier::TracedFix;
use crate::model::incident::Incident;
use crate::model::link::{Link, LinkMethod, LinkTarget};
use crate::model::region::{
    Candidate, CandidateMethod, FileKind, FileRegion, LineRole, RegionLine, Trace, TraceNote,
};
use crate::sources::text::{Cleaner, MAX_TITLE};

/// The code behind an incident.
#[derive(Default)]
pub(super) struct Code {
    pub links: Vec<Link>,
    pub fixes: Vec<TracedFix>,
    /// What the fixes that count changed.
    pub changes: Vec<Change>,
    /// First parent of the newest fix that counts, with its repository.
    pub fix_parent: Option<(String, CommitId)>,
    /// Commits that may have introduced it, with their repository, best first.
    pub candidates: Vec<(String, Candidate)>,
    /// Regions with the repository and the commit whose lines they name, best first.
    pub regions: Vec<Placed>,
    pub missing: Vec<String>,
}

/// A region and where its lines are counted.
pub(super) struct Placed {
    pub repo: String,
    pub commit: CommitId,
    pub region: FileRegion,
}

/// Returns the code behind an incident.
pub(super) fn code(bench: &Bench<'_>, incident: &Incident) -> Result<Code, Error> {
    let request = LinkRequest { incident, persons: &bench.persons };
    let linked = bench.linked()?;
    let found = links(&linked, &request)
        .map_err(|source| Error::History { name: "all".to_owned(), source })?;
    let mut code = Code { missing: found.problems, ..Code::default() };
    for fix in &found.dropped {
        let home = bench.home(&fix.repo)?;
        let mut traced = traced_fix(home, &fix.commit, Vec::new())?;
        traced.dropped = Some(fix.reason.clone());
        code.fixes.push(traced);
    }
    for link in &found.links {
        match &link.target {
            LinkTarget::Fix { repo, commit } => {
                add_fix(bench, &mut code, bench.home(repo)?, commit, incident.at())?;
            }
            LinkTarget::Cause { repo, commit } => {
                name_cause(&mut code, repo, commit, link.method);
            }
            LinkTarget::Region { repo, commit, path, lines } => {
                let named = lines.lines().map(|line| RegionLine { line, role: LineRole::Function });
                let functions = functions(bench, repo, commit, path, *lines)?;
                let same = |placed: &&mut Placed| {
                    (&placed.repo, &placed.commit) == (repo, commit) && placed.region.path == *path
                };
                if let Some(placed) = code.regions.iter_mut().find(same) {
                    // Several frames of a trace, or several words of a person, in one file.
                    let region = &mut placed.region;
                    region.lines.extend(named);
                    region.lines.sort_by_key(|line| line.line);
                    region.lines.dedup_by_key(|line| line.line);
                    for function in functions {
                        if !region.functions.contains(&function) {
                            region.functions.push(function);
                        }
                    }
                    continue;
                }
                let region = FileRegion {
                    path: path.clone(),
                    lines: named.collect(),
                    functions,
                    kind: FileKind::Source,
                    only_adds: false,
                    new_definitions_only: false,
                };
                code.regions.push(Placed { repo: repo.clone(), commit: commit.clone(), region });
            }
        }
    }
    code.links = found.links;
    add_cause_regions(bench, &mut code)?;
    let traced = code.fixes.iter().any(|fix| fix.dropped.is_none());
    if traced && code.regions.is_empty() && code.missing.is_empty() {
        code.missing.push(
            "the fix changes no source and no configuration, so there is no region: \
             `escapee link ID --region PATH:A-B` names one"
                .replace("ID", &incident.id),
        );
    }
    Ok(code)
}

fn add_fix(
    bench: &Bench<'_>,
    code: &mut Code,
    home: &Home,
    commit: &CommitId,
    before: Option<Time>,
) -> Result<(), Error> {
    let trace = traced(bench, home, commit, before)?;
    for note in &trace.notes {
        code.missing.extend(in_words(note, commit));
    }
    let edge = trace.notes.contains(&TraceNote::ShallowBoundary);
    if !edge && !trace.lacks_objects() {
        // Where the parent is not there, what changed is not known.
        let change = home.repository.change(commit).map_err(|source| failed(home, source))?;
        code.changes.push(change);
    }
    code.fixes.push(traced_fix(home, commit, trace.files.clone())?);
    for candidate in trace.candidates {
        let known = |(_, other): &(String, Candidate)| other.commit == candidate.commit;
        if !code.candidates.iter().any(known) {
            code.candidates.push((home.name.clone(), candidate));
        }
    }
    if let Some(parent) = trace.parent {
        for region in trace.files {
            let placed = Placed { repo: home.name.clone(), commit: parent.clone(), region };
            code.regions.push(placed);
        }
        code.fix_parent = Some((home.name.clone(), parent));
    }
    Ok(())
}

/// Returns the trace of a fix, from the store where it was made before.
fn traced(
    bench: &Bench<'_>,
    home: &Home,
    fix: &CommitId,
    before: Option<Time>,
) -> Result<Trace, Error> {
    let options =
        TraceOptions { ignore_revs: home.ignore_revs.clone(), before, ..TraceOptions::default() };
    // In a shallow clone blame ends at its edge, and the edge moves as more is fetched.
    let edge = if home.repository.is_shallow() { home.fetched.as_str() } else { "" };
    let key = digest(format!("{}\n{options:?}\n{edge}", rules()).as_bytes());
    let store = &bench.workspace.store;
    if let Some(known) = bench.workspace.stored(store.trace(&home.name, fix, &key))? {
        return Ok(known);
    }
    let made = trace(&home.repository, fix, &options).map_err(|source| failed(home, source))?;
    if !made.lacks_objects() {
        bench.fresh_traces.borrow_mut().push((home.name.clone(), key, made.clone()));
    }
    Ok(made)
}

fn traced_fix(
    home: &Home,
    commit: &CommitId,
    regions: Vec<FileRegion>,
) -> Result<TracedFix, Error> {
    let read = home.repository.commit(commit).map_err(|source| failed(home, source))?;
    Ok(TracedFix {
        repo: home.name.clone(),
        commit: commit.clone(),
        subject: Cleaner::default().line(read.subject(), MAX_TITLE),
        at: read.committed_at,
        regions,
        dropped: None,
    })
}

/// A commit that a person, the record or a message names goes before all that blame finds.
fn name_cause(code: &mut Code, repo: &str, commit: &CommitId, method: LinkMethod) {
    let (confidence, method) = match method {
        LinkMethod::Person | LinkMethod::CauseField => (1.0, CandidateMethod::Person),
        LinkMethod::Revert => (0.95, CandidateMethod::Revert),
        _ => (0.95, CandidateMethod::Message),
    };
    code.candidates.retain(|(_, candidate)| candidate.commit != *commit);
    let named = |(_, candidate): &&(String, Candidate)| {
        use CandidateMethod::{Message, Person, Revert};
        matches!(candidate.method, Person | Message | Revert)
    };
    let at = code.candidates.iter().take_while(named).count();
    let candidate = Candidate {
        commit: commit.clone(),
        path: String::new(),
        lines: None,
        confidence,
        method,
        clues: Vec::new(),
    };
    code.candidates.insert(at, (repo.to_owned(), candidate));
}

/// Where a cause is known and no fix gives a region, and where the fix reverts it, the region is
/// what the cause put in.
fn add_cause_regions(bench: &Bench<'_>, code: &mut Code) -> Result<(), Error> {
    let reverted = code
        .candidates
        .first()
        .filter(|(_, candidate)| candidate.method == CandidateMethod::Revert)
        .cloned();
    let cause = match (reverted, code.regions.is_empty()) {
        (Some(reverted), _) => Some(reverted),
        // What blame alone suggests is too wide a guess for a region.
        (None, true) => {
            code.candidates.iter().find(|(_, candidate)| candidate.lines.is_none()).cloned()
        }
        (None, false) => None,
    };
    if let Some((repo, cause)) = cause {
        let home = bench.home(&repo)?;
        let regions =
            cause_region(&home.repository, &cause.commit).map_err(|source| failed(home, source))?;
        if !regions.is_empty() {
            code.regions = regions
                .into_iter()
                .map(|region| Placed { repo: repo.clone(), commit: cause.commit.clone(), region })
                .collect();
        }
    }
    Ok(())
}

fn functions(
    bench: &Bench<'_>,
    repo: &str,
    commit: &CommitId,
    path: &str,
    lines: crate::model::lines::LineRange,
) -> Result<Vec<String>, Error> {
    let outline = bench.outline(repo, commit, path)?;
    let mut names: Vec<String> = Vec::new();
    if let Some(outline) = outline.as_ref() {
        for line in lines.lines() {
            if let Some(function) = outline.function_at(line)
                && !names.contains(&function.name)
            {
                names.push(function.name.clone());
            }
        }
    }
    Ok(names)
}

fn in_words(note: &TraceNote, fix: &CommitId) -> Option<String> {
    let fix = fix.short();
    match note {
        TraceNote::Root => Some(format!("fix `{fix}` has no parent: nothing to trace")),
        TraceNote::Empty => Some(format!("fix `{fix}` changes no file")),
        TraceNote::ShallowBoundary => Some(
            "history ends at a shallow boundary: `git fetch --unshallow` brings the rest"
                .to_owned(),
        ),
        TraceNote::Unreadable { path } => Some(format!("`{path}` is binary or too large to trace")),
        TraceNote::MissingObject { id } => Some(format!(
            "fix `{fix}` could not be traced, because object `{id}` is missing or damaged: \
             `git fetch --refetch` brings what is missing"
        )),
        TraceNote::Merge | TraceNote::Reverted { .. } => None,
    }
}

fn failed(home: &Home, source: crate::history::HistoryError) -> Error {
    Error::History { name: home.name.clone(), source }
}
