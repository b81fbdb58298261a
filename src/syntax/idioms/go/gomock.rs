//! gomock: calls that a mock waits for.

use crate::model::assertion::AssertionKind::MockInteraction;
use crate::syntax::chain::Chain;
use crate::syntax::oracle::Oracle;

/// Returns what a chain waits for, as in `store.EXPECT().Key(id).Return(key, nil)`; `None` where it names no
/// call.
pub(super) fn expected(chain: &Chain<'_>) -> Option<Oracle> {
    let mut rest = chain.segments.iter().skip_while(|s| s.name != "EXPECT");
    let is_recorder = rest.next()?.arguments.is_some_and(|list| list.trim().is_empty());
    let call = rest.next().filter(|_| is_recorder)?;
    let never = chain.arguments_of("Times").is_some_and(|times| times.trim() == "0");
    Some(if never {
        Oracle::failure("never", false)
    } else {
        Oracle::strong(MockInteraction, call.name)
    })
}
