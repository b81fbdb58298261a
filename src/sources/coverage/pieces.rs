//! Cuts an input of any size into pieces of whole lines, in memory of one piece.

use std::io::{ErrorKind, Read};

use crate::sources::SourceError;
use crate::sources::text_stream::is_cut;

/// Bytes read at a time; a longer line is no record.
const CHUNK: usize = 1 << 18;

/// A piece of an input.
pub(super) enum Piece<'a> {
    /// Whole lines, each with its end.
    Lines(&'a [u8]),
    /// The last line, where it has no end; empty where it has.
    Rest(&'a [u8]),
    /// A line that is longer than any record; it is passed over.
    TooLong,
    /// Packed data ends in the middle here.
    Cut,
}

/// Gives the input to `take`, piece by piece.
pub(super) fn pieces(
    mut input: impl Read,
    mut take: impl FnMut(Piece<'_>) -> Result<(), SourceError>,
) -> Result<(), SourceError> {
    let mut buffer = vec![0; CHUNK];
    // Bytes of a line whose end is not read yet, and whether its begin is gone already.
    let (mut held, mut too_long) = (0, false);
    loop {
        let read = match input.read(&mut buffer[held..]) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) if is_cut(&error) => {
                take(Piece::Cut)?;
                break;
            }
            Err(error) => return Err(SourceError::Read(error)),
        };
        let filled = held + read;
        let is_end = |byte: &u8| *byte == b'\n';
        let mut start = 0;
        if too_long {
            start = buffer[..filled].iter().position(is_end).map_or(filled, |at| at + 1);
            too_long = start == filled && buffer[filled - 1] != b'\n';
        }
        // What was held has no end in it, so only what is new is looked through.
        let fresh = start.max(held);
        let end = buffer[fresh..filled].iter().rposition(is_end).map_or(start, |at| fresh + at + 1);
        take(Piece::Lines(&buffer[start..end]))?;
        if end > 0 {
            buffer.copy_within(end..filled, 0);
        }
        held = filled - end;
        if held == buffer.len() {
            take(Piece::TooLong)?;
            (held, too_long) = (0, true);
        }
    }
    take(Piece::Rest(&buffer[..held]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::line_set::LineSet;
    use crate::sources::Source;
    use crate::sources::coverage::read_from;

    fn lines(set: &LineSet) -> Vec<u32> {
        set.iter().collect()
    }

    /// Gives its bytes a few at a time.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let (drop, rest) = self.0.split_at(self.1.min(self.0.len()).min(buffer.len()));
            buffer[..drop.len()].copy_from_slice(drop);
            self.0 = rest;
            Ok(drop.len())
        }
    }

    impl Source for Drops<'_> {
        fn open(&self) -> std::io::Result<Box<dyn Read + '_>> {
            Ok(Box::new(Drops(self.0, self.1)))
        }
    }

    #[test]
    fn records_are_whole_however_the_input_is_cut_and_endless_lines_are_none() {
        let long = "x".repeat(CHUNK * 2 + 7);
        let text =
            format!("\u{feff}TN:\r\nSF:a.c\r\nDA:1,1\r\n{long}\nDA:2,0\nDA:3,5\nend_of_record\n");
        for size in [1, 7, CHUNK - 1, CHUNK, CHUNK * 9] {
            let report = read_from(&Drops(text.as_bytes(), size)).unwrap();
            let file = &report.files[0].coverage();
            assert_eq!((lines(&file.instrumented), lines(&file.hit)), (vec![1, 2, 3], vec![1, 3]));
            let at: Vec<u64> = report.rejected.iter().map(|dropped| dropped.line).collect();
            assert_eq!((at, report.warnings.len()), (vec![4], 0), "{size}");
        }
    }
}
