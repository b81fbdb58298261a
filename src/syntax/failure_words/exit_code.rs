//! Exit codes by the names that programs of scripts keep them under.

use super::words;
use crate::syntax::expression::{Comparison, alternatives, clauses, comparison};

/// Whether a name is by its last words that of an exit code: `expected_rc`, `exit_code`, `returncode`.
pub(super) fn is_exit_code(name: &str) -> bool {
    let words = words(name);
    let (last, before) = match words.as_slice() {
        [.., before, last] => (last.as_str(), before.as_str()),
        [last] => (last.as_str(), ""),
        [] => return false,
    };
    matches!(last, "rc" | "exitcode" | "exitstatus" | "returncode" | "retcode")
        || (matches!(before, "exit" | "return" | "ret") && last == "code")
        || (before == "exit" && last == "status")
}

/// Returns the number that an exit code must be where that is not 0, given the two sides of an equality: `rc` and
/// `2`, `255` and `paid.retcode`. In languages where such a name may hold anything else this is not asked.
pub(in crate::syntax) fn failing_exit<'s>(left: &'s str, right: &'s str) -> Option<&'s str> {
    let is_code = |text: &str| {
        let is_path =
            text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'@'));
        let last = text.rsplit(['.', '@']).next().unwrap_or_default();
        is_path && matches!(last, "rc" | "retc" | "retcode" | "ret_code")
    };
    let fails = |text: &str| text.parse::<i64>().is_ok_and(|code| code != 0);
    match (left, right) {
        _ if is_code(left) && fails(right) => Some(right),
        _ if is_code(right) && fails(left) => Some(left),
        _ => None,
    }
}

/// Returns the number that a condition requires of an exit code in the same way: `rc == 2 and paid`.
pub(in crate::syntax) fn requires_exit(condition: &str) -> Option<&str> {
    // Where another is as good, none is required.
    if alternatives(condition).len() > 1 {
        return None;
    }
    clauses(condition).into_iter().find_map(|part| match comparison(part)? {
        (left, Comparison::Equal, right) => failing_exit(left, right),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exit_code_is_known_by_its_name_and_fails_by_any_number_but_0() {
        for text in ["rc == 2", "paid.rc == 255", "1 == retcode", "out and self.ret_code == -1"] {
            assert!(requires_exit(text).is_some(), "{text}");
        }
        for text in [
            "rc == 0",
            "rc != 2",
            "rc == wanted",
            "src == 2",
            "rc.size == 2",
            "ret == 2",
            "rc == 0 or rc == 1",
        ] {
            assert!(requires_exit(text).is_none(), "{text}");
        }
    }
}
