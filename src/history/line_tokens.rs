//! Lines of contents as numbers: equal lines have equal numbers, in all versions of a file.
//!
//! A version has most of its lines from the one beside it, so only those between their common ends
//! are looked up. What is remembered is bounded: when it grows too large, numbering starts anew.

use std::hash::BuildHasher;
use std::rc::Rc;

use gix::ObjectId;
use hashbrown::{DefaultHashBuilder, HashTable};

use super::line_diff::{is_space, lines};
use super::memo::Memo;

/// How far ahead a line is looked for among those of the version beside.
const AHEAD: usize = 2_000;

/// Bytes from which a line tells where in the file it stands.
const TELLING: usize = 12;

/// The lines of a content.
pub(super) struct Lines {
    /// Where each begins, in bytes; the content's length comes last.
    starts: Vec<u32>,
    /// The number of each.
    pub(super) tokens: Vec<u32>,
}

impl Lines {
    /// Returns the line that begins at a byte; the count of lines at the content's end.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| (*start as usize) < byte)
    }

    /// Returns a line of the content, with its end; nothing past the last.
    pub(super) fn line<'c>(&self, content: &'c [u8], place: usize) -> &'c [u8] {
        match (self.starts.get(place), self.starts.get(place + 1)) {
            (Some(start), Some(end)) => &content[*start as usize..*end as usize],
            _ => &[],
        }
    }
}

/// Numbers of lines. Those of different contents compare as long as both are held.
pub(super) struct LineTokens {
    ignore_whitespace: bool,
    /// The texts of all lines that have a number, one after another, and where each ends.
    texts: Vec<u8>,
    ends: Vec<usize>,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
    known: Memo<ObjectId, Rc<Lines>>,
    /// Room for a number for each line that has one, lent to a diff at a time.
    room: Vec<u32>,
    /// How many bytes of texts are remembered.
    bound: usize,
}

impl LineTokens {
    /// Returns numbers for lines as they are, or for lines without their white space.
    pub(super) fn new(ignore_whitespace: bool, bound: usize) -> Self {
        Self {
            ignore_whitespace,
            texts: Vec::new(),
            ends: Vec::new(),
            numbers: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            known: Memo::new(bound / size_of::<u32>()),
            room: Vec::new(),
            bound,
        }
    }

    /// Returns the lines of two contents that share so many bytes of whole lines at their ends.
    pub(super) fn of_both(
        &mut self,
        [old, new]: [(&ObjectId, &[u8]); 2],
        (head, tail): (usize, usize),
    ) -> [Rc<Lines>; 2] {
        if self.texts.len() > self.bound {
            *self = Self::new(self.ignore_whitespace, self.bound);
        }
        match (self.known.get(old.0), self.known.get(new.0)) {
            (Some(old), Some(new)) => [old, new],
            (None, Some(known)) => {
                let other = self.beside((&known, new.1), (head, tail), old);
                [other, known]
            }
            (known, None) => {
                let known = known.unwrap_or_else(|| {
                    let nothing = Lines { starts: vec![0], tokens: Vec::new() };
                    self.beside((&nothing, &[]), (0, 0), old)
                });
                let other = self.beside((&known, old.1), (head, tail), new);
                [known, other]
            }
        }
    }

    /// Returns the lines of a content that shares its ends with another one.
    fn beside(
        &mut self,
        (known, known_content): (&Lines, &[u8]),
        (head, tail): (usize, usize),
        (id, content): (&ObjectId, &[u8]),
    ) -> Rc<Lines> {
        let head_count = known.at(head);
        let tail_first = known.at(known_content.len() - tail);
        let mut starts = known.starts[..head_count].to_vec();
        let mut tokens = known.tokens[..head_count].to_vec();
        let (mut start, end) = (head, content.len() - tail);
        let mut at = head_count;
        while start < end {
            let rest = &content[start..end];
            let same = known.line(known_content, at);
            starts.push(start as u32);
            if at < tail_first && same.ends_with(b"\n") && rest.starts_with(same) {
                tokens.push(known.tokens[at]);
                start += same.len();
                at += 1;
                continue;
            }
            let line = lines(rest).next().unwrap_or(rest);
            let numbers = self.count() as u32;
            let token = self.number(line);
            tokens.push(token);
            start += line.len();
            // Behind what was put in or taken out, the known lines go on.
            if token < numbers && line.len() >= TELLING {
                let ahead = &known.tokens[at..tail_first.min(at + AHEAD)];
                at += ahead.iter().position(|known| *known == token).map_or(0, |skip| skip + 1);
            }
        }
        let from_end = |start: &u32| known_content.len() - *start as usize;
        let tail_starts = known.starts[tail_first..].iter();
        starts.extend(tail_starts.map(|start| (content.len() - from_end(start)) as u32));
        tokens.extend_from_slice(&known.tokens[tail_first..]);
        let weight = starts.len() * 2 + 8;
        self.known.put(*id, Rc::new(Lines { starts, tokens }), weight)
    }

    /// Returns the number of a line, a new one if there is none like it.
    fn number(&mut self, line: &[u8]) -> u32 {
        let begin = self.texts.len();
        if self.ignore_whitespace {
            fold(line, &mut self.texts);
        } else {
            self.texts.extend_from_slice(line);
        }
        let (texts, ends) = (&self.texts, &self.ends);
        let text = &texts[begin..];
        let of = |number: u32| {
            let begin = number.checked_sub(1).map_or(0, |before| ends[before as usize]);
            &texts[begin..ends[number as usize]]
        };
        let hash = self.hasher.hash_one(text);
        if let Some(number) = self.numbers.find(hash, |number| of(*number) == text) {
            let number = *number;
            self.texts.truncate(begin);
            return number;
        }
        let number = ends.len() as u32;
        self.numbers.insert_unique(hash, number, |number| self.hasher.hash_one(of(*number)));
        self.ends.push(self.texts.len());
        number
    }

    /// Returns how many numbers are in use.
    fn count(&self) -> usize {
        self.ends.len()
    }

    /// Lends room for something about each line that has a number, filled with `filler`.
    pub(super) fn lend(&mut self, filler: u32) -> Vec<u32> {
        let mut room = std::mem::take(&mut self.room);
        room.resize(self.count(), filler);
        room
    }

    /// Takes the room back, filled as it was lent.
    pub(super) fn take_back(&mut self, room: Vec<u32>) {
        self.room = room;
    }
}

/// Adds a line without white space but for one line end.
fn fold(line: &[u8], texts: &mut Vec<u8>) {
    let mut length = texts.len();
    texts.resize(length + line.len() + 1, b'\n');
    // Every byte is written and then kept or not: a branch would be guessed wrong all the time.
    for byte in line {
        texts[length] = *byte;
        length += usize::from(!is_space(*byte));
    }
    texts[length] = b'\n';
    texts.truncate(length + 1);
}
