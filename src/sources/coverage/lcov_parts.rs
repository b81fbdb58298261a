//! The parts of a tracefile's records: counts, and what tells branches of a line apart.

use super::branches::Key;

/// Returns what stands for block and branch as written.
pub(super) fn key_of(text: &[u8]) -> Key {
    let number = |text: &[u8]| {
        let digits = !text.is_empty() && text.len() < 10 && text.iter().all(u8::is_ascii_digit);
        digits.then(|| text.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0')))
    };
    let comma = text.iter().position(|byte| *byte == b',');
    let numbers = comma.and_then(|at| Some((number(&text[..at])?, number(&text[at + 1..])?)));
    let key = numbers.and_then(|(block, branch)| Key::of_numbers(block, branch));
    key.unwrap_or_else(|| Key::of_text(text))
}

/// Returns the count of a plain `DA` record; those of more than 64 bits are capped.
pub(super) fn count_of(record: &[u8]) -> Option<u64> {
    let count = record.trim_ascii_end().rsplit(|byte| *byte == b',').next()?;
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
    count
        .iter()
        .try_fold(0_u64, |value, byte| Some(value.saturating_mul(10).saturating_add(digit(byte)?)))
}

/// Returns line, block and branch, and count of a branch. The branch may be a text with commas in it, so
/// the line is cut off in front and the count behind.
pub(super) fn branch_fields(value: &[u8]) -> Option<[&[u8]; 3]> {
    let comma = |byte: &u8| *byte == b',';
    let (first, last) = value.iter().position(comma).zip(value.iter().rposition(comma))?;
    Some([&value[..first], value.get(first + 1..last)?, &value[last + 1..]])
}

/// Returns whether a branch's count says that it was taken.
pub(super) fn is_positive(taken: &[u8]) -> bool {
    taken != b"-"
        && taken.iter().any(|byte| (b'1'..=b'9').contains(byte))
        && !taken.starts_with(b"-")
}
