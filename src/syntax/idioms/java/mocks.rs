//! What mocks must have been asked: Mockito's `verify`, `BDDMockito`'s `then`, stubs of servers.

use super::fluent::fluent;
use super::kin::told_of_failure;
use crate::model::assertion::AssertionKind::MockInteraction;
use crate::syntax::chain::{Chain, Segment};
use crate::syntax::expression::{argument, parts};
use crate::syntax::oracle::Oracle;

/// Returns what a chain with `verify` in it asserts of a mock; `None` where it is a call of the code under test.
pub(super) fn verified(chain: &Chain<'_>) -> Option<Oracle> {
    let (at, verify) = chain.find("verify")?;
    let list = verify.arguments?;
    // `signer.verify(text)` is a call of the code under test, `order.verify(mail).send()` none.
    let of_class = chain.root().name.starts_with(|c: char| c.is_ascii_uppercase());
    let is_mock = at == 0 || (at == 1 && (of_class || chain.segments.len() > 2));
    let is_last = at + 1 == chain.segments.len();
    if !(is_mock || is_last && is_of_double(chain, verify)) {
        return None;
    }
    let tip = chain.tip();
    let call = tip.arguments.unwrap_or_default();
    Some(if is_never(list) {
        Oracle::failure(&format!("never {}", tip.name), false)
    } else if !is_last && told_of_failure(tip.name, call) {
        Oracle::failure(call, false)
    } else {
        Oracle::strong(MockInteraction, call)
    })
}

/// Whether a mode of `verify` is that the call must not have come.
pub(in crate::syntax::idioms) fn is_never(list: &str) -> bool {
    ["never()", "times(0)", "exactly(0)", "exactly = 0"].iter().any(|mode| list.contains(mode))
        || list.trim_start().starts_with("0,")
}

/// Whether `verify` as the last call of a chain asks a double by what it is given or by its receiver: a stub of a
/// server, a class's static methods, an HTTP request.
fn is_of_double(chain: &Chain<'_>, verify: Segment<'_>) -> bool {
    let list = verify.arguments.unwrap_or_default();
    let receiver = chain.receiver().unwrap_or_default();
    // Spring's `server.verify()`.
    if list.trim().is_empty() {
        return verify.block.is_empty() && ends_in_server(receiver);
    }
    // WireMock's `stub.verify(getRequestedFor(urlEqualTo("/cart")))`.
    let asks_request =
        |part: &str| part.split_once('(').is_some_and(|(name, _)| name.ends_with("RequestedFor"));
    if parts(list).any(asks_request) {
        return true;
    }
    // What a test's own context verifies is what the block asserts: Vert.x' `testContext.verify(() -> …)`.
    let is_context = receiver.ends_with("ontext") || matches!(receiver, "ctx" | "softly");
    let first = argument(list, 0).unwrap_or_default();
    let is_call = first.strip_prefix("()").is_some_and(|rest| rest.trim_start().starts_with("->"))
        || is_static_method(first);
    !is_context && is_call
}

fn ends_in_server(name: &str) -> bool {
    name.ends_with("erver") && name.trim_end_matches("erver").ends_with(['s', 'S'])
}

/// Whether a text is a method of a class by its name: `Cart::empty`.
fn is_static_method(text: &str) -> bool {
    text.split_once("::").is_some_and(|(class, method)| {
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        class.starts_with(|c: char| c.is_ascii_uppercase())
            && method.starts_with(|c: char| c.is_ascii_lowercase())
            && method != "new"
            && method != "class"
            && class.split('.').all(plain)
            && plain(method)
    })
}

/// Returns what `BDDMockito`'s `then(mock).should(…)` and `BDDAssertions`' `then(value)` assert, as they stand or
/// behind their class.
pub(super) fn bdd(chain: &Chain<'_>) -> Option<Oracle> {
    let (at, then) = chain.find("then")?;
    let of_class = at == 1 && chain.root().name.starts_with("BDD");
    let list = then.arguments.filter(|_| at == 0 || of_class)?;
    let tip = chain.tip();
    if chain.segments.len() < at + 2 {
        return None;
    }
    match tip.name {
        "shouldHaveNoInteractions" | "shouldHaveZeroInteractions" => {
            return Some(Oracle::failure("never", false));
        }
        "shouldHaveNoMoreInteractions" => return Some(Oracle::strong(MockInteraction, "")),
        _ => {}
    }
    let Some(times) = chain.arguments_of("should") else { return Some(fluent(chain, list)) };
    Some(if is_never(times) {
        Oracle::failure(&format!("never {}", tip.name), false)
    } else {
        Oracle::strong(MockInteraction, tip.arguments.unwrap_or_default())
    })
}
