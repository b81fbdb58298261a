//! What the scan does where a node of a kind begins.

use crate::syntax::language::Language;

/// What a node kind makes the scan do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum Act {
    /// Nothing: looked through.
    None,
    /// A call or an object that is made.
    Call,
    /// Rust's macro.
    Macro,
    /// A statement that asserts.
    Assert,
    /// Python's `raise`.
    Raise,
    /// A statement of JavaScript, which may assert by a member: `x.should.be.true`.
    Statement,
    /// A value that is written as a type with its fields.
    Made,
    /// Kotlin's infix call.
    Infix,
    /// What Kotlin's grammar may have misread.
    Misread,
    /// A method that is passed on by name.
    Reference,
    /// What a PHP class takes in.
    MixIn,
    /// What C++'s grammar may have misread.
    Declarator,
    /// A block behind a macro that announces a test.
    Block,
    /// A macro that the file defines.
    MacroDefinition,
    /// A word in a macro.
    Word,
    /// A bracketed stretch in a macro.
    Tokens,
    /// Quoted text or a comment, which is not looked into.
    Text,
}

impl Act {
    /// Returns what a node kind of this name does in a language.
    pub(in crate::syntax) fn of(language: Language, kind: &str) -> Self {
        use Language::{Cpp, Java, Kotlin, Php, Python, Rust};
        match (kind, language) {
            ("macro_invocation", _) => Self::Macro,
            (
                "call"
                | "call_expression"
                | "method_invocation"
                | "invocation_expression"
                | "function_call_expression"
                | "member_call_expression"
                | "nullsafe_member_call_expression"
                | "scoped_call_expression"
                | "new_expression"
                | "object_creation_expression",
                _,
            ) => Self::Call,
            ("assert_statement", Python | Java) => Self::Assert,
            ("raise_statement", Python) => Self::Raise,
            ("expression_statement", _) if language.is_script() => Self::Statement,
            ("composite_literal" | "struct_expression", _) => Self::Made,
            ("infix_expression", Kotlin) => Self::Infix,
            ("binary_expression" | "ERROR", Kotlin) => Self::Misread,
            ("method_reference", _) => Self::Reference,
            ("use_declaration", Php) => Self::MixIn,
            ("function_declarator", Cpp) => Self::Declarator,
            ("compound_statement", _) => Self::Block,
            ("macro_definition", _) => Self::MacroDefinition,
            ("identifier", Rust) => Self::Word,
            ("token_tree", _) => Self::Tokens,
            (
                "string_literal"
                | "string"
                | "interpreted_string_literal"
                | "raw_string_literal"
                | "template_string"
                | "comment",
                _,
            ) if language != Kotlin => Self::Text,
            _ => Self::None,
        }
    }
}
