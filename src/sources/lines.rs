//! A text of any size line by line, in memory of one line.

use super::text_stream::TextStream;

/// Longest line kept, in bytes; output of a test may be long.
const MAX_LINE: usize = 8 << 20;
/// Room that is kept from line to line; what a longer one took is given back.
const KEPT: usize = 1 << 20;

/// A line of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its number, 1-based.
    pub(super) number: u64,
    /// Its text without the end; `None` where it is longer than any record.
    pub(super) text: Option<&'a str>,
    /// Whether it has an end.
    pub(super) is_whole: bool,
}

/// Gives every line to `take`; gives back why the text could not be read to its end.
pub(super) fn each_line(
    mut text: TextStream<'_>,
    mut take: impl FnMut(Line<'_>),
) -> Result<(), std::io::Error> {
    let (mut buffer, mut number, mut too_long) = (String::new(), 0, false);
    loop {
        let more = text.fill(&mut buffer)?;
        let mut start = 0;
        while let Some(length) = buffer[start..].find('\n') {
            number += 1;
            let line = buffer[start..start + length].trim_end_matches('\r');
            let text = (!too_long).then_some(line);
            take(Line { number, text, is_whole: true });
            too_long = false;
            start += length + 1;
        }
        buffer.drain(..start);
        if buffer.len() < KEPT {
            buffer.shrink_to(KEPT);
        }
        if buffer.len() > MAX_LINE {
            buffer.clear();
            too_long = true;
        }
        if !more {
            break;
        }
    }
    if too_long || !buffer.is_empty() {
        let text = (!too_long).then_some(&*buffer);
        take(Line { number: number + 1, text, is_whole: false });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::document::Document;

    #[test]
    fn lines_keep_their_numbers_and_endless_ones_are_none() {
        let text = format!("mode: set\r\n\n{}\nb\nc", "x".repeat(MAX_LINE * 2));
        let mut seen = Vec::new();
        let document = Document::open(&text.as_bytes()).map(|document| {
            each_line(document.text(), |line| {
                seen.push((line.number, line.text.map(str::to_owned), line.is_whole));
            })
        });
        assert!(document.is_ok_and(|read| read.is_ok()));
        let line = |number, text: &str, whole| (number, Some(text.to_owned()), whole);
        assert_eq!(
            seen,
            [
                line(1, "mode: set", true),
                line(2, "", true),
                (3, None, true),
                line(4, "b", true),
                line(5, "c", false)
            ]
        );
    }
}
