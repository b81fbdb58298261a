//! testify and the packages that assert by its words or their own: gotest.tools, `must`, helpers of restic's kind.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::expression::{Comparison, call, comparison};
use crate::syntax::failure_words::looks_at_error;
use crate::syntax::idioms::{argument, equality};
use crate::syntax::judge::{compared, judged};
use crate::syntax::oracle::Oracle;

/// Returns testify's name for a function of the `testutil` that Prometheus and its kin share, or of `must`.
pub(super) fn of_testutil(name: &str) -> &str {
    match name {
        "Ok" => "NoError",
        "NotOk" => "Error",
        "Eq" | "EqOp" | "EqFunc" | "SliceEqFunc" => "Equal",
        "NotEq" => "NotEqual",
        "EqError" => "EqualError",
        "StrContains" | "SliceContains" => "Contains",
        "SliceLen" | "MapLen" | "MapContainsKey" | "MapContainsKeys" | "MapEmpty"
        | "SliceEmpty" => "Len",
        "Assert" => "True",
        other => other,
    }
}

/// Returns what a testify method asserts. One made with `assert.New(t)` or a suite takes no `t`.
pub(super) fn testify(name: &str, list: &str) -> Option<Oracle> {
    let first = argument(list, 0);
    let from = usize::from(matches!(first, "t" | "tb" | "tt" | "b") || first.ends_with(".T()"));
    let at = |place: usize| argument(list, from + place);
    let plain = name.strip_suffix('f').filter(|n| !n.is_empty() && *n != "Sel").unwrap_or(name);
    let plain = plain.strip_suffix("Skip").unwrap_or(plain);
    Some(match plain {
        "Error" => Oracle::failure("", true),
        "ErrorIs" | "ErrorAs" | "ErrorContains" | "EqualError" | "ErrorType" => {
            Oracle::failure(at(1), false)
        }
        "Panics" | "PanicMatches" => Oracle::failure("panic", true),
        "PanicsWithValue" | "PanicsWithError" => Oracle::failure(at(0), false),
        "NoError" | "NotPanics" | "NilError" | "NoErr" => Oracle::weak(Value, "nil"),
        "Assert" | "Check" | "Require" if is_condition(at(0)) => judged(at(0), true),
        // What gotest.tools compares: `assert.Check(t, cmp.Contains(err.Error(), "gone"))`.
        "Assert" | "Check" => match call(at(0)) {
            Some((name, inner)) if name.starts_with("is.") || name.starts_with("cmp.") => {
                return testify(name.rsplit('.').next().unwrap_or_default(), inner)
                    .or_else(|| Some(Oracle::strong(Value, inner)));
            }
            _ => Oracle::strong(Value, at(1)),
        },
        "True" => judged(at(0), true),
        "False" => judged(at(0), false),
        "Nil" => compared(at(0), Comparison::Equal, "nil"),
        "NotNil" => compared(at(0), Comparison::NotEqual, "nil"),
        "NotEmpty" | "NotZero" if looks_at_error(at(0)) => Oracle::failure("", true),
        "Len" if looks_at_error(at(0)) && at(1).parse::<u32>().is_ok_and(|n| n > 0) => {
            Oracle::failure(at(1), false)
        }
        "NotEmpty" | "NotZero" => Oracle::weak(Value, "not empty"),
        "NotEqual" => compared(at(1), Comparison::NotEqual, at(0)),
        "Contains" => compared(at(1), Comparison::In, at(0)),
        "Equal" | "Equals" | "IsEqual" | "EqualValues" | "Exactly" | "Same" | "JSONEq"
        | "DeepEqual" => {
            let both = [at(0), at(1)].join(", ");
            equality(&both, 0)
        }
        "Fail" | "FailNow" => Oracle::weak(Value, ""),
        "IsType" | "Implements" | "Regexp" if looks_at_error(at(1)) => {
            Oracle::failure(at(0), false)
        }
        "Len" | "ElementsMatch" | "InDelta" | "InEpsilon" | "IsType" | "Regexp" | "Subset"
        | "WithinDuration" | "Implements" | "Empty" | "Zero" | "Eventually" | "Never"
        | "Greater" | "GreaterOrEqual" | "Less" | "LessOrEqual" | "NotContains" | "Positive"
        | "FileExists" | "HTTPStatusCode" | "Condition" => Oracle::strong(Value, at(1)),
        "HTTPError" => Oracle::failure("HTTPError", false),
        _ => return None,
    })
}

/// Whether an argument is a condition, and not what is compared with the next one.
fn is_condition(text: &str) -> bool {
    const ASK: &[&str] = &["errors.", "strings.", "os.", "bytes.", "reflect."];
    comparison(text).is_some()
        || text.starts_with('!')
        || ASK.iter().any(|p| text.starts_with(p))
        || call(text).is_some_and(|(name, _)| {
            let tip = name.rsplit('.').next().unwrap_or_default();
            let compares = name.starts_with("is.") || name.starts_with("cmp.");
            if compares { tip.contains("Error") } else { tip.starts_with("Is") }
        })
}
