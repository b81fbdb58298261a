//! What each line of a file is, from the stretches an outline found. Linear in lines and stretches.

use crate::model::outline::LineKind;

/// A comment: where it starts and ends, as 0-based rows and byte columns, the end exclusive.
#[derive(Debug, Clone, Copy)]
pub(super) struct CommentSpan {
    pub(super) start: (usize, usize),
    pub(super) end: (usize, usize),
}

/// Stretches of lines, 1-based and inclusive.
#[derive(Debug, Default)]
pub(super) struct Stretches {
    pub(super) code: Vec<(u32, u32)>,
    /// Insides of blocks within a statement, each in one stretch of `code` more than its statements are.
    pub(super) block_insides: Vec<(u32, u32)>,
    pub(super) imports: Vec<(u32, u32)>,
    pub(super) documentation: Vec<(u32, u32)>,
    pub(super) comments: Vec<CommentSpan>,
    /// Lines on which a block starts or ends; a lone bracket there executes nothing.
    pub(super) block_ends: Vec<u32>,
}

/// Returns the lines of a source, without their line breaks. Text after the last break is a line
/// only where there is some.
pub(super) fn split_lines(source: &[u8]) -> Vec<&[u8]> {
    let mut lines: Vec<&[u8]> = source.split(|byte| *byte == b'\n').collect();
    if lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    lines
}

/// Returns what each line is.
pub(super) fn line_kinds(lines: &[&[u8]], found: &Stretches) -> Vec<LineKind> {
    let mut kinds = vec![LineKind::Structure; lines.len()];
    paint(&mut kinds, &found.code, &found.block_insides, LineKind::Code);
    paint(&mut kinds, &found.imports, &[], LineKind::Import);
    paint(&mut kinds, &found.documentation, &[], LineKind::Docstring);
    for line in &found.block_ends {
        let at = *line as usize - 1;
        if lines.get(at).is_some_and(|text| is_lone_bracket(text)) {
            kinds[at] = LineKind::Structure;
        }
    }
    for comment in &found.comments {
        let rows = comment.start.0..comment.end.0.saturating_add(1).min(lines.len());
        let Some(spanned) = kinds.get_mut(rows.clone()) else { continue };
        for ((row, kind), text) in rows.clone().zip(spanned).zip(&lines[rows]) {
            let before = if row == comment.start.0 { comment.start.1 } else { 0 };
            let after = if row == comment.end.0 { comment.end.1 } else { usize::MAX };
            let is_alone = is_blank(&text[..before.min(text.len())])
                && is_blank(text.get(after..).unwrap_or_default());
            if is_alone {
                *kind = LineKind::Comment;
            }
        }
    }
    for (kind, text) in kinds.iter_mut().zip(lines) {
        if is_blank(text) && *kind != LineKind::Docstring {
            *kind = LineKind::Blank;
        }
    }
    kinds
}

/// Sets the kind of every line in more stretches than `holes`, each line once however they nest.
fn paint(kinds: &mut [LineKind], stretches: &[(u32, u32)], holes: &[(u32, u32)], kind: LineKind) {
    let mut opened = vec![0i64; kinds.len() + 1];
    let weighted = stretches.iter().map(|s| (s, 1)).chain(holes.iter().map(|s| (s, -1)));
    for ((first, last), weight) in weighted {
        let last = (*last as usize).min(kinds.len());
        let first = (*first as usize).max(1);
        if first <= last {
            opened[first - 1] += weight;
            opened[last] -= weight;
        }
    }
    let mut open = 0;
    for (slot, change) in kinds.iter_mut().zip(opened) {
        open += change;
        if open > 0 {
            *slot = kind;
        }
    }
}

fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}

/// Whether a line only closes a block, with a bracket or as Ruby does.
fn is_lone_bracket(text: &[u8]) -> bool {
    text.trim_ascii() == b"end"
        || text.iter().all(|byte| byte.is_ascii_whitespace() || b"(){}[];,".contains(byte))
}
