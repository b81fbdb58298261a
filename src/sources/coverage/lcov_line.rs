//! The record that nearly all of a tracefile is: `DA`, a line and a plain count.

use crate::model::line_set::LineSet;

/// A line and whether it ran, and how many bytes say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LineData {
    pub(super) line: u32,
    pub(super) hit: bool,
    /// Bytes of the record, with its line end.
    pub(super) length: usize,
}

/// Returns the record that the bytes begin with, if it is a `DA` of plain digits; anything else is
/// left to the reader of all records.
pub(super) fn line_data(bytes: &[u8]) -> Option<LineData> {
    let rest = bytes.strip_prefix(b"DA:")?;
    let (mut line, mut at) = (0_u32, 0);
    loop {
        match rest.get(at)? {
            // Nine digits fit; more are no line.
            digit @ b'0'..=b'9' if at < 9 => line = line * 10 + u32::from(digit - b'0'),
            b',' if at > 0 => break,
            _ => return None,
        }
        at += 1;
    }
    at += 1;
    let first = at;
    let mut hit = false;
    loop {
        match rest.get(at)? {
            b'0' => {}
            b'1'..=b'9' => hit = true,
            b'\n' if at > first => break,
            b'\r' if at > first && rest.get(at + 1) == Some(&b'\n') => {
                at += 1;
                break;
            }
            _ => return None,
        }
        at += 1;
    }
    let length = b"DA:".len() + at + 1;
    (1..=LineSet::MAX_LINE).contains(&line).then_some(LineData { line, hit, length })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_records_are_taken_and_with_their_whole_length() {
        let found = |line, hit, length| Some(LineData { line, hit, length });
        assert_eq!(line_data(b"DA:12,0\nDA:1"), found(12, false, 8));
        assert_eq!(line_data(b"DA:12,100\r\n"), found(12, true, 11));
        assert_eq!(line_data(b"DA:1,99999999999999999999\n"), found(1, true, 26));
        for other in [
            "DA:1,1",
            "DA:1,1,sum\n",
            "DA:0,1\n",
            "DA:-1,1\n",
            "DA:1,\n",
            "DA:,1\n",
            "DA:1,1.0\n",
            "DA:9999999999,1\n",
            "DA: 1,1\n",
            "DA:1\n",
            "BRDA:1,1\n",
        ] {
            assert_eq!(line_data(other.as_bytes()), None, "{other}");
        }
    }
}
