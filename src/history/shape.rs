//! The shape of one side of a changed file, with the function of each line looked up at once.

use super::rough_outline::rough_outline;
use crate::model::outline::{Function, LineKind, Outline};
use crate::syntax::{self, Parsed};

/// The place of no function.
const NOWHERE: u32 = u32::MAX;

/// One side of a changed file. The side that does not exist has no lines.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) outline: Outline,
    /// For each line the place of the innermost function that holds it; empty where there is none.
    holders: Vec<u32>,
    /// The same for the lines that run when the function does; its header is around it.
    bodies: Vec<u32>,
}

impl Shape {
    /// Returns the shape of a file's content, and its tree if its language has a grammar.
    pub(super) fn read<'s>(
        path: &str,
        content: &'s [u8],
        other: Option<&Parsed<'_>>,
    ) -> (Self, Option<Parsed<'s>>) {
        let parsed = syntax::language_of(path).map(|language| match other {
            Some(other) if other.language() == language => other.other(content),
            _ => Parsed::read(language, content),
        });
        // A file the parser gives up on still has lines that are code and lines that are not.
        let outline = parsed.as_ref().map(Parsed::outline);
        let outline =
            outline.filter(|outline| !outline.has_errors || !outline.statements.is_empty());
        let shape = Self::of(outline.unwrap_or_else(|| {
            let text = String::from_utf8_lossy(content);
            rough_outline(path, &text.lines().collect::<Vec<_>>())
        }));
        (shape, parsed)
    }

    fn of(outline: Outline) -> Self {
        let lines = if outline.functions.is_empty() { 0 } else { outline.lines.len() };
        let (mut holders, mut bodies) = (vec![NOWHERE; lines], vec![NOWHERE; lines]);
        // Outer functions come first, so that inner ones are painted over them.
        for (place, function) in (0..NOWHERE).zip(&outline.functions) {
            let whole = function.lines.first as usize - 1..function.lines.last as usize;
            // A function on one line is all header by its lines, yet its body runs when it is called.
            let body = if function.header == function.lines {
                whole.clone()
            } else {
                function.header.last as usize..whole.end
            };
            for (lines, span) in [(&mut holders, whole), (&mut bodies, body)] {
                let end = span.end.min(lines.len());
                if span.start < end {
                    lines[span.start..end].fill(place);
                }
            }
        }
        Self { outline, holders, bodies }
    }

    /// Returns the innermost function that holds the line.
    pub(super) fn function_at(&self, line: u32) -> Option<&Function> {
        self.look_up(&self.holders, line)
    }

    /// Returns the innermost function whose body holds the line.
    pub(super) fn body_at(&self, line: u32) -> Option<&Function> {
        self.look_up(&self.bodies, line)
    }

    fn look_up(&self, places: &[u32], line: u32) -> Option<&Function> {
        // There is no function at the place that is nowhere.
        self.outline.functions.get(*places.get(line.checked_sub(1)? as usize)? as usize)
    }

    /// Returns what the line is; `None` past the end.
    pub(super) fn kind_at(&self, line: u32) -> Option<LineKind> {
        self.outline.kind_at(line)
    }

    /// Returns whether the line is code, and not an import, a comment or a bracket.
    pub(super) fn is_code(&self, line: u32) -> bool {
        self.kind_at(line) == Some(LineKind::Code)
    }

    /// Returns how many lines there are.
    pub(super) fn line_count(&self) -> u32 {
        self.outline.lines.len() as u32
    }

    /// Returns how many statements the ascending lines touch.
    pub(super) fn statement_count(&self, lines: &[u32]) -> usize {
        let touched = |first: u32, last: u32| {
            let at = lines.partition_point(|line| *line < first);
            lines.get(at).is_some_and(|line| *line <= last)
        };
        let statements = self.outline.statements.iter();
        statements.filter(|s| touched(s.lines.first, s.lines.last)).count()
    }

    /// Returns the names of the functions that hold the lines, in file order.
    pub(super) fn functions_of(&self, lines: &[u32]) -> Vec<String> {
        let mut found: Vec<&Function> =
            lines.iter().filter_map(|line| self.function_at(*line)).collect();
        found.sort_by_key(|function| function.lines);
        found.dedup_by_key(|function| function.lines);
        found.into_iter().map(|function| function.name.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Language;

    #[test]
    fn header_of_an_inner_function_belongs_to_the_outer_body() {
        let source = b"def a(x):\n    y = 1\n    def b(\n        z,\n    ):\n        return z\n    return b(y)\n";
        let shape = Shape::of(syntax::outline(Language::Python, source));
        let name = |f: Option<&Function>| f.map(|f| f.name.clone()).unwrap_or_default();
        let bodies: Vec<String> = (1..=7).map(|line| name(shape.body_at(line))).collect();
        assert_eq!(bodies, ["", "a", "a", "a", "a", "a.b", "a"]);
        assert_eq!(name(shape.function_at(3)), "a.b");
        assert_eq!(shape.functions_of(&[2, 6]), ["a", "a.b"]);
        assert_eq!(shape.statement_count(&[4, 5, 7]), 2);
        assert!(shape.function_at(0).is_none() && shape.function_at(8).is_none());
    }
}
