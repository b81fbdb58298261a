//! Changed-path filters: which commits surely did not change a path.
//!
//! `git commit-graph write --changed-paths` keeps a Bloom filter of the paths that each commit
//! changed against its first parent. Where one says no, that is certain; a layer of the graph
//! without filters, or one that cannot be read, says nothing.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The hashes of a path and of each folder it lies in.
pub(super) struct FilterKeys(Vec<[u32; 2]>);

/// The filters of one file of the commit graph.
struct Layer {
    /// Positions of its commits in the whole graph.
    commits: Range<u32>,
    /// Where the filter of each commit ends.
    ends: Vec<u32>,
    bits: Vec<u8>,
    hashes: u32,
    /// Version 1 hashed bytes above ASCII as the machine's `char` happened to be.
    only_ascii: bool,
}

/// The filters of a commit graph.
pub(super) struct Filters(Vec<Layer>);

impl Filters {
    /// Returns the filters of the commit graph in `info`, which knows `commits` commits; `None` where
    /// there are none.
    pub(super) fn read(info: &Path, commits: u32) -> Option<Self> {
        let mut layers = Vec::new();
        let mut first = 0_u32;
        for file in graph_files(info) {
            let (count, layer) = read_layer(&file, first)?;
            first = first.checked_add(count)?;
            layers.extend(layer);
        }
        (first == commits && !layers.is_empty()).then_some(Self(layers))
    }

    /// Returns whether the commit at that position of the graph surely has the path as its first
    /// parent has it.
    pub(super) fn is_unchanged(&self, position: u32, path: &FilterKeys) -> bool {
        let layer = self.0.iter().find(|layer| layer.commits.contains(&position));
        layer.is_some_and(|layer| layer.lacks(position, path))
    }
}

impl Layer {
    fn lacks(&self, position: u32, path: &FilterKeys) -> bool {
        let at = (position - self.commits.start) as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]) as usize;
        let Some(filter) = self.bits.get(start..self.ends[at] as usize) else { return false };
        let size = filter.len() as u32 * 8;
        if size == 0 || (self.only_ascii && path.0.is_empty()) {
            return false;
        }
        let has = |hash: u32| {
            let bit = hash % size;
            filter[bit as usize / 8] & (1 << (bit % 8)) != 0
        };
        path.0.iter().any(|[hash, step]| {
            !(0..self.hashes).all(|turn| has(hash.wrapping_add(turn.wrapping_mul(*step))))
        })
    }
}

impl FilterKeys {
    /// Returns the keys of a path; none, which no filter can answer, where it is not ASCII.
    pub(super) fn of(path: &[u8]) -> Self {
        if !path.is_ascii() {
            return Self(Vec::new());
        }
        let folders = (0..path.len()).filter(|at| path[*at] == b'/').map(|at| &path[..at]);
        let keys = std::iter::once(path).chain(folders);
        Self(keys.map(|path| [murmur3(0x293a_e76f, path), murmur3(0x7e64_6e2c, path)]).collect())
    }
}

/// The files of the graph, oldest layer first.
fn graph_files(info: &Path) -> Vec<PathBuf> {
    let single = info.join("commit-graph");
    if single.is_file() {
        return vec![single];
    }
    let folder = info.join("commit-graphs");
    let chain = std::fs::read_to_string(folder.join("commit-graph-chain")).unwrap_or_default();
    let name = |line: &str| folder.join(format!("graph-{}.graph", line.trim()));
    chain.lines().filter(|line| line.bytes().all(|b| b.is_ascii_hexdigit())).map(name).collect()
}

/// Returns how many commits the file holds, and its filters where it has any.
fn read_layer(path: &Path, first: u32) -> Option<(u32, Option<Layer>)> {
    let mut file = File::open(path).ok()?;
    let mut head = [0; 8];
    file.read_exact(&mut head).ok()?;
    if &head[..5] != b"CGPH\x01" {
        return None;
    }
    let mut table = vec![0; (usize::from(head[6]) + 1) * 12];
    file.read_exact(&mut table).ok()?;
    let offset = |row: &[u8]| u64::from_be_bytes(row[4..12].try_into().unwrap_or_default());
    let chunk = |name: &[u8; 4]| {
        let rows = table.chunks_exact(12).zip(table.chunks_exact(12).skip(1));
        let mut found = rows.filter(|(row, _)| &row[..4] == name);
        found.next().map(|(row, next)| offset(row)..offset(next))
    };
    let mut read = |place: Range<u64>| {
        let length = file.metadata().ok()?.len();
        if place.start > place.end || place.end > length {
            return None;
        }
        file.seek(SeekFrom::Start(place.start)).ok()?;
        let mut bytes = vec![0; (place.end - place.start) as usize];
        file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    };
    let fan = read(chunk(b"OIDF")?)?;
    let count = number(fan.get(255 * 4..)?)?;
    let (Some(index), Some(data)) = (chunk(b"BIDX"), chunk(b"BDAT")) else {
        return Some((count, None));
    };
    let (index, mut data) = (read(index)?, read(data)?);
    let ends: Vec<u32> = index.chunks_exact(4).filter_map(number).collect();
    let (version, hashes) = (number(&data)?, number(data.get(4..)?)?);
    if !(1..=2).contains(&version) || hashes > 32 || ends.len() != count as usize {
        return Some((count, None));
    }
    let bits = data.split_off(12.min(data.len()));
    let commits = first..first.checked_add(count)?;
    Some((count, Some(Layer { commits, ends, bits, hashes, only_ascii: version == 1 })))
}

fn number(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?))
}

/// The 32-bit hash named Murmur 3, as the filters use it.
fn murmur3(seed: u32, data: &[u8]) -> u32 {
    let mix = |word: u32| word.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593);
    let mut hash = seed;
    let mut words = data.chunks_exact(4);
    for word in &mut words {
        hash ^= mix(u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
        hash = hash.rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64);
    }
    let rest = words.remainder();
    if !rest.is_empty() {
        let mut word = [0; 4];
        word[..rest.len()].copy_from_slice(rest);
        hash ^= mix(u32::from_le_bytes(word));
    }
    hash ^= data.len() as u32;
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_git() {
        // From git's own test of its filters, t0095: seed 0.
        assert_eq!(murmur3(0, b""), 0x0000_0000);
        assert_eq!(murmur3(0, b"Hello world!"), 0x627b_0c2c);
        assert_eq!(murmur3(0, b"The quick brown fox jumps over the lazy dog"), 0x2e4f_f723);
    }

    #[test]
    fn a_filter_says_no_only_where_a_path_or_a_folder_of_it_is_surely_absent() {
        let mut bits = vec![0_u8; 8];
        for [hash, step] in FilterKeys::of(b"src/a.c").0 {
            for turn in 0..7 {
                let bit = hash.wrapping_add(step.wrapping_mul(turn)) % 64;
                bits[bit as usize / 8] |= 1 << (bit % 8);
            }
        }
        let layer = Layer { commits: 5..8, ends: vec![0, 8, 8], bits, hashes: 7, only_ascii: true };
        let filters = Filters(vec![layer]);
        let says_no = |position, path: &[u8]| filters.is_unchanged(position, &FilterKeys::of(path));
        assert!(!says_no(6, b"src/a.c") && says_no(6, b"src/b.c") && says_no(6, b"doc/a.c"));
        // An empty filter was not computed, a position outside has none, and other bytes say nothing.
        assert!(!says_no(5, b"src/b.c") && !says_no(4, b"src/b.c") && !says_no(8, b"src/b.c"));
        assert!(!says_no(6, "src/é.c".as_bytes()));
    }
}
