//! What `GoogleMock`, Boost.UT and Criterion assert beside the common words of C and C++.

use crate::model::assertion::AssertionKind::MockInteraction;
use crate::syntax::chain::Chain;
use crate::syntax::expression::call;
use crate::syntax::failure_words::tells_of_failure;
use crate::syntax::idioms::argument;
use crate::syntax::idioms::named::equality;
use crate::syntax::idioms::result_code::failing_code;
use crate::syntax::judge::judged;
use crate::syntax::oracle::Oracle;

/// Returns what `EXPECT_CALL(shop, pay(_)).Times(0)`, `expect(throws(pay))` or `cr_assert(eq(int, rc, -1))` asserts.
pub(super) fn kin(chain: &Chain<'_>, name: &str, list: &str) -> Option<Oracle> {
    // A mock's expectation with how often it is to be met.
    if chain.root().name == "EXPECT_CALL" {
        let never = chain.arguments_of("Times").is_some_and(|times| times.trim() == "0");
        let list = chain.root().arguments.unwrap_or_default();
        return Some(if never { Oracle::failure("never", false) } else { mocked(list) });
    }
    // Boost.UT's, and Criterion's with a comparison inside.
    if name == "expect" && chain.segments.len() == 1 && argument(list, 1).is_empty() {
        let matcher = list.trim_start().split(['(', '<']).next().unwrap_or_default();
        let thrown = matcher == "throws";
        return Some(if thrown {
            Oracle::failure("", true)
        } else {
            judged(argument(list, 0), true)
        });
    }
    if name.starts_with("cr_")
        && let Some((how, inner)) = call(argument(list, 0))
        && matches!(how, "eq" | "ne")
    {
        let both = format!("{}, {}", argument(inner, 1), argument(inner, 2));
        let code = failing_code(&format!("assert_{how}"), &both);
        return Some(code.map_or_else(
            || equality(argument(inner, 1), argument(inner, 2), 1),
            |code| Oracle::failure(&code, false),
        ));
    }
    None
}

/// Returns what a mock must be told, which may be a failure: `EXPECT_CALL(shop, OnError(_))`.
pub(super) fn mocked(list: &str) -> Oracle {
    let told = argument(list, 1).split('(').next().unwrap_or_default();
    if tells_of_failure(told) {
        Oracle::failure(told, false)
    } else {
        Oracle::strong(MockInteraction, list)
    }
}
