//! The shape of a source file in a language without a grammar here, read from its text alone.
//!
//! Each code line is a statement. Functions are the C way: a line without indent that has a
//! parameter list, and a body from `{` to the next `}` without indent. Good enough to tell code
//! from comments and to find the neighbours of a line; nothing else should rest on it.

use crate::model::lines::LineRange;
use crate::model::outline::{Function, LineKind, Outline, Statement};

/// Returns the rough shape of a source text.
pub(super) fn rough_outline(path: &str, lines: &[&str]) -> Outline {
    let hash_comments = !is_c_like(path);
    let mut kinds = Vec::with_capacity(lines.len());
    let mut in_comment = false;
    for line in lines {
        kinds.push(kind(line.trim(), hash_comments, &mut in_comment));
    }
    let functions = functions(lines, &kinds);
    let in_function = |line| functions.iter().any(|f| f.lines.contains(line));
    let code = (1..).zip(&kinds).filter(|(_, kind)| **kind == LineKind::Code);
    let statements = code
        .map(|(line, _)| Statement { lines: LineRange::one(line), import_time: !in_function(line) })
        .collect();
    Outline { functions, statements, lines: kinds, has_errors: true }
}

const IMPORTS: [&str; 6] = ["#include", "import ", "using ", "use ", "require ", "package "];

fn is_c_like(path: &str) -> bool {
    const HASH: [&str; 14] = [
        ".rb", ".pl", ".pm", ".sh", ".bash", ".zsh", ".r", ".jl", ".ex", ".exs", ".nim", ".tcl",
        ".cr", ".ps1",
    ];
    !HASH.iter().any(|ending| path.to_ascii_lowercase().ends_with(ending))
}

fn kind(text: &str, hash_comments: bool, in_comment: &mut bool) -> LineKind {
    if text.is_empty() {
        return LineKind::Blank;
    }
    if *in_comment {
        let Some(end) = text.find("*/") else { return LineKind::Comment };
        *in_comment = false;
        if text[end + 2..].trim().is_empty() {
            return LineKind::Comment;
        }
    } else if let Some(open) = text.rfind("/*").filter(|_| !hash_comments)
        && !text[open..].contains("*/")
    {
        *in_comment = true;
        if open == 0 {
            return LineKind::Comment;
        }
    }
    let whole_comment = (text.starts_with("/*") && text.ends_with("*/"))
        || ["//", "--"].iter().any(|mark| text.starts_with(mark))
        || (hash_comments && text.starts_with('#'));
    if whole_comment {
        return LineKind::Comment;
    }
    if IMPORTS.iter().any(|word| text.starts_with(word)) {
        return LineKind::Import;
    }
    let words = text.trim_matches(|c: char| "{}()[];, \t".contains(c));
    if matches!(words, "" | "else" | "try" | "do" | "end" | "begin" | "then" | "fi" | "done") {
        return LineKind::Structure;
    }
    LineKind::Code
}

fn functions(lines: &[&str], kinds: &[LineKind]) -> Vec<Function> {
    let flush = |at: usize| lines[at].starts_with(|c: char| c.is_alphabetic() || c == '_');
    let mut functions = Vec::new();
    let mut start = None;
    let mut at = 0;
    while at < lines.len() {
        let text = lines[at].trim_end();
        if flush(at) && kinds[at] == LineKind::Code {
            start = start.or(Some(at));
        }
        if text.ends_with('{')
            && (text == "{" || flush(at))
            && let Some(first) = start
            && let Some(name) = name(&lines[first..=at])
        {
            let length = lines[at + 1..].iter().position(|line| line.starts_with('}'));
            let last = length.map_or(lines.len() - 1, |length| at + 1 + length);
            let range =
                |from: usize, to: usize| LineRange { first: from as u32 + 1, last: to as u32 + 1 };
            functions.push(Function { name, lines: range(first, last), header: range(first, at) });
            start = None;
            at = last;
        } else if text.is_empty() || text.ends_with([';', '}']) {
            start = None;
        }
        at += 1;
    }
    functions
}

/// The word before the first bracket of a function's header.
fn name(header: &[&str]) -> Option<String> {
    let header = header.join(" ");
    let before = header[..header.find('(')?].trim_end();
    if before.contains('=') {
        return None;
    }
    let start = before.rfind(|c: char| !(c.is_alphanumeric() || "_:~".contains(c)));
    let name =
        &before[start.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..];
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use LineKind::{Blank, Code, Comment, Import, Structure};

    #[test]
    fn c_functions_comments_and_includes_are_told_apart() {
        let text = "#include <a.h>\n\n/* adds\n * two */\nstatic int\nadd(int a,\n    int b)\n{\n    // sum\n    return a + b;\n}\n\nstruct pair {\n    int a;\n};\nint one(void) {\n    return 1; /* one\n    */\n}\n";
        let lines: Vec<&str> = text.lines().collect();
        let outline = rough_outline("a.c", &lines);
        let found: Vec<_> = outline
            .functions
            .iter()
            .map(|f| (f.name.as_str(), f.lines.first, f.lines.last))
            .collect();
        assert_eq!(found, [("add", 5, 11), ("one", 16, 19)]);
        assert_eq!(outline.functions[0].header, LineRange { first: 5, last: 8 });
        let kinds: Vec<LineKind> = (1..=11).filter_map(|line| outline.kind_at(line)).collect();
        assert_eq!(
            kinds,
            [
                Import, Blank, Comment, Comment, Code, Code, Code, Structure, Comment, Code,
                Structure
            ]
        );
        assert_eq!(outline.kind_at(18), Some(Comment));
    }

    #[test]
    fn text_that_is_no_program_has_no_functions_and_does_not_break_the_reader() {
        for text in ["{", "é({", "(\n{\n", "*/ }", "/*", "a = (b) {\n}\n", "ééé (x) {"] {
            let lines: Vec<&str> = text.lines().collect();
            rough_outline("a.c", &lines);
        }
        assert!(rough_outline("a.c", &[]).functions.is_empty());
    }
}
