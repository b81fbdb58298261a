//! The `testing` package, Gomega, `quick` and `rapid`.

use super::{Around, argument};
use crate::model::assertion::AssertionKind::{MockInteraction, Property, Snapshot, Value};
use crate::syntax::chain::Chain;
use crate::syntax::expression::{Comparison, arguments, clauses, comparison, is_empty_value};
use crate::syntax::failure_words::{looks_at_error, names_failure};
use crate::syntax::judge::{compared, is_wanted_error, judged};
use crate::syntax::oracle::Oracle;

mod filled;
mod gomock;
mod testify;

use filled::filled;
use gomock::expected;
use testify::{of_testutil, testify};

pub(super) fn asserted(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let oracle = found(chain, around)?;
    // Its packages keep no snapshot by that name alone.
    let is_plain = oracle.kind == Snapshot;
    Some(if is_plain { Oracle::strong(Value, "snapshot") } else { oracle })
}

fn found(chain: &Chain<'_>, around: Around<'_, '_>) -> Option<Oracle> {
    let (root, tip) = (chain.root(), chain.tip());
    let list = tip.arguments.unwrap_or_default();
    match (root.name, tip.name) {
        ("assert" | "require" | "is", _) => testify(tip.name, list),
        ("Expect" | "Ω" | "Eventually" | "Consistently", _) => Some(gomega(chain)),
        (package, _)
            if chain.segments.len() == 2
                && is_context(argument(list, 0))
                && ["assert", "ensure", "expect", "must", "require", "testutil"]
                    .iter()
                    .any(|word| package.contains(word)) =>
        {
            testify(of_testutil(tip.name), list)
        }
        ("quick" | "rapid", "Check" | "CheckEqual") => Some(Oracle::strong(Property, "")),
        _ if chain.has("EXPECT") => expected(chain),
        (_, "AssertExpectations" | "AssertCalled" | "AssertNotCalled" | "AssertNumberOfCalls") => {
            Some(Oracle::strong(MockInteraction, list))
        }
        // A getter of a variable so named.
        ("tb" | "b" | "f" | "tt", "Error") if list.trim().is_empty() => None,
        ("t", "Error") if list.trim().is_empty() && (around.0)().condition.is_none() => None,
        (
            "t" | "tb" | "b" | "f" | "tt",
            "Error" | "Errorf" | "Fatal" | "Fatalf" | "Fail" | "FailNow",
        )
        | ("c", "Errorf" | "Fatal" | "Fatalf" | "FailNow") => Some(failed(around)),
        // A tester that keeps the test's own: `c.t.Fatalf("no leader")`.
        (_, "Error" | "Errorf" | "Fatal" | "Fatalf" | "FailNow")
            if chain.segments.len() == 3
                && !(tip.name == "Error" && list.trim().is_empty())
                && matches!(chain.segments[1].name, "t" | "tb" | "T" | "TB") =>
        {
            Some(failed(around))
        }
        ("panic", _) if chain.segments.len() == 1 => {
            let (condition, in_else) = (around.0)().condition?;
            Some(judged(condition, in_else))
        }
        // Of two libraries of this name one takes `t`, what is got and a checker, as its `c` does.
        ("qt", "Assert" | "Check")
            if argument(list, 2).starts_with("qt.") && !argument(list, 1).starts_with("qt.") =>
        {
            Some(quicktest(list.split_once(',').map_or("", |(_, rest)| rest.trim_start())))
        }
        ("qt", "Assert" | "Check") => Some(checked(argument(list, 1))),
        ("c", "Assert" | "Check") => Some(quicktest(list)),
        // A builder's own object of quicktest, as `b.Assert(err, qt.IsNotNil)`.
        (_, "Assert") if argument(list, 1).starts_with("qt.") => Some(quicktest(list)),
        // Of a package that is imported into the file's own names.
        (name, _) if chain.segments.len() == 1 && argument(list, 0) == "t" && is_exported(name) => {
            testify(tip.name, list)
        }
        _ if chain.has("Require") || chain.has("Assert") => testify(tip.name, list),
        // A project's own of testify's names: `require_Equal(t, code, "404")`.
        (name, _) if chain.segments.len() == 1 && is_context(argument(list, 0)) => {
            let own = ["require", "assert"].iter().find_map(|start| name.strip_prefix(start));
            let own = own.map(|own| own.trim_start_matches('_'));
            let own = own.filter(|own| is_exported(own) && !names_failure(own));
            own.and_then(|own| testify(own, list))
        }
        // One that gives back what failed is no assertion: `<-server.Error()`.
        _ if chain.segments.len() == 2
            && matches!(root.name, "s" | "suite")
            && !(tip.name == "Error" && list.trim().is_empty()) =>
        {
            testify(tip.name, list)
        }
        _ => None,
    }
}

/// Returns what failing the test asserts where it stands.
fn failed(around: Around<'_, '_>) -> Oracle {
    let around = (around.0)();
    let Some((condition, in_else)) = around.condition else { return Oracle::weak(Value, "") };
    let filled = around.initializer.and_then(|bound| filled(condition, bound));
    let condition = filled.as_deref().unwrap_or(condition);
    if !in_else && tolerates(condition) {
        return Oracle::weak(Value, "nil");
    }
    wanted(condition, in_else).unwrap_or_else(|| judged(condition, in_else))
}

/// Whether a condition lets no error pass but one that may come: `err != nil && !errors.Is(err, ErrGone)`.
fn tolerates(condition: &str) -> bool {
    let parts = clauses(condition);
    let [some, other] = parts[..] else { return false };
    let Some((error, Comparison::NotEqual, "nil")) = comparison(some) else { return false };
    let is_other = match other.strip_prefix('!') {
        // What an error says is looked at.
        Some(asked) => crate::syntax::expression::call(asked).is_some_and(|(name, inner)| {
            argument(inner, 0) == error
                && !name.starts_with("strings.")
                && !is_wanted_error(argument(inner, 1))
        }),
        None => comparison(other).is_some_and(|(left, how, right)| {
            how == Comparison::NotEqual
                && left == error
                && right != "nil"
                && !is_wanted_error(right)
        }),
    };
    is_other && condition.contains("&&") && looks_at_error(error)
}

fn is_context(text: &str) -> bool {
    matches!(text, "t" | "tb" | "b")
}

/// Returns what failing asserts where a table says whether an error is wanted: under `tt.wantErr == ""` none
/// was, under `tt.wantErr != ""` one was and did not come.
fn wanted(condition: &str, in_else: bool) -> Option<Oracle> {
    let (text, negated) =
        condition.strip_prefix('!').map_or((condition, false), |rest| (rest, true));
    let says_wanted = match comparison(text) {
        Some((column, how, value)) if is_wanted_error(column) && is_empty_value(value) => {
            how == Comparison::NotEqual
        }
        None if is_wanted_error(text) => !negated,
        _ => return None,
    };
    Some(if says_wanted == in_else {
        Oracle::weak(Value, "nil")
    } else {
        Oracle::failure("", true)
    })
}

fn is_exported(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Returns what `Expect(x).To(matcher)` asserts.
fn gomega(chain: &Chain<'_>) -> Oracle {
    let subject = argument(chain.root().arguments.unwrap_or_default(), 0);
    let tip = chain.tip();
    let negated = matches!(tip.name, "ToNot" | "NotTo" | "ShouldNot");
    let matcher = argument(tip.arguments.unwrap_or_default(), 0);
    let (name, inner) = crate::syntax::expression::call(matcher).unwrap_or((matcher, ""));
    let equal = if negated { Comparison::NotEqual } else { Comparison::Equal };
    match name.rsplit('.').next().unwrap_or_default() {
        "HaveOccurred" if !negated => Oracle::failure("", true),
        "Succeed" if negated => Oracle::failure("", true),
        "HaveOccurred" | "Succeed" => Oracle::weak(Value, "nil"),
        "MatchError" | "Panic" | "PanicWith" if !negated => {
            Oracle::failure(inner, inner.is_empty())
        }
        "Exit" if !negated && !matches!(inner, "" | "0") => Oracle::failure(inner, false),
        "BeNil" => compared(subject, equal, "nil"),
        "BeTrue" => judged(subject, !negated),
        "BeFalse" => judged(subject, negated),
        "" => Oracle::weak(Value, ""),
        _ => compared(subject, equal, inner),
    }
}

/// Returns what the checker in `qt.Assert(t, qt.Equals(got, want))` asserts.
fn checked(checker: &str) -> Oracle {
    let (name, inner) = crate::syntax::expression::call(checker).unwrap_or((checker, ""));
    let (got, want) = (argument(inner, 0), argument(inner, 1));
    match name.rsplit('.').next().unwrap_or_default() {
        "ErrorIs" | "ErrorAs" | "ErrorMatches" | "PanicMatches" => Oracle::failure(want, false),
        "IsNil" => compared(got, Comparison::Equal, "nil"),
        "IsNotNil" => compared(got, Comparison::NotEqual, "nil"),
        "IsTrue" => judged(got, true),
        "IsFalse" => judged(got, false),
        "Not" => match crate::syntax::expression::call(inner) {
            Some((name, got)) if name.ends_with("IsNil") => {
                compared(got, Comparison::NotEqual, "nil")
            }
            _ => Oracle::strong(Value, inner),
        },
        "Equals" | "DeepEquals" | "CmpEquals" => compared(got, Comparison::Equal, want),
        _ => Oracle::strong(Value, want),
    }
}

/// Returns what `c.Assert(got, qt.Equals, want)` asserts.
fn quicktest(list: &str) -> Oracle {
    let parts = arguments(list);
    let checker = parts.get(1).copied().unwrap_or_default();
    let value = parts.get(2).copied().unwrap_or_default();
    if checker.contains("Error") || checker.contains("Panic") {
        return Oracle::failure(value, value.is_empty());
    }
    let got = parts.first().copied().unwrap_or_default();
    match checker.rsplit('.').next().unwrap_or_default() {
        "IsNil" => compared(got, Comparison::Equal, "nil"),
        "IsNotNil" | "NotNil" => compared(got, Comparison::NotEqual, "nil"),
        "IsTrue" => judged(got, true),
        "IsFalse" => judged(got, false),
        "FitsTypeOf" if looks_at_error(got) => Oracle::failure(value, false),
        _ => compared(got, Comparison::Equal, value),
    }
}
