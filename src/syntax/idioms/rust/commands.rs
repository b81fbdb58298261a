//! What a command that was run must have done: `assert_cmd`, snapbox, cargo's own and uutils' testers.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::chain::Chain;
use crate::syntax::expression::argument;
use crate::syntax::oracle::Oracle;

/// Whether a chain ends in one of `assert_cmd`'s words that give their result back: `run.try_success()?`.
pub(super) fn tries(chain: &Chain<'_>) -> bool {
    let word = chain.tip().name.strip_prefix("try_");
    chain.segments.len() > 1 && word.is_some_and(|word| WORDS.contains(&word))
}

/// What is asked of a command that was run.
const WORDS: &[&str] =
    &["success", "failure", "interrupted", "code", "stdout", "stderr", "stdout_eq", "stderr_eq"];

/// Returns what `command.assert().failure().code(2)` asserts; the chain counts once.
pub(super) fn command(chain: &Chain<'_>) -> Option<Oracle> {
    let start = chain.find("assert").filter(|(_, s)| s.arguments == Some("")).map(|(at, _)| at + 1);
    let after = match start {
        Some(start) => chain.segments.get(start..)?,
        None if tries(chain) => &chain.segments[1..],
        None => return None,
    };
    let asked = after.iter().map(|s| (s.name.strip_prefix("try_").unwrap_or(s.name), s.arguments));
    let asked: Vec<(&str, Option<&str>)> = asked.filter(|(word, _)| WORDS.contains(word)).collect();
    let code = asked.iter().find(|(word, _)| *word == "code").and_then(|(_, list)| *list);
    if code.is_some_and(|code| code != "0")
        || asked.iter().any(|(word, _)| matches!(*word, "failure" | "interrupted"))
    {
        return Some(Oracle::failure(code.unwrap_or_default(), code.is_none()));
    }
    asked.first()?;
    let expects =
        asked.iter().find(|(word, _)| word.starts_with("std")).and_then(|(_, list)| *list);
    Some(match expects {
        Some(expects) => Oracle::strong(Value, expects),
        None => Oracle::weak(Value, ""),
    })
}

/// Returns what a tester's chain asserts: cargo's `p.cargo("build").with_status(101).run()`, uutils'
/// `new_ucmd!().fails().stderr_is("no cart")`. The chain counts once, at its end.
pub(super) fn tester(chain: &Chain<'_>) -> Option<Oracle> {
    let with = chain.segments.iter().filter(|s| s.name.starts_with("with_"));
    let is_code = |list: &str| list.trim().parse::<u8>().is_ok_and(|code| code != 200);
    let said = with.filter(|s| {
        s.name.starts_with("with_stdout")
            || s.name.starts_with("with_stderr")
            || (s.name == "with_status" && s.arguments.is_some_and(is_code))
    });
    if chain.tip().name == "run" && said.clone().count() > 0 {
        let status =
            chain.arguments_of("with_status").filter(|s| is_code(s)).map_or("0", str::trim);
        let text = said.filter_map(|s| s.arguments).find(|text| text.contains("[ERROR]"));
        return Some(match text.or((status != "0").then_some(status)) {
            Some(wanted) => Oracle::failure(wanted, false),
            None => Oracle::strong(Value, ""),
        });
    }
    // A list is nothing that an `expect` of the standard library takes.
    if let Some((at, run)) = chain.find("expect").filter(|_| chain.segments.len() > 2)
        && run.arguments.is_some_and(|list| list.trim_start_matches('&').starts_with('['))
    {
        let after = &chain.segments[at + 1..];
        let fails = after.iter().any(|s| matches!(s.name, "is_err" | "fails" | "failure"));
        let looks = after
            .iter()
            .any(|s| matches!(s.name, "is_ok" | "success") || s.name.starts_with("with_"));
        if fails || looks {
            return Some(if fails { Oracle::failure("", true) } else { Oracle::strong(Value, "") });
        }
    }
    // What `cmd.assert()` gave back, in a variable.
    let tip = chain.tip();
    if tip.name == "failure"
        && tip.arguments == Some("")
        && chain.segments.len() == 2
        && matches!(chain.root().name, "assert" | "cmd" | "out" | "output" | "res" | "result")
    {
        return Some(Oracle::failure("", true));
    }
    let runs = |name: &str| matches!(name, "fails" | "fails_with_code" | "fails_silently");
    if let Some(failing) = chain.segments.iter().find(|s| s.arguments.is_some() && runs(s.name)) {
        let code = argument(failing.arguments.unwrap_or_default(), 0).unwrap_or_default();
        return (chain.segments.len() > 1).then(|| Oracle::failure(code, code.is_empty()));
    }
    let ran = chain.segments.iter().any(|s| matches!(s.name, "succeeds" | "run"));
    let looks =
        ["stdout_", "stderr_", "no_std", "succeeds"].iter().any(|s| tip.name.starts_with(s));
    let list = tip.arguments.unwrap_or_default();
    (ran && looks && chain.segments.len() > 1).then(|| Oracle::strong(Value, list))
}
