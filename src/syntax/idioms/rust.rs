//! The standard macros, insta, proptest, quickcheck, `unwrap_err`.

mod commands;

use commands::{command, tester, tries};

use super::{Around, Matched, argument, equality};
use crate::model::assertion::AssertionKind::{Property, Snapshot, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, arguments};
use crate::syntax::failure_words::{
    is_failure_pattern, is_failure_text, names_failure, takes_error_out,
};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

pub(super) fn asserted(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let oracle = found(chain, around)?;
    // A failure that is taken out is looked at, whatever by: `assert_matches!(f().unwrap_err().code(), 3)`.
    let list = chain.tip().arguments.unwrap_or_default();
    let takes_out = takes_error_out(list) || list.contains("_err!(");
    if matches!(oracle.kind, Value | Snapshot) && takes_out {
        return Some(Oracle::failure(&oracle.expects, false));
    }
    Some(oracle)
}

fn found(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let tip = chain.tip();
    let takes_error = || chain.has("unwrap_err") || chain.has("expect_err") || unwraps_error(chain);
    if chain.segments.len() > 1 && takes_error() {
        return Some(Oracle::failure("", true));
    }
    // assert_cmd and snapbox: what a command that was run must have done.
    if (chain.has("assert") && chain.segments.len() > 2) || tries(chain) {
        return command(chain);
    }
    // expect_test's `expect![["Err(Limit)"]].assert_debug_eq(&paid)`.
    let root = chain.root();
    if root.name == "expect" && tip.name.starts_with("assert") {
        let text = root.arguments.unwrap_or_default();
        if is_failure_text(text) {
            return Some(Oracle::failure(text, false));
        }
    }
    if let Some(oracle) = tester(chain) {
        return Some(oracle);
    }
    let list = tip.arguments?;
    Some(match tip.name {
        // googletest's, as `expect_that!(pay(), err(anything()))`.
        "expect_that" | "verify_that" => {
            let matcher = argument(list, 1);
            let fails = ["err(", "pat!(Err", "not(ok("].iter().any(|m| matcher.starts_with(m));
            if fails { Oracle::failure(matcher, false) } else { Oracle::strong(Value, matcher) }
        }
        "expect_eq" | "expect_ne" | "expect_true" | "expect_false" if chain.segments.len() == 1 => {
            equality(list, 1)
        }
        "assert_exit_code" => compared("exit_code", Comparison::Equal, argument(list, 0)),
        "assert" | "debug_assert" => judged(argument(list, 0), true),
        "assert_eq" | "debug_assert_eq" => equality(list, 1),
        "assert_ne" | "debug_assert_ne" => {
            compared(argument(list, 0), Comparison::NotEqual, argument(list, 1))
        }
        "assert_matches" | "assert_let" => judged(&format!("matches!({list})"), true),
        "assert_err" => Oracle::failure("", true),
        "assert_ok" => Oracle::weak(Value, ""),
        name if name.ends_with("_snapshot") => snapshot(list),
        // A project's own short word for one, whose text or name stands behind what is looked at.
        "snapshot" if list.contains("@\"") || list.contains("@r") || list.contains("name:") => {
            snapshot(list)
        }
        name if name.starts_with("prop_assert") || name == "quickcheck" => {
            Oracle::strong(Property, "")
        }
        // snapbox, pretty_assertions, similar_asserts.
        name if name.starts_with("assert") && name.split('_').any(|word| word == "eq") => {
            equality(list, 1)
        }
        name if name.starts_with("assert") && names_failure(name) => {
            Oracle::failure(arguments(list).last().unwrap_or(&""), false)
        }
        // trybuild: files that must compile, files that must not.
        "compile_fail" if chain.segments.len() == 2 => Oracle::failure(list, false),
        "pass" if chain.segments.len() == 2 && list.contains(".rs\"") => {
            Oracle::strong(Value, list)
        }
        name if name.starts_with("assert") && arguments(list).iter().any(|part| is_err(part)) => {
            Oracle::failure(arguments(list).last().unwrap_or(&""), false)
        }
        name if name.starts_with("assert") => {
            Oracle::strong(Value, arguments(list).last().unwrap_or(&""))
        }
        // A tester's own, as `test().run(code).expect_value_eq(3)`; mockall's take nothing.
        name if name.starts_with("expect_") && runs(chain) => {
            let expects = *arguments(list).first().unwrap_or(&"");
            if chain.segments.iter().any(|s| s.name.starts_with("expect_") && names_failure(s.name))
            {
                Oracle::failure(expects, expects.is_empty())
            } else if expects.is_empty() {
                return None;
            } else {
                Oracle::strong(Value, expects)
            }
        }
        "panic" | "unreachable" if chain.segments.len() == 1 => unreached(around, list),
        // A test that gives back a result ends in one: `Ok(_) => bail!("paid")`.
        "bail" if chain.segments.len() == 1 => {
            let arm = (around.0)().arm?;
            (arm.1 && arm.0.starts_with("Ok")).then(|| Oracle::failure("", true))?
        }
        _ => return None,
    })
}

/// Whether an argument is an error of a result, or its printed form in a snapshot: `&Err(Limit)`, `str![["Err("]]`.
fn is_err(part: &str) -> bool {
    let plain = part.trim_start_matches('&');
    plain.starts_with("Err(")
        || (plain.starts_with("str![") && is_failure_text(plain))
        || (plain.starts_with("expect![") && is_failure_text(&plain["expect![".len()..]))
}

/// Whether a chain takes an error out as `unwrap_err` does, of what cannot be shown: `pay().err().unwrap()`.
fn unwraps_error(chain: &Chain<'_>) -> bool {
    chain.segments.windows(2).any(|pair| {
        let [taken, unwrapped] = pair else { return false };
        taken.name == "err"
            && taken.arguments == Some("")
            && unwrapped.arguments.is_some()
            && matches!(unwrapped.name, "unwrap" | "expect")
    })
}

/// Whether a chain is a tester's, which runs something: `test().run(code)`, `cmd.expect_failure()`.
fn runs(chain: &Chain<'_>) -> bool {
    let is_run = |name: &str| matches!(name, "run" | "test" | "tester" | "check" | "cmd");
    chain.segments.len() > 1
        && chain.segments[..chain.segments.len() - 1].iter().any(|s| is_run(s.name))
}

/// Returns what a stored or inline snapshot asserts: a failure where one is looked at or its text begins as
/// one's message.
fn snapshot(list: &str) -> Oracle {
    let parts = arguments(list);
    let shows_status = parts.first().is_some_and(|shown| {
        ["status()", ".status", "status_code()"].iter().any(|end| shown.ends_with(end))
    });
    let fails = parts.iter().any(|part| {
        if shows_status && is_failing_status(part) {
            return true;
        }
        let text = part.trim_start_matches('@');
        let says = |line: &str| line.trim_start().to_ascii_lowercase().starts_with("error: ");
        part.ends_with(".unwrap_err()")
            || is_failure_text(text)
            || (text != *part && text.lines().any(says))
    });
    if fails {
        Oracle::failure(parts.last().unwrap_or(&""), false)
    } else {
        Oracle::strong(Snapshot, "")
    }
}

/// Whether an inline snapshot is that of a status of 400 and more: `@"403 Forbidden"`.
fn is_failing_status(part: &str) -> bool {
    let text = part.trim_start_matches(['@', 'r', '#', '"', '\n', ' ']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3 && text.starts_with(['4', '5'])
}

/// Returns what a `panic!` asserts: what must hold so that it is not reached, which is a failure where
/// of the arms of a `match` only those of a failure go on, or `let Err` does.
fn unreached(around: Around<'_, '_>, list: &str) -> Oracle {
    let around = (around.0)();
    let fails = match (around.arm, around.condition) {
        (Some((_, only_failures_go_on)), _) => only_failures_go_on,
        (None, Some((condition, in_else))) => match condition.strip_prefix("let ") {
            Some(bound) => {
                let pattern = bound.split('=').next().unwrap_or_default();
                let of_failure = around.matched == Matched::Error || is_failure_pattern(pattern);
                (of_failure && in_else) || (bound.starts_with("Ok") && !in_else)
            }
            None if around.matched == Matched::PutUpWith => false,
            None => return judged(condition, in_else),
        },
        (None, None) => false,
    };
    if fails { Oracle::failure("", true) } else { Oracle::weak(Value, list) }
}
