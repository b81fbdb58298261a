//! Lines that the source tells coverage tools to leave out, by a comment.
//!
//! Known marks: coverage.py's `pragma: no cover`, which takes the block of the line along; the
//! `…_EXCL_LINE` marks of lcov, gcovr and gcov, and their `_START` and `_STOP`; and `ignore start`
//! and `ignore stop` of istanbul, c8 and v8.

use super::line_kinds::CommentSpan;
use crate::model::outline::{LineKind, Statement};

/// Marks the excluded lines. A statement with one excluded line is excluded whole.
pub(super) fn exclude(
    lines: &[&[u8]],
    comments: &[CommentSpan],
    statements: &[Statement],
    kinds: &mut [LineKind],
) {
    let mut excluded = vec![false; lines.len()];
    let mut from = None;
    for comment in comments {
        let row = comment.start.0;
        let Some(text) = lines.get(row).and_then(|line| line.get(comment.start.1..)) else {
            continue;
        };
        match mark(text) {
            Some(Mark::Line) => excluded[row] = true,
            Some(Mark::Block) => {
                let indent = indent(lines[row]);
                excluded[row] = true;
                // The block is what follows deeper than the line; a blank line ends nothing.
                for (below, line) in lines.iter().enumerate().skip(row + 1) {
                    if !line.trim_ascii().is_empty() && self::indent(line) <= indent {
                        break;
                    }
                    excluded[below] = true;
                }
            }
            Some(Mark::Start) => from = from.or(Some(row)),
            Some(Mark::Stop) => {
                if let Some(first) = from.take() {
                    excluded[first..=row].fill(true);
                }
            }
            None => {}
        }
    }
    let is_excluded = |line: u32| excluded.get(line as usize - 1) == Some(&true);
    let whole: Vec<_> = statements
        .iter()
        .filter(|statement| statement.lines.lines().any(is_excluded))
        .flat_map(|statement| statement.lines.lines())
        .collect();
    for line in whole {
        if let Some(slot) = excluded.get_mut(line as usize - 1) {
            *slot = true;
        }
    }
    for (kind, excluded) in kinds.iter_mut().zip(excluded) {
        if excluded && matches!(kind, LineKind::Code | LineKind::Import | LineKind::Structure) {
            *kind = LineKind::Excluded;
        }
    }
}

enum Mark {
    Line,
    Block,
    Start,
    Stop,
}

fn mark(comment: &[u8]) -> Option<Mark> {
    let text = String::from_utf8_lossy(comment).to_lowercase();
    let squeezed: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let has = |word: &str| squeezed.contains(word);
    let tool = ["istanbul ignore", "c8 ignore", "v8 ignore"];
    if has("pragma: no cover") || has("pragma:no cover") {
        Some(Mark::Block)
    } else if has("_excl_line") {
        Some(Mark::Line)
    } else if has("_excl_start") || tool.iter().any(|tool| has(&format!("{tool} start"))) {
        Some(Mark::Start)
    } else if has("_excl_stop") || tool.iter().any(|tool| has(&format!("{tool} stop"))) {
        Some(Mark::Stop)
    } else {
        None
    }
}

fn indent(line: &[u8]) -> usize {
    line.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use crate::model::outline::LineKind::{Code, Excluded};
    use crate::syntax::{Language, outline};

    #[test]
    fn a_pragma_takes_its_block_along_and_nothing_after_it() {
        let source = b"if gui:  # pragma: no cover\n    draw()\n\n    show()\nrun()\n";
        let kinds = outline(Language::Python, source).lines;
        assert_eq!((kinds[0], kinds[1], kinds[3], kinds[4]), (Excluded, Excluded, Excluded, Code));
    }

    #[test]
    fn one_excluded_line_excludes_its_whole_statement() {
        let source = b"x = f(\n    1,  # pragma: no cover\n)\ny = 2\n";
        let kinds = outline(Language::Python, source).lines;
        assert_eq!((kinds[0], kinds[1], kinds[3]), (Excluded, Excluded, Code));
    }

    #[test]
    fn marks_of_other_tools_exclude_a_line_or_a_stretch() {
        let source = b"fn a() {\n    b(); // LCOV_EXCL_LINE\n    c();\n    // LCOV_EXCL_START\n    d();\n    // LCOV_EXCL_STOP\n    e();\n}\n";
        let kinds = outline(Language::Rust, source).lines;
        assert_eq!((kinds[1], kinds[2], kinds[4], kinds[6]), (Excluded, Code, Excluded, Code));
    }
}
