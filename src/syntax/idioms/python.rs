//! pytest, unittest, nose, `unittest.mock`.

mod mock;
mod old;

use mock::is_given_error;

use super::{Around, argument, equality, reached};
use crate::model::assertion::AssertionKind::{MockInteraction, Snapshot, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, arguments};
use crate::syntax::failure_words::{
    failing_exit, gives_status, is_any_error, is_failure_text, looks_at_error, names_error_type,
};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

pub(super) fn asserted(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let tip = chain.tip();
    let list = tip.arguments?;
    let name = tip.name;
    let flat = name.replace('_', "").to_ascii_lowercase();
    Some(match flat.as_str() {
        "raises"
        | "assertraises"
        | "assertraisesregex"
        | "assertraisesregexp"
        | "assertraisesmessage"
        | "raisesregexp"
        | "raisesgroup"
        | "raisesexc"
        | "expectraises"
        | "expectraisesmessage" => raised(list),
        // A warning is no error, unless it is one by its class.
        "warns" | "assertwarns" | "assertwarnsregex" | "assertwarnsmessage" => {
            let class = argument(list, 0);
            let is_error = ["Error", "Exception"].iter().any(|end| class.ends_with(end));
            if is_error { raised(list) } else { Oracle::strong(Value, list) }
        }
        // pytest's own helpers for what a run of it printed and counted.
        "fnmatchlines" | "rematchlines" | "fnmatchlinesrandom" | "rematchlinesrandom"
            if chain.segments.len() > 1 =>
        {
            lines_of_output(chain.receiver().unwrap_or_default(), list)
        }
        "nofnmatchline" | "norematchline" if chain.segments.len() > 1 => {
            Oracle::strong(Value, list)
        }
        "assertoutcomes" | "assertoutcome" => {
            let fails = arguments(list).iter().any(|part| {
                part.split_once('=').is_some_and(|(key, count)| {
                    matches!(key.trim(), "failed" | "errors" | "error")
                        && count.trim().parse::<u32>().is_ok_and(|n| n > 0)
                })
            });
            if fails { Oracle::failure(list, false) } else { Oracle::strong(Value, list) }
        }
        _ if name.ends_with("_raised")
            || name.ends_with("_raises")
            || name.starts_with("raises_") =>
        {
            let denies = ["not", "no", "nothing", "never"];
            if name.split('_').any(|word| denies.contains(&word)) {
                return Some(Oracle::weak(Value, ""));
            }
            // What it waits for is a type; `hook.was_raised()` is a question.
            let class = argument(list, 0);
            class.starts_with(|c: char| c.is_ascii_uppercase()).then(|| raised(list))?
        }
        // Django's.
        "assertcontains" if gives_status(name, list) => Oracle::failure(list, false),
        // Twisted's trial.
        "failureresultof" | "assertfailure" => {
            let class = argument(list, 1);
            Oracle::failure(class, class.is_empty() || is_any_error(class))
        }
        "successresultof" => Oracle::weak(Value, ""),
        _ if chain.has("failureResultOf") => Oracle::failure(list, list.trim().is_empty()),
        "deprecatedcall" => Oracle::strong(Value, "DeprecationWarning"),
        "assertlogs" => {
            let level = arguments(list).into_iter().find(|a| {
                let upper = a.to_ascii_uppercase();
                upper.contains("ERROR") || upper.contains("CRITICAL") || upper.contains("WARN")
            });
            level.map_or_else(|| Oracle::weak(Value, list), |level| Oracle::failure(level, false))
        }
        "fail" if name == "fail" && matches!(chain.receiver(), None | Some("self" | "pytest")) => {
            reached(around, list)
        }
        "skiptest" => return None,
        _ if name.starts_with("assert_called")
            || name.starts_with("assert_any")
            || name.starts_with("assert_has_")
            || name.starts_with("assert_not_called")
            || name.starts_with("assert_awaited")
            || name.starts_with("assert_not_awaited") =>
        {
            if name.contains("_not_") {
                return Some(Oracle::failure("never", false));
            }
            if chain.receiver().is_some_and(looks_at_error) || is_given_error(list) {
                return Some(Oracle::failure(list, list.trim().is_empty()));
            }
            if list.trim().is_empty() && !name.contains("once") {
                Oracle::weak(MockInteraction, "")
            } else {
                Oracle::strong(MockInteraction, list)
            }
        }
        "assertmatch" if chain.has("snapshot") => Oracle::strong(Snapshot, ""),
        "asserttrue" | "ok" if flat != "ok" || name == "ok_" => judged(argument(list, 0), true),
        "assertfalse" => judged(argument(list, 0), false),
        "assertisnone" => compared(argument(list, 0), Comparison::Equal, "None"),
        "assertisnotnone" => compared(argument(list, 0), Comparison::NotEqual, "None"),
        "assertin" => compared(argument(list, 0), Comparison::In, argument(list, 1)),
        "assertnotin" => compared(argument(list, 0), Comparison::NotIn, argument(list, 1)),
        "assertisinstance" => {
            judged(&format!("isinstance({}, {})", argument(list, 0), argument(list, 1)), true)
        }
        "assertnotequal" | "assertnotequals" | "assertisnot" => {
            compared(argument(list, 0), Comparison::NotEqual, argument(list, 1))
        }
        "eq" | "assertequal" | "assertequals" | "assertis" if fails_by_code(list) => {
            Oracle::failure(list, false)
        }
        "eq" if name == "eq_" => equality(list, 1),
        // SQLAlchemy's kin of nose's `eq_`.
        "is" | "ne" | "in" | "notin" | "isnot" | "isinstanceof"
            if chain.segments.len() == 1 && name.contains('_') && arguments(list).len() > 1 =>
        {
            let how = match flat.as_str() {
                "ne" | "isnot" => Comparison::NotEqual,
                "in" => Comparison::In,
                "notin" => Comparison::NotIn,
                _ => Comparison::Equal,
            };
            compared(argument(list, 0), how, argument(list, 1))
        }
        "istrue" | "isfalse" if chain.segments.len() == 1 && name.contains('_') => {
            judged(argument(list, 0), flat == "istrue")
        }
        _ if chain.receiver() == Some("self")
            && (flat.starts_with("failif") || flat.starts_with("failunless")) =>
        {
            old::asserted(&flat, list)
        }
        _ if flat.starts_with("assert") => equality_or_given(list),
        _ => return None,
    })
}

/// Returns what waiting for an error asserts: its type, and the message where one is named.
fn raised(list: &str) -> Oracle {
    let parts = arguments(list);
    let class = parts.first().copied().unwrap_or_default();
    let message = parts
        .iter()
        .find_map(|part| part.strip_prefix("match"))
        .map(|rest| rest.trim_start().trim_start_matches('=').trim());
    let text =
        parts.get(1).copied().filter(|part| part.contains(['"', '\'']) && !part.contains('='));
    match message.or(text) {
        Some(message) => Oracle::failure(&format!("{class}: {message}"), false),
        None => Oracle::failure(class, is_any_error(class)),
    }
}

/// Returns what pytest's patterns of lines assert of what was printed: a failure where one of them says so.
fn lines_of_output(stream: &str, list: &str) -> Oracle {
    let inner = list.trim().trim_start_matches('[').trim_end_matches(']');
    let lines = arguments(inner);
    let says = |line: &&str| {
        let plain = line.trim_start_matches(['r', 'f']).trim_start_matches(['"', '\'', '*', ' ']);
        let plain = plain.strip_prefix("E  ").map_or(plain, str::trim_start);
        let plain = format!("\"{plain}");
        is_failure_text(&plain) || names_error_type(&plain)
    };
    let line = lines.iter().find(|line| says(line));
    match line {
        Some(line) => Oracle::failure(line, false),
        None => Oracle::strong(Value, lines.first().copied().unwrap_or(stream)),
    }
}

/// Whether an equality is one of an exit code with another than 0.
fn fails_by_code(list: &str) -> bool {
    failing_exit(argument(list, 0), argument(list, 1)).is_some()
}

fn equality_or_given(list: &str) -> Oracle {
    if arguments(list).len() > 1 { equality(list, 1) } else { Oracle::strong(Value, "") }
}
