//! The entries in which two trees differ, read side by side from their bytes.
//!
//! Trees are sorted, so both are walked once. Two entries of one name may stand apart where only
//! one of them is a folder; then each is told by itself.

use std::cmp::Ordering;

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::tree::EntryMode;

use super::tree::Entry;

/// An entry as it stands in a tree's bytes.
#[derive(Clone, Copy)]
pub(super) struct RawEntry<'a> {
    pub(super) name: &'a [u8],
    mode: &'a [u8],
    id: &'a [u8],
}

impl RawEntry<'_> {
    fn is_folder(&self) -> bool {
        EntryMode::from_bytes(self.mode).is_some_and(|mode| mode.is_tree())
    }

    /// Returns the entry; `None` where its mode is none that git knows.
    pub(super) fn entry(&self) -> Option<Entry> {
        let kind = EntryMode::from_bytes(self.mode)?.kind();
        Some(Entry { kind, id: ObjectId::try_from(self.id).ok()? })
    }
}

/// What one name is in an old and in a new tree.
pub(super) type RawPair<'a> = (Option<RawEntry<'a>>, Option<RawEntry<'a>>);

/// Two trees' bytes that are read side by side.
struct Sides<'a> {
    old: &'a [u8],
    new: &'a [u8],
    id_length: usize,
}

/// Returns the pairs of entries that differ; `None` where one of the trees is no tree.
pub(super) fn differing<'a>(
    old: &'a [u8],
    new: &'a [u8],
    id_length: usize,
) -> Option<Vec<RawPair<'a>>> {
    let mut sides = Sides { old, new, id_length };
    let mut pairs = Vec::new();
    while sides.old != sides.new {
        sides.skip_equal();
        let (old, old_rest) = parsed(sides.old, id_length)?;
        let (new, new_rest) = parsed(sides.new, id_length)?;
        let order = match (&old, &new) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => by_name(old, new),
        };
        if order != Ordering::Greater {
            sides.old = old_rest;
        }
        if order != Ordering::Less {
            sides.new = new_rest;
        }
        pairs.push((old.filter(|_| order.is_le()), new.filter(|_| order.is_ge())));
    }
    Some(pairs)
}

impl Sides<'_> {
    /// Steps over the entries that both sides have next.
    fn skip_equal(&mut self) {
        let equal = common_start(self.old, self.new);
        let mut skipped = 0;
        while let Some(name_end) = self.old[skipped..equal].find_byte(0) {
            let end = skipped + name_end + 1 + self.id_length;
            if end > equal {
                break;
            }
            skipped = end;
        }
        self.old = &self.old[skipped..];
        self.new = &self.new[skipped..];
    }
}

/// Returns how many bytes two contents share at their starts.
fn common_start(old: &[u8], new: &[u8]) -> usize {
    const BLOCK: usize = 256;
    let blocks = old.chunks_exact(BLOCK).zip(new.chunks_exact(BLOCK));
    let start = blocks.take_while(|(old, new)| old == new).count() * BLOCK;
    let rest = old[start..].iter().zip(&new[start..]);
    start + rest.take_while(|(old, new)| old == new).count()
}

/// Reads the next entry: `mode name\0id`. `None` where there is none though bytes are left.
fn parsed(bytes: &[u8], id_length: usize) -> Option<(Option<RawEntry<'_>>, &[u8])> {
    if bytes.is_empty() {
        return Some((None, bytes));
    }
    let space = bytes.find_byte(b' ')?;
    let end = space + bytes[space..].find_byte(0)?;
    let id = bytes.get(end + 1..end + 1 + id_length)?;
    let entry = RawEntry { name: &bytes[space + 1..end], mode: &bytes[..space], id };
    Some((Some(entry), &bytes[end + 1 + id_length..]))
}

/// Git's order of entries: a folder stands where its name with a slash behind it would.
fn by_name(old: &RawEntry<'_>, new: &RawEntry<'_>) -> Ordering {
    let common = old.name.len().min(new.name.len());
    let next = |entry: &RawEntry<'_>| match entry.name.get(common) {
        Some(byte) => *byte,
        None if entry.is_folder() => b'/',
        None => 0,
    };
    old.name[..common].cmp(&new.name[..common]).then_with(|| next(old).cmp(&next(new)))
}
