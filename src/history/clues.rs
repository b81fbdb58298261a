//! What speaks for each candidate of a fix, as numbers; `data/ranking.toml` says what each means.
//!
//! Shares are of all candidates or suspected lines of the fix, in `[0, 1]`; counts and ages are
//! `ln(1 + x)`; yes is 1 and no is 0.

use std::collections::BTreeSet;

use gix::ObjectId;

use super::candidates::{Blamed, Found};
use super::commit_facts::CommitFacts;
use super::fix_words::FixWords;
use super::overlap::overlaps;
use super::suspects::Suspicion;
use super::words::Words;
use super::{HistoryError, Repository};

/// The names of the numbers, in their order.
pub(super) const NAMES: [&str; 37] = [
    "deleted",
    "beside",
    "function",
    "import",
    "structure",
    "comment",
    "outside",
    "adjacent-count",
    "hunks",
    "earlier",
    "rewrites",
    "files",
    "created",
    "latest",
    "later",
    "commit-files",
    "big-commit",
    "lines-added",
    "share-of-file",
    "says-cosmetic",
    "says-feature",
    "age",
    "subject-share",
    "subject-density",
    "message-share",
    "message-density",
    "message-names-share",
    "message-names-density",
    "message-code-share",
    "message-code-density",
    "removed-names-share",
    "removed-names-density",
    "added-names-share",
    "added-names-density",
    "names-in-message",
    "taken-out",
    "of-its-own",
];

const COSMETIC: [&str; 15] = [
    "typo",
    "indent",
    "style",
    "whitespace",
    "cosmetic",
    "rename",
    "move",
    "format",
    "coding",
    "clean",
    "comment",
    "copyright",
    "license",
    "spdx",
    "doc",
];
const FEATURE: [&str; 7] = ["add", "support", "introduc", "implement", "new", "allow", "enable"];

/// A commit that changes more files than this changed them for a reason of its own.
const BIG: usize = 50;

/// What a candidate put into the files of the fix and took out of them.
#[derive(Default)]
struct Content {
    names: Words,
    parts: Words,
    taken: Words,
    added: u32,
    share: f64,
}

/// Returns the numbers of each candidate of a fix that was committed at `seconds`.
pub(super) fn clues(
    repo: &Repository,
    fix: &FixWords,
    seconds: i64,
    blamed: &Blamed,
) -> Result<Vec<(ObjectId, Vec<f64>)>, HistoryError> {
    let mut table = Vec::new();
    let (mut facts, mut contents) = (Vec::new(), Vec::new());
    for (id, found) in &blamed.found {
        let fact = repo.commit_facts(id)?;
        let content = content(repo, found)?;
        let mut row = place_numbers(blamed, found);
        row.extend(commit_numbers(&fact, &content, seconds));
        table.push((*id, row));
        facts.push(fact);
        contents.push(content);
    }
    let subjects: Vec<&[u64]> = facts.iter().map(|fact| &*fact.message.subject).collect();
    let messages: Vec<&[u64]> = facts.iter().map(|fact| &*fact.message.all).collect();
    let names: Vec<&[u64]> = contents.iter().map(|content| &*content.names).collect();
    let parts: Vec<&[u64]> = contents.iter().map(|content| &*content.parts).collect();
    let taken: Vec<&[u64]> = contents.iter().map(|content| &*content.taken).collect();
    let both = [
        overlaps(&fix.message.subject, &subjects),
        overlaps(&fix.message.all, &messages),
        overlaps(&fix.message.names, &names),
        overlaps(&fix.message.all, &parts),
        overlaps(&fix.removed, &names),
        overlaps(&fix.added, &names),
    ];
    let shares = [overlaps(&fix.names, &messages), overlaps(&fix.added, &taken)];
    for (place, ((_, row), found)) in table.iter_mut().zip(blamed.found.values()).enumerate() {
        row.extend(both.iter().flat_map(|view| [view[place].share, view[place].density]));
        row.extend(shares.iter().map(|view| view[place].share));
        let suspected: usize = found.lines.values().map(BTreeSet::len).sum();
        row.push((suspected as f64 / f64::from(contents[place].added.max(1))).min(1.0));
    }
    Ok(table)
}

fn content(repo: &Repository, found: &Found) -> Result<Content, HistoryError> {
    let mut content = Content::default();
    for touch in &found.touches {
        let put = repo.put_in(touch.old, touch.new)?;
        content.names.extend_from_slice(&put.words.names);
        content.parts.extend_from_slice(&put.words.parts);
        content.taken.extend_from_slice(&put.taken);
        content.added += put.added;
        content.share = content.share.max(f64::from(put.added) / f64::from(put.lines.max(1)));
    }
    for words in [&mut content.names, &mut content.parts, &mut content.taken] {
        words.sort_unstable();
        words.dedup();
    }
    Ok(content)
}

/// Where the commit stands in the fix's files.
fn place_numbers(blamed: &Blamed, found: &Found) -> Vec<f64> {
    use Suspicion::{Adjacent, Beside, Comment, Deleted, Function, Import, Outside, Structure};
    let count = |why: Suspicion| found.lines.get(&why).map_or(0, BTreeSet::len) as f64;
    let total = |why: Suspicion| blamed.totals.get(&why).copied().unwrap_or(1.0);
    let reasons = [Deleted, Beside, Function, Import, Structure, Comment, Outside];
    let mut row: Vec<f64> = reasons.into_iter().map(|why| count(why) / total(why)).collect();
    let mut files: Vec<usize> = found.touches.iter().map(|touch| touch.file).collect();
    files.dedup();
    let later = found.touches.iter().map(|touch| touch.later).min();
    row.extend([
        count(Adjacent).ln_1p(),
        found.hunks.len() as f64 / blamed.hunks.len().max(1) as f64,
        found.earlier / total(Deleted),
        found.rewrites / count(Deleted).max(1.0),
        files.len() as f64 / blamed.files.max(1) as f64,
        flag(found.touches.iter().any(|touch| touch.old.is_none())),
        later.map_or(0.0, |later| 1.0 / (1.0 + later as f64)),
        (later.unwrap_or(100) as f64).ln_1p(),
    ]);
    row
}

/// What kind of commit it is.
fn commit_numbers(fact: &CommitFacts, content: &Content, seconds: i64) -> [f64; 7] {
    let says = |words: &[&str]| flag(words.iter().any(|word| fact.subject.contains(word)));
    let days = (seconds - fact.seconds).max(0) as f64 / 86_400.0;
    [
        (fact.files as f64).ln_1p(),
        flag(fact.files > BIG),
        f64::from(content.added).ln_1p(),
        content.share,
        says(&COSMETIC),
        says(&FEATURE),
        days.ln_1p(),
    ]
}

fn flag(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}
