//! What must come in time: Awaitility, Turbine, Compose, Vert.x.

use crate::model::assertion::AssertionKind::Value;
use crate::syntax::chain::Chain;
use crate::syntax::idioms::argument;
use crate::syntax::judge::judged;
use crate::syntax::oracle::Oracle;

/// Ends of Awaitility's chains that wait for what they are given; what `untilAsserted` holds asserts by itself.
const UNTIL: &[&str] = &[
    "until",
    "untilAdder",
    "untilAccumulator",
    "untilAtomic",
    "untilCall",
    "untilCallTo",
    "untilFalse",
    "untilNotNull",
    "untilNull",
    "untilTrue",
];

/// Returns what a chain that waits asserts: that it ended.
pub(in crate::syntax::idioms) fn waited(chain: &Chain<'_>) -> Option<Oracle> {
    let (root, tip) = (chain.root(), chain.tip());
    let list = tip.arguments?;
    let receiver = chain.receiver().unwrap_or_default();
    match tip.name {
        name if chain.segments.len() > 1 && UNTIL.contains(&name) => {
            let is_awaitility = matches!(root.name, "await" | "Awaitility") || chain.has("await");
            is_awaitility.then(|| until(list))
        }
        // Turbine's, on the flow that is tested or inside its block.
        "awaitComplete" | "ensureAllEventsConsumed" => Some(Oracle::weak(Value, "")),
        "expectNoEvents" if chain.segments.len() > 1 => Some(Oracle::weak(Value, "")),
        // Compose's, which fails where nothing shows up in time.
        name if name.starts_with("waitUntil")
            && (name.contains("Exist")
                || name.contains("Node")
                || receiver.to_ascii_lowercase().ends_with("rule")) =>
        {
            let wanted = if tip.block.is_empty() { list } else { tip.block };
            Some(Oracle::strong(Value, argument(wanted, 0)))
        }
        // Vert.x'.
        "awaitSuccess" if chain.segments.len() > 1 => Some(Oracle::weak(Value, "")),
        _ => None,
    }
}

/// Returns what waiting for a condition asserts: a failure where the condition looks at one.
fn until(list: &str) -> Oracle {
    let first = argument(list, 0).trim();
    let asked = first.strip_prefix("()").map(str::trim_start).and_then(|r| r.strip_prefix("->"));
    let asked = asked.unwrap_or(first).trim();
    if asked.starts_with('{') || asked.contains([';', '\n']) || list.trim() != first {
        return Oracle::strong(Value, "");
    }
    let oracle = judged(asked, true);
    Oracle { strength: crate::model::assertion::Strength::Strong, ..oracle }
}
