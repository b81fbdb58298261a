//! What single tests ran, file by file, in a size of its own: a suite of thousands of tests says more
//! of them than of the lines. Where that does not fit it is dropped, file by file, and the coverage
//! itself stays.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use hashbrown::HashTable;

use crate::model::coverage::TestLines;
use crate::model::line_set::LineSet;
use crate::sources::text::clean;

use super::work::Work;

/// Most bytes that it may take.
const MAX_SIZE: u64 = 28 << 20;
/// Bytes that a test takes beside the letters of its name.
const NAME_SIZE: u64 = 128;
/// Bytes that a set of lines takes beside its bitmap; the sets of all files are kept once each.
const SET_SIZE: u64 = 96;
/// Bytes of bitmaps that may be packed for a line told of a test; real suites cause a few hundred.
const WORK_FOR_A_LINE: u64 = 1 << 12;
/// Bytes that the place of a set takes, and that of one whose lines are not all known yet.
const PAIR_SIZE: u64 = 32;
const OPEN_SIZE: u64 = 96;

/// The lines of single tests so far.
#[derive(Debug)]
pub(super) struct PerTest {
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
    sets: Vec<Arc<LineSet>>,
    by_content: HashTable<u32>,
    hashes: RandomState,
    files: Vec<OfFile>,
    /// The file whose lines come now, and what tests ran of it.
    open: usize,
    lines: BTreeMap<u32, LineSet>,
    open_size: u64,
    size: u64,
    max_size: u64,
    is_dropped: bool,
    /// What packing costs for the lines that were told.
    work: Work,
    is_slow: bool,
}

/// What tests ran of one file.
#[derive(Debug, Default)]
struct OfFile {
    /// Numbers of tests and of sets of lines, a test as often as it was met.
    pairs: Vec<(u32, u32)>,
    is_dropped: bool,
}

impl Default for PerTest {
    fn default() -> Self {
        Self::within(MAX_SIZE)
    }
}

impl PerTest {
    /// Returns one that may take so many bytes.
    pub(super) fn within(max_size: u64) -> Self {
        Self {
            names: Vec::new(),
            numbers: HashMap::new(),
            sets: Vec::new(),
            by_content: HashTable::new(),
            hashes: RandomState::new(),
            files: Vec::new(),
            open: 0,
            lines: BTreeMap::new(),
            open_size: 0,
            size: 0,
            max_size,
            is_dropped: false,
            work: Work::of(WORK_FOR_A_LINE),
            is_slow: false,
        }
    }

    /// Returns how many bytes it takes.
    pub(super) fn size(&self) -> u64 {
        self.size + self.open_size
    }

    /// Drops the lines of all files, where the coverage needs the room. Once is enough, as nothing is
    /// kept after it.
    pub(super) fn drop_all(&mut self) {
        if self.is_dropped {
            return;
        }
        let files = self.files.iter().map(|file| OfFile {
            pairs: Vec::new(),
            is_dropped: file.is_dropped || !file.pairs.is_empty(),
        });
        let mut files: Vec<OfFile> = files.collect();
        if !self.lines.is_empty() {
            file_of(&mut files, self.open).is_dropped = true;
        }
        *self =
            Self { files, is_dropped: true, is_slow: self.is_slow, ..Self::within(self.max_size) };
    }

    /// Returns the number of a test; `None` where its name is empty.
    pub(super) fn test(&mut self, name: &str) -> Option<u32> {
        if let Some(number) = self.numbers.get(name) {
            return Some(*number);
        }
        let clean = clean(name);
        if clean.is_empty() {
            return None;
        }
        if let Some(number) = self.numbers.get(&*clean) {
            return Some(*number);
        }
        if self.is_dropped {
            return Some(0);
        }
        let number = self.names.len() as u32;
        self.size += NAME_SIZE + clean.len() as u64;
        let clean: Arc<str> = clean.into();
        self.names.push(Arc::clone(&clean));
        self.numbers.insert(clean, number);
        if self.size() > self.max_size {
            self.drop_all();
        }
        Some(number)
    }

    /// Adds a line of a file that a test ran.
    pub(super) fn add(&mut self, file: usize, test: u32, line: u32) {
        if !self.opens(file) {
            return;
        }
        self.work.read(1);
        let lines = self.lines.entry(test).or_insert_with(|| {
            self.open_size += OPEN_SIZE;
            LineSet::default()
        });
        let before = lines.as_bytes().len();
        let after = line.div_ceil(8) as usize;
        self.open_size += after.saturating_sub(before) as u64;
        if self.size + self.open_size > self.max_size {
            self.drop_file(file);
        } else {
            lines.insert(line);
        }
    }

    /// Adds all lines of a file that a test ran.
    pub(super) fn add_all(&mut self, file: usize, test: u32, lines: LineSet) {
        if self.opens(file) {
            self.work.read(u64::from(lines.count()));
            self.put(file, test, lines);
        }
    }

    /// Returns the tests of each file by its place, sorted by name, and what is told of files whose
    /// tests are not kept.
    pub(super) fn finish(mut self) -> (Vec<Vec<TestLines>>, Option<String>) {
        self.close();
        let mut order: Vec<u32> = (0..self.names.len() as u32).collect();
        order.sort_unstable_by(|a, b| self.names[*a as usize].cmp(&self.names[*b as usize]));
        let mut ranks = vec![0_u32; order.len()];
        for (rank, number) in (0..).zip(order) {
            ranks[number as usize] = rank;
        }
        let mut files = Vec::with_capacity(self.files.len());
        for place in 0..self.files.len() {
            let mut pairs = std::mem::take(&mut self.files[place].pairs);
            pairs.sort_unstable_by_key(|(test, set)| (ranks[*test as usize], *set));
            pairs.dedup();
            let mut of_file = Vec::with_capacity(pairs.len());
            for of_test in pairs.chunk_by(|one, other| one.0 == other.0) {
                let Some(set) = self.united(of_test) else {
                    self.files[place].is_dropped = true;
                    of_file = Vec::new();
                    break;
                };
                of_file.push((Arc::clone(&self.names[of_test[0].0 as usize]), set));
            }
            files.push(of_file);
        }
        let dropped = self.files.iter().filter(|file| file.is_dropped).count();
        let what = if self.is_slow { "work" } else { "memory" };
        let note = (dropped > 0).then(|| {
            format!(
                "which tests ran them is not kept for {dropped} files, as that takes too much {what}"
            )
        });
        (files, note)
    }

    /// Returns whether bytes of bitmaps may be packed for the lines told so far. Records that turn from
    /// file to file, each with a line far down, would have it done without end.
    fn may_pack(&mut self, bytes: usize) -> bool {
        let may = self.work.take(bytes as u64);
        self.is_slow |= !may;
        may
    }

    /// Returns the lines of a test's sets together; `None` where there is no room for them.
    fn united(&mut self, of_test: &[(u32, u32)]) -> Option<Arc<LineSet>> {
        let ((_, first), more) = of_test.split_first()?;
        if more.is_empty() {
            return Some(Arc::clone(&self.sets[*first as usize]));
        }
        let sizes = of_test.iter().map(|(_, set)| self.sets[*set as usize].as_bytes().len());
        if !self.may_pack(sizes.sum()) {
            return None;
        }
        let mut all = LineSet::clone(&self.sets[*first as usize]);
        for (_, set) in more {
            all.unite(&self.sets[*set as usize]);
        }
        let number = self.set(all);
        (self.size <= self.max_size).then(|| Arc::clone(&self.sets[number as usize]))
    }

    /// Returns the number of a set of lines.
    fn set(&mut self, lines: LineSet) -> u32 {
        let hash = self.hashes.hash_one(&lines);
        let sets = &mut self.sets;
        if let Some(known) = self.by_content.find(hash, |known| *sets[*known as usize] == lines) {
            return *known;
        }
        let number = sets.len() as u32;
        self.size += SET_SIZE + lines.as_bytes().len() as u64;
        sets.push(Arc::new(lines));
        let hashes = &self.hashes;
        self.by_content
            .insert_unique(hash, number, |known| hashes.hash_one(&*sets[*known as usize]));
        number
    }

    /// Turns to a file; returns whether its tests are kept.
    fn opens(&mut self, file: usize) -> bool {
        if file != self.open {
            self.close();
            self.open = file;
        }
        let is_dropped = self.is_dropped;
        let known = file_of(&mut self.files, file);
        known.is_dropped |= is_dropped;
        !known.is_dropped
    }

    /// Packs what is open.
    fn close(&mut self) {
        self.open_size = 0;
        for (test, lines) in std::mem::take(&mut self.lines) {
            self.put(self.open, test, lines);
        }
    }

    fn put(&mut self, file: usize, test: u32, lines: LineSet) {
        if self.is_dropped || file_of(&mut self.files, file).is_dropped {
            return;
        }
        if !self.may_pack(lines.as_bytes().len()) {
            // Its lines are not among the open ones any more, and none of its sets may be kept yet.
            file_of(&mut self.files, file).is_dropped = true;
            self.drop_all();
            return;
        }
        let set = self.set(lines);
        self.size += PAIR_SIZE;
        file_of(&mut self.files, file).pairs.push((test, set));
        if self.size() > self.max_size {
            self.drop_file(file);
        }
    }

    /// Drops what tests ran of one file. Its sets stay, as other files may have them; where they leave
    /// no room the files that come are dropped, too.
    fn drop_file(&mut self, file: usize) {
        let known = file_of(&mut self.files, file);
        self.size -= known.pairs.len() as u64 * PAIR_SIZE;
        *known = OfFile { pairs: Vec::new(), is_dropped: true };
        (self.lines, self.open_size) = (BTreeMap::new(), 0);
        if self.size() > self.max_size {
            self.drop_all();
        }
    }
}

fn file_of(files: &mut Vec<OfFile>, file: usize) -> &mut OfFile {
    if files.len() <= file {
        files.resize_with(file + 1, OfFile::default);
    }
    &mut files[file]
}

#[cfg(test)]
mod tests;
