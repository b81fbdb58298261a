//! Statuses that answers are compared with where nothing but a variable's name says that they are ones.

use crate::syntax::expression::parts;

/// Names of variables that hold the status of an answer, or those of several.
const HOLD: &[&str] = &["invalid", "res", "resp", "response", "responses", "status", "statuses"];

/// Whether a bare variable of an answer is compared with a status of 400 and more, or with a list of statuses that
/// has one: `expect(await invalid).toBe(422)`, `expect(responses).toEqual([422, 200])`.
pub(super) fn is_failing_status(subject: &str, value: &str) -> bool {
    let held = subject.trim_start_matches("await ").trim();
    let held = match held.split_once('[') {
        Some((name, rest)) if rest.ends_with(']') => name,
        Some(_) => return false,
        None => held,
    };
    let name = held.trim_end_matches(|c: char| c.is_ascii_digit());
    if !HOLD.contains(&name) {
        return false;
    }
    let number = |text: &str| text.parse::<u16>().ok();
    let fails = |code: u16| (400..600).contains(&code);
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inner) => {
            let codes: Option<Vec<u16>> = parts(inner).map(number).collect();
            codes.is_some_and(|codes| {
                codes.iter().all(|code| (100..600).contains(code)) && codes.into_iter().any(fails)
            })
        }
        None => number(value).is_some_and(fails),
    }
}
