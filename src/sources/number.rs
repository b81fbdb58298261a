//! Numbers as reports write them: hit counts, line numbers and shares, with all their dirt.

use crate::model::line_set::LineSet;

/// Returns whether a hit count is positive; `None` where it is no number or negative.
pub(super) fn is_hit(count: &[u8]) -> Option<bool> {
    let count = count.trim_ascii();
    if !count.is_empty() && count.iter().all(u8::is_ascii_digit) {
        // Counts of 64 bits and more need no value, only a digit that is not zero.
        return Some(count.iter().any(|digit| *digit != b'0'));
    }
    let number: f64 = std::str::from_utf8(count).ok()?.parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number > 0.0)
}

/// Returns the line a text names if it is one a file can have, or why it is not.
pub(super) fn line(digits: &[u8]) -> Result<u32, &'static str> {
    let digits = digits.trim_ascii();
    let mut number: u32 = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return Err(if is_negative(digits) { BELOW } else { "the line is no number" });
        }
        number = number.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
    }
    match number {
        _ if digits.is_empty() => Err("the line is no number"),
        0 => Err(BELOW),
        line if line > LineSet::MAX_LINE => Err("the line is beyond any file"),
        line => Ok(line),
    }
}

const BELOW: &str = "the line is below 1";

fn is_negative(digits: &[u8]) -> bool {
    digits.len() > 1 && digits[0] == b'-' && digits[1..].iter().all(u8::is_ascii_digit)
}

/// Returns the number a text holds if it is a whole one that is not negative; huge ones are capped.
pub(super) fn whole(text: &str) -> Option<u64> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(text.parse().unwrap_or(u64::MAX));
    }
    let number: f64 = text.parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number as u64)
}

/// Returns the pair in text such as `50% (1/2)`: taken and all; `None` where there is none.
pub(super) fn fraction(text: &str) -> Option<(u16, u16)> {
    let inside = text.rsplit_once('(')?.1.split_once(')')?.0;
    let (taken, all) = inside.split_once('/')?;
    let (taken, all) = (taken.trim().parse().ok()?, all.trim().parse().ok()?);
    (taken <= all).then_some((taken, all))
}

/// Returns the share in text such as `50%`, `66,67 %` or `100`, in percent.
pub(super) fn percent(text: &str) -> Option<f64> {
    let digits = text.split('%').next().unwrap_or("").trim().replace(',', ".");
    digits.parse().ok().filter(|share: &f64| share.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_read_whatever_its_writing_and_refused_where_it_is_none() {
        let read = |text: &str| is_hit(text.as_bytes());
        for text in ["1", "007", "1e+0", "0.5", "99999999999999999999", " 3 "] {
            assert_eq!(read(text), Some(true), "{text}");
        }
        assert_eq!((read("0"), read("0.0"), read("-0")), (Some(false), Some(false), Some(false)));
        for text in ["", "-1", "undefined", "NaN", "inf", "1.a0e+19"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_is_between_one_and_the_longest_file() {
        assert_eq!(line(b" 42 "), Ok(42));
        assert_eq!((line(b"0"), line(b"-3")), (Err(BELOW), Err(BELOW)));
        assert_eq!(line(b"99999999999"), Err("the line is beyond any file"));
        assert_eq!((line(b"undefined"), line(b"")).0, line(b""));
    }

    #[test]
    fn branch_counts_are_found_in_every_locale() {
        assert_eq!(fraction("50% (1/2)"), Some((1, 2)));
        assert_eq!(fraction("66,67 % ( 2 / 3 )"), Some((2, 3)));
        assert_eq!((fraction("50%"), fraction("(3/2)")), (None, None));
        assert_eq!((percent("66,5 %"), percent("x")), (Some(66.5), None));
    }
}
