//! The records that nearly all of a tracefile is, in their plain form: `DA`, a line and a count;
//! `BRDA`, a line, two numbers and a count. Anything else is left to the reader of all records.

use super::branches::Key;
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

/// A branch and whether it was taken, and how many bytes say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BranchData {
    pub(super) line: u32,
    pub(super) key: Key,
    pub(super) taken: bool,
    /// Bytes of the record, with its line end.
    pub(super) length: usize,
}

/// Returns the record that the bytes begin with, if it is a `BRDA` of plain digits.
pub(super) fn branch_data(bytes: &[u8]) -> Option<BranchData> {
    let mut rest = bytes.strip_prefix(b"BRDA:")?;
    let line = digits(&mut rest)?;
    let block = digits(&mut rest)?;
    let branch = digits(&mut rest)?;
    let mut taken = false;
    let count = rest.len();
    while let [digit @ b'0'..=b'9', more @ ..] = rest {
        (taken, rest) = (taken || *digit != b'0', more);
    }
    if rest.len() == count {
        rest = rest.strip_prefix(b"-")?;
    }
    let ([b'\n', end @ ..] | [b'\r', b'\n', end @ ..]) = rest else { return None };
    let line = u32::try_from(line).ok().filter(|line| (1..=LineSet::MAX_LINE).contains(line))?;
    let key = Key::of_numbers(block, branch)?;
    Some(BranchData { line, key, taken, length: bytes.len() - end.len() })
}

/// Takes up to nine digits and the comma after them off the front.
fn digits(bytes: &mut &[u8]) -> Option<u64> {
    let (mut value, mut at) = (0, 0);
    loop {
        match bytes.get(at)? {
            digit @ b'0'..=b'9' if at < 9 => value = value * 10 + u64::from(digit - b'0'),
            b',' if at > 0 => break,
            _ => return None,
        }
        at += 1;
    }
    *bytes = &bytes[at + 1..];
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_branches_are_taken() {
        let found = |line, block, branch, taken, length| {
            let key = Key::of_numbers(block, branch).unwrap();
            Some(BranchData { line, key, taken, length })
        };
        assert_eq!(branch_data(b"BRDA:12,0,1,40\nDA:1"), found(12, 0, 1, true, 15));
        assert_eq!(branch_data(b"BRDA:1,2,3,-\r\n"), found(1, 2, 3, false, 14));
        assert_eq!(branch_data(b"BRDA:1,2,3,00\n"), found(1, 2, 3, false, 14));
        for other in [
            "BRDA:0,0,0,1\n",
            "BRDA:1,e0,0,1\n",
            "BRDA:1,0,if x, y,1\n",
            "BRDA:1,0,0,-1\n",
            "BRDA:1,0,0,--\n",
            "BRDA:1,0,0,\n",
            "BRDA:1,0,0,1",
            "BRDA:1,0,1\n",
            "BRDA:1,999999,0,1\n",
            "DA:1,1\n",
        ] {
            assert_eq!(branch_data(other.as_bytes()), None, "{other}");
        }
    }

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
