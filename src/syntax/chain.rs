//! Chains of calls: `expect(x).not.toBe(1)` as its segments, the first spoken first.

use tree_sitter::Node;

mod link;
mod reader;

pub(super) use link::Link;
pub(super) use reader::chain;

/// Starts of names that assert, in lower case.
const ASSERTING: &[&str] = &["assert", "expect", "verify", "should", "must", "require", "ensure"];

/// A name in a chain, with the text between its brackets where it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment<'s> {
    pub(super) name: &'s str,
    /// Types between angle brackets, as in `Throws<EmptyCart>`.
    pub(super) types: &'s str,
    pub(super) arguments: Option<&'s str>,
    /// What Kotlin's block behind the brackets holds, as in `expect(3) { total() }`.
    pub(super) block: &'s str,
    /// Line the name stands on.
    pub(super) line: u32,
}

/// A chain of calls and members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chain<'s> {
    pub(super) segments: Vec<Segment<'s>>,
}

impl<'s> Chain<'s> {
    /// Returns a chain of one call.
    pub(super) fn single(name: &'s str, types: &'s str, arguments: &'s str, line: u32) -> Self {
        Self {
            segments: vec![Segment { name, types, arguments: Some(arguments), line, ..NO_SEGMENT }],
        }
    }

    /// Returns the last segment.
    pub(super) fn tip(&self) -> Segment<'s> {
        self.segments.last().copied().unwrap_or(NO_SEGMENT)
    }

    /// Returns the first segment.
    pub(super) fn root(&self) -> Segment<'s> {
        self.segments.first().copied().unwrap_or(NO_SEGMENT)
    }

    /// Whether a segment has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.segments.iter().any(|segment| segment.name == name)
    }

    /// Returns the segment with this name, and its place.
    pub(super) fn find(&self, name: &str) -> Option<(usize, Segment<'s>)> {
        let at = self.segments.iter().position(|segment| segment.name == name)?;
        Some((at, self.segments[at]))
    }

    /// Returns the argument list of the first segment with this name.
    pub(super) fn arguments_of(&self, name: &str) -> Option<&'s str> {
        self.find(name)?.1.arguments
    }

    /// Returns the name in front of the tip, as `self` in `self.check(x)`; the type that a chain of calls
    /// begins with, as `Tester` in `Tester::new(x).strict().check()`.
    pub(super) fn receiver(&self) -> Option<&'s str> {
        let before = self.segments.len().checked_sub(2).map(|at| self.segments[at])?;
        let root = self.root().name;
        let is_made =
            before.arguments.is_some() && root.starts_with(|c: char| c.is_ascii_uppercase());
        Some(if is_made { root } else { before.name })
    }

    /// Returns the line of the first word that asserts, of the tip where none does by its name.
    pub(super) fn asserting_line(&self) -> u32 {
        let asserts = |segment: &&Segment<'_>| {
            ASSERTING.iter().any(|word| {
                let start = segment.name.get(..word.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(word))
            })
        };
        let error = self.segments.iter().find(|s| matches!(s.name, "unwrap_err" | "expect_err"));
        let counts = |segment: &&Segment<'_>| matches!(segment.name, "once" | "twice" | "times");
        error
            .or_else(|| self.segments.iter().find(asserts))
            .or_else(|| self.segments.iter().find(counts))
            .map_or(self.tip().line, |segment| segment.line)
    }
}

const NO_SEGMENT: Segment<'static> =
    Segment { name: "", types: "", arguments: None, block: "", line: 0 };

/// Returns the text of a node.
pub(super) fn slice<'s>(node: Node<'_>, source: &'s str) -> &'s str {
    source.get(node.byte_range()).unwrap_or_default()
}

/// Returns the text of a bracketed node without its brackets.
pub(super) fn inside<'s>(node: Node<'_>, source: &'s str) -> &'s str {
    let text = slice(node, source);
    // Ruby's list without brackets may begin with an argument that has some: `assert_equal [], errors`.
    let begins = node.kind() == "argument_list" && node.child(0).is_some_and(|n| n.is_named());
    let open = !begins && text.starts_with(['(', '[', '{', '<']);
    if open && text.len() >= 2 { &text[1..text.len() - 1] } else { text }
}
