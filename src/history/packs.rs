//! Objects out of pack files, with every step of a delta chain remembered.
//!
//! Walking a file's history reads neighbours of one delta chain, and gix keeps only the object asked
//! for, not those it was built from; so it inflates the same bases again and again. Whatever is not
//! found or looks odd here is left to gix, which also has the words for what is wrong.

use std::cell::{Cell, OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use gix::hash::Kind as HashKind;
use gix::objs::Kind;
use gix::odb::pack::Bundle;
use gix::odb::pack::data::Entry;
use gix::odb::pack::data::entry::Header;
use gix::{ObjectId, zlib::Inflate};

use super::memo::Memo;
use super::object::MAX_CONTENT;

/// More steps than git ever makes in one chain.
const MAX_CHAIN: usize = 5_000;

/// A decoded object.
pub(super) type Whole = (Kind, Rc<Vec<u8>>);

/// The packs of one repository, without those of its alternates.
pub(super) struct Packs {
    folder: PathBuf,
    hash: HashKind,
    bundles: OnceCell<Vec<Bundle>>,
    last: Cell<usize>,
    inflate: RefCell<Inflate>,
    decoded: Memo<(usize, u64), Whole>,
}

impl Packs {
    /// Returns the packs in a repository's `objects` folder, opened when first needed.
    pub(super) fn new(objects: &Path, hash: HashKind, bound: usize) -> Self {
        Self {
            folder: objects.join("pack"),
            hash,
            bundles: OnceCell::new(),
            last: Cell::new(0),
            inflate: RefCell::default(),
            decoded: Memo::new(bound),
        }
    }

    /// Returns an object; `None` where no pack holds it, or it is odd or too large.
    pub(super) fn object(&self, id: &ObjectId) -> Option<Whole> {
        let bundles = self.bundles.get_or_init(|| bundles(&self.folder, self.hash));
        // Neighbours in history are mostly neighbours in one pack.
        let last = self.last.get();
        let order = std::iter::once(last).chain((0..bundles.len()).filter(|place| *place != last));
        for place in order {
            let Some(bundle) = bundles.get(place) else { continue };
            if let Some(entry) = bundle.index.lookup(id) {
                self.last.set(place);
                return self.decode(place, bundle, bundle.index.pack_offset_at_index(entry));
            }
        }
        None
    }

    fn decode(&self, place: usize, bundle: &Bundle, offset: u64) -> Option<Whole> {
        let mut deltas: Vec<(u64, Entry)> = Vec::new();
        let mut at = offset;
        let (kind, mut content) = loop {
            if let Some(known) = self.decoded.get(&(place, at)) {
                break known;
            }
            let entry = bundle.pack.entry(at).ok()?;
            let base = match entry.header {
                Header::OfsDelta { base_distance } => {
                    entry.checked_base_pack_offset(base_distance)?
                }
                Header::RefDelta { base_id } => {
                    bundle.index.pack_offset_at_index(bundle.index.lookup(base_id)?)
                }
                Header::Commit | Header::Tree | Header::Blob | Header::Tag => {
                    let kind = entry.header.as_kind()?;
                    let whole = (kind, Rc::new(self.inflated(bundle, &entry)?));
                    break self.keep(place, at, whole);
                }
            };
            deltas.push((at, entry));
            at = base;
            if deltas.len() > MAX_CHAIN {
                return None;
            }
        };
        while let Some((at, entry)) = deltas.pop() {
            content = Rc::new(applied(&content, &self.inflated(bundle, &entry)?)?);
            self.keep(place, at, (kind, content.clone()));
        }
        Some((kind, content))
    }

    fn keep(&self, place: usize, at: u64, whole: Whole) -> Whole {
        if whole.0 == Kind::Commit {
            // Commits are read once: what walks need of them is remembered elsewhere.
            return whole;
        }
        let weight = whole.1.len() + 100;
        self.decoded.put((place, at), whole, weight)
    }

    fn inflated(&self, bundle: &Bundle, entry: &Entry) -> Option<Vec<u8>> {
        if entry.decompressed_size > MAX_CONTENT {
            return None;
        }
        let mut bytes = vec![0; entry.decompressed_size as usize];
        bundle.pack.decompress_entry(entry, &mut self.inflate.borrow_mut(), &mut bytes).ok()?;
        Some(bytes)
    }
}

fn bundles(folder: &Path, hash: HashKind) -> Vec<Bundle> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut indexes: Vec<PathBuf> = files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "idx"))
        .collect();
    indexes.sort_unstable();
    indexes.iter().filter_map(|index| Bundle::at(index, hash).ok()).collect()
}

/// Returns what a delta makes of its base; `None` where the delta does not fit the base.
fn applied(base: &[u8], delta: &[u8]) -> Option<Vec<u8>> {
    let mut rest = delta;
    if size(&mut rest)? != base.len() as u64 {
        return None;
    }
    let length = size(&mut rest).filter(|length| *length <= MAX_CONTENT)? as usize;
    let mut content = Vec::with_capacity(length);
    while let Some(command) = byte(&mut rest) {
        let piece = if command & 0x80 == 0 {
            // That many bytes of the delta itself; 0 is reserved.
            let (piece, behind) = rest.split_at_checked(usize::from(command))?;
            rest = behind;
            Some(piece).filter(|piece| !piece.is_empty())?
        } else {
            // A piece of the base: up to four bytes of offset and three of length, low ones first.
            let mut number = |bits: std::ops::Range<u8>| {
                let mut value = 0_usize;
                for (place, bit) in bits.enumerate() {
                    if command & (1 << bit) != 0 {
                        value |= usize::from(byte(&mut rest)?) << (8 * place);
                    }
                }
                Some(value)
            };
            let (from, count) = (number(0..4)?, number(4..7)?);
            let count = if count == 0 { 0x1_0000 } else { count };
            base.get(from..from.checked_add(count)?)?
        };
        if content.len() + piece.len() > length {
            return None;
        }
        content.extend_from_slice(piece);
    }
    (content.len() == length).then_some(content)
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, behind) = rest.split_first()?;
    *rest = behind;
    Some(*first)
}

/// Reads a size: seven bits a byte, low ones first, the high bit set on all but the last.
fn size(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
        let next = byte(rest)?;
        value |= u64::from(next & 0x7f) << shift;
        if next & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delta_copies_from_its_base_and_inserts() {
        // Base of 6, result of 7 bytes: copy 2 from 3 ("de"), insert "xyz", copy 2 from 0 ("ab").
        let delta = b"\x06\x07\x91\x03\x02\x03xyz\x90\x02";
        assert_eq!(applied(b"abcdef", delta).unwrap(), b"dexyzab");
    }

    #[test]
    fn a_delta_that_does_not_fit_is_refused() {
        let refused: [&[u8]; 6] = [
            b"\x05\x02\x90\x02",
            b"\x06\x01\x90\x02",
            b"\x06\x03\x90\x02",
            b"\x06\x02\x91\x05\x02",
            b"\x06\x02\x03x",
            b"\x06\x00\x00",
        ];
        for delta in refused {
            assert_eq!(applied(b"abcdef", delta), None, "{delta:?}");
        }
    }
}
