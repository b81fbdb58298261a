//! Statuses that answers are compared with where nothing but a variable's name says that they are ones.

use crate::syntax::expression::parts;

/// Names of variables that hold the status of an answer, or those of several.
const HOLD: &[&str] = &["invalid", "res", "resp", "response", "responses", "status", "statuses"];

/// Numbers of 400 and more that are statuses, first and last of each stretch.
const FAILING: &[(u16, u16)] = &[(400, 418), (421, 429), (431, 431), (451, 451), (500, 511)];

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
    // A sum may be as large: `expect(res).toBe(420)`.
    let fails = |code: u16| FAILING.iter().any(|(first, last)| (*first..=*last).contains(&code));
    let is_status =
        |code: &u16| fails(*code) || (200..=208).contains(code) || (300..=308).contains(code);
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inner) => {
            let codes: Option<Vec<u16>> = parts(inner).map(number).collect();
            codes.is_some_and(|codes| codes.iter().all(is_status) && codes.into_iter().any(fails))
        }
        None => number(value).is_some_and(fails),
    }
}
