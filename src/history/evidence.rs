//! What speaks for each candidate of a fix, as numbers.

use std::collections::{BTreeMap, HashMap};

use gix::ObjectId;

use super::candidates::{Blamed, Found};
use super::fix_file::{FixFile, added_lines};
use super::masked::MessageWords;
use super::suspects::Suspicion;
use super::words::{CodeWords, Words, shared};
use super::{HistoryError, Repository};
use crate::model::region::FileKind;

/// The names of the numbers, in their order.
pub(super) const NAMES: [&str; 45] = [
    "del", "adj", "beside", "fun", "mov", "imp", "str", "com", "out", "n_del", "hunks", "t_files",
    "t_first", "t_recent", "t_later", "c_files", "c_big", "c_added", "c_fileshare", "c_merge",
    "c_root", "s_fix", "s_cosmetic", "s_len", "s_feature", "age", "subj_cov", "subj_dense",
    "msg_cov", "msg_dense", "mn_cov", "mn_dense", "mw_cov", "mw_dense", "rem_cov", "rem_dense",
    "add_cov", "add_dense", "fn_cov", "dm_cov", "area", "taken_cov", "n_adj", "earlier", "rewrites",
];

/// The words of a fix.
struct FixWords {
    message: MessageWords,
    added: Words,
    removed: Words,
    functions: Words,
}

fn fix_words(message: &str, files: &[FixFile<'_>]) -> FixWords {
    let (mut added, mut removed, mut functions) = (Vec::new(), Vec::new(), Vec::new());
    for file in files.iter().filter(|file| file.kind == FileKind::Source) {
        for hunk in &file.change.hunks {
            for (line, text) in added_lines(hunk).zip(&hunk.added) {
                if file.new.is_code(line) {
                    added.push(text.as_str());
                }
            }
            for (line, text) in (hunk.old_first..).zip(&hunk.removed) {
                if file.old.is_code(line) {
                    removed.push(text.as_str());
                }
            }
            if let Some(function) = file.old.function_at(hunk.old_first.max(1)) {
                functions.push(function.name.as_str());
            }
        }
    }
    FixWords {
        message: MessageWords::of(message),
        added: CodeWords::of(added).names,
        removed: CodeWords::of(removed).names,
        functions: CodeWords::of(functions).names,
    }
}

/// Returns the numbers of each candidate.
pub(super) fn evidence(
    repo: &Repository,
    message: &str,
    seconds: i64,
    files: &[FixFile<'_>],
    blamed: &Blamed,
) -> Result<Vec<(ObjectId, Vec<f64>)>, HistoryError> {
    let fix = fix_words(message, files);
    let mut table: Vec<(ObjectId, Vec<f64>)> = Vec::new();
    let (mut put_in, mut put_parts, mut taken) = (Vec::new(), Vec::new(), Vec::new());
    let mut facts = Vec::new();
    for (id, found) in &blamed.found {
        let fact = repo.commit_facts(id)?;
        let (mut names, mut parts, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        let (mut added, mut share) = (0, 0.0_f64);
        for touch in &found.touches {
            let put = repo.put_in(touch.old, touch.new)?;
            names.extend_from_slice(&put.words.names);
            parts.extend_from_slice(&put.words.parts);
            gone.extend_from_slice(&put.taken);
            added += put.added;
            share = share.max(f64::from(put.added) / f64::from(put.lines.max(1)));
        }
        for words in [&mut names, &mut parts, &mut gone] {
            words.sort_unstable();
            words.dedup();
        }
        let mut row = lines_numbers(blamed, found);
        let has = |words: &[&str]| {
            f64::from(u8::from(words.iter().any(|word| fact.subject.contains(word))))
        };
        let flag = |yes: bool| f64::from(u8::from(yes));
        row.extend([
            (fact.files as f64).ln_1p(),
            flag(fact.files > 50),
            f64::from(added).ln_1p(),
            share,
            flag(fact.parents > 1),
            flag(fact.parents == 0),
            has(&["fix", "bug", "correct", "avoid", "prevent"]),
            has(&["typo", "indent", "style", "whitespace", "cosmetic", "rename", "move", "format", "coding", "clean", "comment", "copyright", "license", "spdx", "doc"]),
            (fact.length as f64).ln_1p(),
            has(&["add", "support", "introduc", "implement", "new", "allow", "enable"]),
            ((seconds - fact.seconds).max(0) as f64 / 86400.0).ln_1p(),
        ]);
        table.push((*id, row));
        facts.push(fact);
        put_in.push(names);
        put_parts.push(parts);
        taken.push(gone);
    }
    let subjects: Vec<&[u64]> = facts.iter().map(|f| f.message.subject.as_slice()).collect();
    let messages: Vec<&[u64]> = facts.iter().map(|f| f.message.all.as_slice()).collect();
    let put_in: Vec<&[u64]> = put_in.iter().map(Vec::as_slice).collect();
    let put_parts: Vec<&[u64]> = put_parts.iter().map(Vec::as_slice).collect();
    let taken: Vec<&[u64]> = taken.iter().map(Vec::as_slice).collect();
    let mut diff_names: Words = fix.added.iter().chain(&fix.removed).chain(&fix.functions).copied().collect();
    diff_names.sort_unstable();
    diff_names.dedup();
    let views: [(Vec<(f64, f64)>, bool); 8] = [
        (similarity(&fix.message.subject, &subjects), true),
        (similarity(&fix.message.all, &messages), true),
        (similarity(&fix.message.names, &put_in), true),
        (similarity(&fix.message.all, &put_parts), true),
        (similarity(&fix.removed, &put_in), true),
        (similarity(&fix.added, &put_in), true),
        (similarity(&fix.functions, &put_in), false),
        (similarity(&diff_names, &messages), false),
    ];
    let restored = similarity(&fix.added, &taken);
    for (place, (id, row)) in table.iter_mut().enumerate() {
        for (view, dense) in &views {
            row.push(view[place].0);
            if *dense {
                row.push(view[place].1);
            }
        }
        let area = fix.message.area.is_some() && fix.message.area == facts[place].message.area;
        row.push(f64::from(u8::from(area)));
        row.push(restored[place].0);
        let found = &blamed.found[id];
        let near = found.lines.get(&Suspicion::Adjacent).map_or(0, |lines| lines.len());
        row.push((near as f64).ln_1p());
        row.push(found.earlier / blamed.totals.get(&Suspicion::Deleted).copied().unwrap_or(1.0));
        let own = found.lines.get(&Suspicion::Deleted).map_or(1, |lines| lines.len().max(1));
        row.push(found.rewrites / own as f64);
    }
    Ok(table)
}

fn lines_numbers(blamed: &Blamed, found: &Found) -> Vec<f64> {
    const WHY: [Suspicion; 9] = [
        Suspicion::Deleted,
        Suspicion::Adjacent,
        Suspicion::Beside,
        Suspicion::Function,
        Suspicion::Moved,
        Suspicion::Import,
        Suspicion::Structure,
        Suspicion::Comment,
        Suspicion::Outside,
    ];
    let count = |why: &Suspicion| found.lines.get(why).map_or(0, |lines| lines.len()) as f64;
    let share = |why: &Suspicion| count(why) / blamed.totals.get(why).copied().unwrap_or(1.0);
    let mut row: Vec<f64> = WHY.iter().map(share).collect();
    row.push(count(&Suspicion::Deleted).ln_1p());
    row.push(found.hunks.len() as f64 / blamed.hunks.len().max(1) as f64);
    let mut files: Vec<usize> = found.touches.iter().map(|touch| touch.file).collect();
    files.sort_unstable();
    files.dedup();
    row.push(files.len() as f64 / blamed.files.max(1) as f64);
    row.push(f64::from(u8::from(found.touches.iter().any(|touch| touch.old.is_none()))));
    let later = found.touches.iter().map(|touch| touch.later).min();
    row.push(later.map_or(0.0, |later| 1.0 / (1.0 + later as f64)));
    row.push((later.unwrap_or(100) as f64).ln_1p());
    row
}

/// Returns for each candidate how many of the wanted words it has, rare ones counting more: as a
/// share of what all candidates have, and that divided by how many words it has.
fn similarity(wanted: &[u64], candidates: &[&[u64]]) -> Vec<(f64, f64)> {
    let mut holders: HashMap<u64, f64> = HashMap::new();
    for words in candidates {
        for word in shared(wanted, words) {
            *holders.entry(word).or_default() += 1.0;
        }
    }
    let count = candidates.len() as f64;
    let rarity: BTreeMap<u64, f64> =
        holders.into_iter().map(|(word, holders)| (word, (1.0 + count / holders).ln())).collect();
    let total: f64 = rarity.values().sum();
    let sums: Vec<f64> = candidates
        .iter()
        .map(|words| shared(wanted, words).map(|word| rarity.get(&word).copied().unwrap_or(0.0)).sum())
        .collect();
    let dense: Vec<f64> = sums
        .iter()
        .zip(candidates)
        .map(|(sum, words)| sum / (words.len() as f64 + 20.0).sqrt())
        .collect();
    let densest = dense.iter().copied().fold(0.0_f64, f64::max);
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    sums.iter().zip(dense).map(|(sum, d)| (share(*sum, total), share(d, densest))).collect()
}
