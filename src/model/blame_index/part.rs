//! Parts of a kept index: a head, then parts of commits, versions and hunks, each with a seal.
//!
//! Parts are only ever put behind one another. What was cut off while it was written, or does not
//! bear its seal, ends what can be read; whatever a part says is checked before it is believed.

use sha2::{Digest, Sha256};

use super::bytes::{Rest, write};
use super::{BlameIndex, KeptIndex};

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

#[cfg(test)]
mod tests {
    use super::super::{Content, IndexedCommit, LineHunk, NewContent, NewVersions};
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
