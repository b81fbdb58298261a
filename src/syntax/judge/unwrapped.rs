//! Brackets and negations around an expression.

use crate::syntax::expression::{bare, clauses, comparison};

/// Returns the expression without brackets and negations around it.
pub(super) fn unwrapped(text: &str, mut holds: bool) -> (&str, bool) {
    let mut text = bare(text);
    loop {
        let negated = text
            .strip_prefix("not ")
            .or_else(|| text.strip_prefix('!').filter(|rest| !rest.starts_with('=')));
        let single = |rest: &str| comparison(rest).is_none() && clauses(rest).len() == 1;
        match negated.map(str::trim).filter(|rest| single(rest) || rest.starts_with('(')) {
            Some(rest) if bare(rest) != rest || single(rest) => {
                (text, holds) = (bare(rest), !holds);
            }
            _ => return (text, holds),
        }
    }
}
