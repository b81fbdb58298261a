//! Parsing with bounds, and one walk over the tree that needs no call stack.
//!
//! Input is hostile: size, depth and the parser's own effort are capped, so that no file can
//! hold the program up. What goes over a cap is a file without a tree.

use std::ops::ControlFlow;
use std::time::Duration;

use tree_sitter::{Node, ParseOptions, Parser, Range, Tree};

use super::language::Language;

/// Longest source that is parsed, in bytes.
pub(super) const MAX_BYTES: usize = 4 << 20;

/// Deepest nesting that is looked into. Deeper nodes hold no statements people wrote.
const MAX_DEPTH: usize = 4_000;

/// Bytes per step of parser effort allowed, a step being the parser's own hundred operations. A table
/// of one-digit numbers, the densest source there is, takes a step every twenty bytes.
const BYTES_PER_STEP: usize = 4;

/// Processor time a file may take before its size is counted: garbage can make the parser's single steps
/// slow, so that counting them is no bound. Ten times what the slowest real file was seen to take.
const PATIENCE: Duration = Duration::from_secs(2);

/// Steps between two looks at that time, which the system must be asked for.
const STEPS_A_LOOK: usize = 8;

/// Bytes that earn another second.
const BYTES_PER_SECOND: usize = 200_000;

/// Why a file has no tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotParsed {
    /// Longer than what is parsed.
    #[error("longer than 4 MiB")]
    TooLong,
    /// The parser's effort grew out of proportion, as on text that is not in the language.
    #[error("too hard to parse for its size")]
    TooHard,
    /// This build was made without the language's grammar.
    #[error("built without the grammar of {0}")]
    NoGrammar(&'static str),
}

/// Returns the tree of a source, or why it has none.
pub(super) fn parse(language: Language, source: &[u8]) -> Result<Tree, NotParsed> {
    parse_bounded(language, source, &[], None)
}

/// Returns the tree of a source that was edited, given the tree of the text before, its edits told.
pub(super) fn parse_after(
    language: Language,
    source: &[u8],
    before: &Tree,
) -> Result<Tree, NotParsed> {
    parse_bounded(language, source, &[], Some(before))
}

/// Returns the tree of some ranges of a source.
pub(super) fn parse_ranges(
    language: Language,
    source: &[u8],
    ranges: &[Range],
) -> Result<Tree, NotParsed> {
    parse_bounded(language, source, ranges, None)
}

fn parse_bounded(
    language: Language,
    source: &[u8],
    ranges: &[Range],
    before: Option<&Tree>,
) -> Result<Tree, NotParsed> {
    if source.len() > MAX_BYTES {
        return Err(NotParsed::TooLong);
    }
    let missing = NotParsed::NoGrammar(language.name());
    let mut parser = Parser::new();
    parser.set_language(&language.grammar().ok_or(missing)?).map_err(|_| missing)?;
    parser.set_included_ranges(ranges).map_err(|_| NotParsed::TooHard)?;
    let mut steps_left = 1_000 + source.len() / BYTES_PER_STEP;
    let started = spent();
    let patience = PATIENCE + Duration::from_secs((source.len() / BYTES_PER_SECOND) as u64);
    let mut count_down = |_: &tree_sitter::ParseState| {
        steps_left = steps_left.saturating_sub(1);
        let is_late = || spent().saturating_sub(started) > patience;
        let over = steps_left == 0 || (steps_left.is_multiple_of(STEPS_A_LOOK) && is_late());
        if over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut count_down);
    let mut read = |at: usize, _| source.get(at..).unwrap_or_default();
    parser.parse_with_options(&mut read, before, Some(options)).ok_or(NotParsed::TooHard)
}

/// Returns the time that this thread has worked: what else the machine does says nothing of a file.
#[cfg(unix)]
fn spent() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}

/// Returns the time that has passed, where a thread's own is not to be had.
#[cfg(not(unix))]
fn spent() -> Duration {
    static BEGAN: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    BEGAN.elapsed()
}

/// Gets every node before and after its children.
pub(super) trait Visitor<'t> {
    /// Takes a node and the nodes above it, outermost first; gives back whether to look inside.
    fn enter(&mut self, node: Node<'t>, above: &[Node<'t>]) -> bool;

    /// Takes a node whose children are done, looked into or not.
    fn leave(&mut self, node: Node<'t>);
}

/// Shows every node of a tree to a visitor, in file order.
pub(super) fn walk<'t>(tree: &'t Tree, visitor: &mut impl Visitor<'t>) {
    let mut cursor = tree.walk();
    let mut above = Vec::new();
    loop {
        let node = cursor.node();
        let inside = visitor.enter(node, &above);
        if inside && above.len() < MAX_DEPTH && cursor.goto_first_child() {
            above.push(node);
            continue;
        }
        visitor.leave(node);
        while !cursor.goto_next_sibling() {
            let (Some(parent), true) = (above.pop(), cursor.goto_parent()) else { return };
            visitor.leave(parent);
        }
    }
}

/// Returns how many bytes of a file its grammar could not read, a missing word counted as one.
pub(super) fn unread(tree: &Tree) -> usize {
    struct Errors(usize);
    impl<'t> Visitor<'t> for Errors {
        fn enter(&mut self, node: Node<'t>, _: &[Node<'t>]) -> bool {
            if node.is_error() || node.is_missing() {
                self.0 += node.byte_range().len().max(1);
                return false;
            }
            node.has_error()
        }
        fn leave(&mut self, _: Node<'t>) {}
    }
    let mut errors = Errors(0);
    walk(tree, &mut errors);
    errors.0
}

/// Returns the first and last line of a node, 1-based. A node that ends with its line break ends on
/// the line it breaks.
pub(super) fn rows(node: Node<'_>) -> (u32, u32) {
    let (start, end) = (node.start_position(), node.end_position());
    let last = if end.column == 0 && end.row > start.row { end.row - 1 } else { end.row };
    (start.row as u32 + 1, last as u32 + 1)
}

/// Returns the source of a node, bytes that are not UTF-8 replaced.
pub(super) fn text(node: Node<'_>, source: &[u8]) -> String {
    String::from_utf8_lossy(source.get(node.byte_range()).unwrap_or_default()).into_owned()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn time_that_a_thread_waits_is_not_its_own() {
        let (started, began) = (spent(), std::time::Instant::now());
        std::thread::sleep(Duration::from_millis(200));
        assert!(spent().saturating_sub(started) * 2 < began.elapsed());
    }
}
