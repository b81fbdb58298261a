//! Parts of a kept index: a head, then parts of commits, versions and hunks, each with a seal.
//!
//! Parts are only ever put behind one another. What was cut off while it was written, or does not
//! bear its seal, ends what can be read; whatever a part says is checked before it is believed.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::bytes::{Rest, write};
use super::{BlameIndex, BlobPair, Content, KeptIndex, LineHunk, NewContent, NewVersions};

/// Changes with what a part means, and with what decides a hunk.
const MARK: &[u8] = b"escapee blame index 1\n";

pub(super) const COMMITS: u8 = 1;
pub(super) const VERSIONS: u8 = 2;
pub(super) const HUNKS: u8 = 3;

/// What is wrong with a kept index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexDamage {
    /// It is no index, or one of another version.
    Foreign,
    /// It ends in the middle.
    CutOff,
    /// It was changed after it was written.
    Changed,
}

impl std::fmt::Display for IndexDamage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Foreign => "it is no blame index of this version of escapee",
            Self::CutOff => "it ends in the middle",
            Self::Changed => "its seal is broken",
        })
    }
}

/// Returns the head of an index.
pub(super) fn head(world: &[u8; 32], id_length: usize) -> Vec<u8> {
    [MARK, world, &[id_length as u8]].concat()
}

/// Returns the digest that proves a part's kind and body, and the world it belongs to.
pub(super) fn seal(world: &[u8; 32], kind: u8, body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(MARK);
    hash.update(world);
    hash.update([kind]);
    hash.update(body);
    hash.finalize().into()
}

/// Puts a part behind others.
pub(super) fn append(parts: &mut Vec<u8>, kind: u8, body: &[u8], seal: &[u8; 32]) {
    parts.push(kind);
    write(parts, body.len() as u64);
    parts.extend_from_slice(body);
    parts.extend_from_slice(seal);
}

/// Reads an index as far as it can be read.
pub(super) fn read(kept: &[u8]) -> KeptIndex {
    let mut rest = Rest(kept);
    let head = (|| {
        (rest.bytes(MARK.len())? == MARK).then_some(())?;
        let world: [u8; 32] = rest.bytes(32)?.try_into().ok()?;
        Some((world, usize::from(*rest.bytes(1)?.first()?)))
    })();
    let Some((world, id_length @ (20 | 32))) = head else {
        return KeptIndex { index: None, used: 0, damage: Some(IndexDamage::Foreign) };
    };
    let mut index = BlameIndex::new(world, id_length);
    index.parts.clear();
    let mut used = kept.len() - rest.0.len();
    let mut damage = None;
    while !rest.0.is_empty() && damage.is_none() {
        let part = (|| {
            let kind = *rest.bytes(1)?.first()?;
            let length = rest.count()?;
            Some((kind, rest.bytes(length)?, rest.bytes(32)?))
        })();
        damage = match part {
            None => Some(IndexDamage::CutOff),
            Some((kind, body, sealed)) if seal(&world, kind, body) == sealed => {
                index.apply(kind, body).is_none().then_some(IndexDamage::Changed)
            }
            Some(_) => Some(IndexDamage::Changed),
        };
        if damage.is_none() {
            used = kept.len() - rest.0.len();
        }
    }
    index.settle();
    KeptIndex { index: Some(index), used, damage }
}

/// Returns the body of a part of commits. A parent in the part is named by how far behind its child
/// it stands, an older one by how far before the part.
pub(super) fn commits(first: u32, fresh: &[(Vec<u8>, i64, Vec<u32>)]) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, fresh.len() as u64);
    let mut before = 0;
    for ((id, seconds, parents), number) in fresh.iter().zip(first..) {
        out.extend_from_slice(id);
        let step = seconds.wrapping_sub(before);
        write_signed(&mut out, step);
        before = *seconds;
        write(&mut out, parents.len() as u64);
        for parent in parents {
            if *parent > number {
                write(&mut out, u64::from(parent - number) * 2);
            } else {
                write(&mut out, u64::from(first.wrapping_sub(*parent)) * 2 + 1);
            }
        }
    }
    out
}

fn write_signed(out: &mut Vec<u8>, number: i64) {
    // Dates of commits are far from the ends of the range; those that are not are cut.
    let bounded = number.clamp(-(1 << 61), 1 << 61);
    write(out, (bounded.unsigned_abs() << 1) | u64::from(bounded < 0));
}

fn signed(number: u64) -> i64 {
    let size = (number >> 1) as i64;
    if number & 1 == 1 { -size } else { size }
}

/// Returns the body of a part of versions.
pub(super) fn versions(index: &BlameIndex, fresh: &NewVersions) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, fresh.changes.len() as u64);
    let mut new_paths: Vec<&[u8]> = Vec::new();
    let mut numbers = Vec::with_capacity(fresh.paths.len());
    for path in &fresh.paths {
        numbers.push(index.path(path).unwrap_or_else(|| {
            new_paths.push(path);
            (index.paths.len() + new_paths.len() - 1) as u32
        }));
    }
    write(&mut out, new_paths.len() as u64);
    for path in new_paths {
        write(&mut out, path.len() as u64);
        out.extend_from_slice(path);
    }
    let mut blobs: HashMap<&[u8], u32> = HashMap::new();
    for changes in &fresh.changes {
        write(&mut out, changes.len() as u64);
        for (path, content) in changes {
            write(&mut out, u64::from(numbers.get(*path as usize).copied().unwrap_or(u32::MAX)));
            match content {
                NewContent::Nothing => write(&mut out, 0),
                NewContent::Other => write(&mut out, 1),
                NewContent::File(id) => {
                    let known = index.blob(id).or_else(|| blobs.get(&id[..]).copied());
                    if let Some(number) = known {
                        write(&mut out, u64::from(number) + 3);
                    } else {
                        let fresh = index.blobs.len() + blobs.len();
                        blobs.insert(id, fresh as u32);
                        write(&mut out, 2);
                        out.extend_from_slice(id);
                    }
                }
            }
        }
    }
    out
}

/// Returns the body of a part of hunks: lines kept, lines taken out and lines put in, in turn.
pub(super) fn hunks<'a>(fresh: impl Iterator<Item = (BlobPair, &'a [LineHunk])>) -> Vec<u8> {
    let mut out = Vec::new();
    for ((old, new, ignore_whitespace), hunks) in fresh {
        write(&mut out, u64::from(old) + 1);
        write(&mut out, u64::from(new) * 2 + u64::from(ignore_whitespace));
        write(&mut out, hunks.len() as u64);
        let mut at = 0;
        for hunk in hunks {
            write(&mut out, u64::from(hunk.old.start - at));
            write(&mut out, u64::from(hunk.old.end - hunk.old.start));
            write(&mut out, u64::from(hunk.new.end - hunk.new.start));
            at = hunk.old.end;
        }
    }
    out.push(0);
    out
}

fn distinct(names: &[&[u8]]) -> bool {
    names.iter().collect::<HashSet<_>>().len() == names.len()
}

impl BlameIndex {
    /// Takes a part in; `None`, and nothing is taken in, where it makes no sense.
    pub(super) fn apply(&mut self, kind: u8, body: &[u8]) -> Option<()> {
        let mut rest = Rest(body);
        match kind {
            COMMITS => self.apply_commits(&mut rest),
            VERSIONS => self.apply_versions(&mut rest),
            HUNKS => self.apply_hunks(&mut rest),
            _ => None,
        }
    }

    fn apply_commits(&mut self, rest: &mut Rest<'_>) -> Option<()> {
        let count = rest.count()?;
        let first = self.commits.len();
        let end = first.checked_add(count as u32)?;
        let mut fresh = Vec::with_capacity(count);
        let mut seconds = 0_i64;
        for number in first..end {
            let id = rest.bytes(self.id_length)?.to_vec();
            seconds = seconds.wrapping_add(signed(rest.number()?));
            let mut parents = Vec::new();
            for _ in 0..rest.count()? {
                let step = rest.number()?;
                let far = u32::try_from(step >> 1).ok()?;
                // Behind its child or before the part: no commit is its own ancestor.
                let parent = if step & 1 == 0 {
                    number.checked_add(far).filter(|p| far > 0 && *p < end)?
                } else {
                    first.checked_sub(far).filter(|_| far > 0)?
                };
                parents.push(parent);
            }
            fresh.push((id, seconds, parents));
        }
        let known = |(id, _, _): &(Vec<u8>, i64, Vec<u32>)| self.commits.ids.number(id).is_some();
        let ids: Vec<&[u8]> = fresh.iter().map(|(id, _, _)| &id[..]).collect();
        if !rest.0.is_empty() || !distinct(&ids) || fresh.iter().any(known) {
            return None;
        }
        self.commits.add(&fresh);
        Some(())
    }

    fn apply_versions(&mut self, rest: &mut Rest<'_>) -> Option<()> {
        let commits = rest.small().filter(|count| *count <= self.unread().len() as u32)?;
        let mut new_paths = Vec::new();
        for _ in 0..rest.count()? {
            let length = rest.count()?;
            let path = rest.bytes(length)?;
            self.path(path).is_none().then_some(())?;
            new_paths.push(path);
        }
        distinct(&new_paths).then_some(())?;
        let path_count = (self.paths.len() + new_paths.len()) as u32;
        let mut new_blobs: Vec<&[u8]> = Vec::new();
        let mut found = Vec::new();
        for commit in self.known..self.known + commits {
            for _ in 0..rest.count()? {
                let path = rest.small().filter(|path| *path < path_count)?;
                let content = match rest.number()? {
                    0 => Content::Nothing,
                    1 => Content::Other,
                    2 => {
                        let id = rest.bytes(self.id_length)?;
                        new_blobs.push(id);
                        Content::File((self.blobs.len() + new_blobs.len() - 1) as u32)
                    }
                    known => {
                        let number = u32::try_from(known - 3).ok()?;
                        let count = self.blobs.len() + new_blobs.len();
                        Content::File(Some(number).filter(|n| (*n as usize) < count)?)
                    }
                };
                found.push((path, commit, content));
            }
        }
        let known = new_blobs.iter().any(|id| self.blobs.number(id).is_some());
        if !rest.0.is_empty() || known || !distinct(&new_blobs) {
            return None;
        }
        for path in new_paths {
            self.path_number(path);
        }
        for id in new_blobs {
            self.blobs.add(id);
        }
        self.add_known_versions(commits, &found);
        Some(())
    }

    fn apply_hunks(&mut self, rest: &mut Rest<'_>) -> Option<()> {
        let mut found: Vec<(BlobPair, Vec<LineHunk>)> = Vec::new();
        while let Some(old) = rest.small()?.checked_sub(1) {
            let new = rest.number()?;
            let pair = (old, u32::try_from(new >> 1).ok()?, new & 1 == 1);
            let count = self.blobs.len() as u32;
            (pair.0 < count && pair.1 < count).then_some(())?;
            let mut hunks = Vec::new();
            let (mut old_at, mut new_at) = (0_u32, 0_u32);
            for _ in 0..rest.count()? {
                let (kept, gone, come) = (rest.small()?, rest.small()?, rest.small()?);
                let (old_start, new_start) = (old_at.checked_add(kept)?, new_at.checked_add(kept)?);
                (old_at, new_at) = (old_start.checked_add(gone)?, new_start.checked_add(come)?);
                // No file that is read has as many lines.
                (old_at.max(new_at) < 1 << 30).then_some(())?;
                hunks.push(LineHunk { old: old_start..old_at, new: new_start..new_at });
            }
            found.push((pair, hunks));
        }
        if !rest.0.is_empty() {
            return None;
        }
        for (pair, hunks) in found {
            self.hunks.add(pair, &hunks);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::IndexedCommit;
    use super::*;

    fn id(number: u8) -> Vec<u8> {
        vec![number; 20]
    }

    /// `1 ── 0`: `a` and `b` come, then `a` changes and `b` goes; then hunks between the two `a`.
    fn sample() -> (BlameIndex, Vec<u8>) {
        let mut index = BlameIndex::new([7; 32], 20);
        let commit = |number, seconds, parents: &[u8]| IndexedCommit {
            id: id(number),
            seconds,
            parents: parents.iter().map(|parent| id(*parent)).collect(),
        };
        assert!(index.add_commits(&[commit(0, -5, &[1]), commit(1, 1_700_000_000, &[])]));
        let changes = vec![
            vec![(0, NewContent::File(id(11))), (1, NewContent::Nothing)],
            vec![(0, NewContent::File(id(10))), (1, NewContent::Other)],
        ];
        let paths = vec![b"a".to_vec(), b"b".to_vec()];
        assert!(index.add_versions(&NewVersions { paths, changes }));
        index.settle();
        let hunks = vec![LineHunk { old: 1..2, new: 1..1 }, LineHunk { old: 4..4, new: 3..300 }];
        let pair = (index.blob(&id(10)).unwrap(), index.blob(&id(11)).unwrap(), true);
        let part = index.part_of_hunks(&[(pair, hunks)]);
        let kept = [index.take_parts(), part].concat();
        (index, kept)
    }

    #[test]
    fn an_index_comes_back_as_it_was_kept() {
        let (_, kept) = sample();
        let KeptIndex { index, used, damage } = read(&kept);
        let index = index.unwrap();
        assert_eq!((used, damage), (kept.len(), None));
        let at = |path: &[u8], commit| {
            index.version(index.path(path).unwrap(), index.commit(&id(commit)).unwrap())
        };
        assert_eq!(at(b"a", 0), Some((0, Content::File(index.blob(&id(11)).unwrap()))));
        assert_eq!(at(b"a", 1), Some((1, Content::File(index.blob(&id(10)).unwrap()))));
        assert_eq!(
            (at(b"b", 0), at(b"b", 1)),
            (Some((0, Content::Nothing)), Some((1, Content::Other)))
        );
        assert_eq!((index.seconds(0), index.seconds(1)), (-5, 1_700_000_000));
        let pair = (index.blob(&id(10)).unwrap(), index.blob(&id(11)).unwrap(), true);
        assert_eq!(index.hunks(pair).unwrap()[1], LineHunk { old: 4..4, new: 3..300 });
        assert_eq!(index.hunks((pair.0, pair.1, false)), None);
    }

    #[test]
    fn what_was_cut_off_or_changed_ends_the_index_before_it() {
        let (_, kept) = sample();
        for length in 0..kept.len() {
            let found = read(&kept[..length]);
            assert!(found.used <= length);
            assert!(found.damage.is_some() || found.used == length, "{length}");
        }
        for place in 0..kept.len() {
            let mut changed = kept.clone();
            changed[place] ^= 4;
            let found = read(&changed);
            assert!(found.damage.is_some(), "byte {place} may be anything");
            assert!(found.used <= place.max(MARK.len() + 33));
        }
    }

    #[test]
    fn a_part_that_lies_under_a_true_seal_is_taken_whole_or_not_at_all() {
        let (index, kept) = sample();
        let mut seed = 1_u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as usize
        };
        for kind in [COMMITS, VERSIONS, HUNKS, 9] {
            for _ in 0..2000 {
                let start = next() % kept.len();
                let mut body = kept[start..(start + next() % 60).min(kept.len())].to_vec();
                if let Some(first) = body.first_mut() {
                    *first = (next() % 4) as u8;
                }
                let mut changed = index.clone();
                if changed.apply(kind, &body).is_none() {
                    assert_eq!(changed, index);
                }
                changed.settle();
                for commit in 0..changed.commits.len() {
                    for path in 0..changed.paths.len() as u32 {
                        changed.version(path, commit);
                    }
                }
            }
        }
    }
}
