//! What a parser sees in a source file: functions, statements and what each line is.

use serde::{Deserialize, Serialize};

use super::incident::words;
use super::lines::LineRange;

/// The shape of one source file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// Functions and methods, outer before inner, in file order.
    pub functions: Vec<Function>,
    /// Statements, in file order. A compound statement is its header only.
    pub statements: Vec<Statement>,
    /// What each line is; index 0 is line 1.
    pub lines: Vec<LineKind>,
    /// Whether the parser met something it could not read.
    pub has_errors: bool,
}

impl Outline {
    /// Returns the innermost function that holds the line.
    pub fn function_at(&self, line: u32) -> Option<&Function> {
        self.functions.iter().filter(|f| f.lines.contains(line)).min_by_key(|f| f.lines.count())
    }

    /// Returns the statement whose lines hold the line; the innermost where several do.
    pub fn statement_at(&self, line: u32) -> Option<&Statement> {
        self.statements.iter().filter(|s| s.lines.contains(line)).min_by_key(|s| s.lines.count())
    }

    /// Returns what the line is; `None` past the end.
    pub fn kind_at(&self, line: u32) -> Option<LineKind> {
        self.lines.get(line.checked_sub(1)? as usize).copied()
    }
}

/// A function or method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Name with its owners, as in `Cart.total`.
    pub name: String,
    /// First line (decorators and attributes included) to last.
    pub lines: LineRange,
    /// First to last line of the part that runs when the definition is read: decorators, name, parameters.
    pub header: LineRange,
}

/// A statement and the lines it spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its lines. Several lines have one coverage state.
    pub lines: LineRange,
    /// Whether it runs when the module is loaded: module or class level, definition headers.
    pub import_time: bool,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// Part of a statement.
    Code,
    /// Nothing but white space.
    Blank,
    /// Nothing but a comment.
    Comment,
    /// Part of a documentation string.
    Docstring,
    /// A lone bracket, `else`, `try` or the like, which nothing executes.
    Structure,
    /// Imports, package and use declarations.
    Import,
    /// Code that a comment tells coverage tools to leave out.
    Excluded,
}

words!(LineKind {
    Code => "code", Blank => "blank", Comment => "comment", Docstring => "docstring",
    Structure => "structure", Import => "import", Excluded => "excluded",
});
