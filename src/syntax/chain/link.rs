//! What a node kind is to a chain of calls, by its name in any of the grammars.

/// What a node is to the chain it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum Link {
    /// A call whose node has the same name in several grammars.
    Call,
    /// A call of what its field `function` holds.
    FunctionCall,
    /// A call of a method by name on an object.
    Method,
    /// A call of a method by name on a class.
    ScopedCall,
    /// A macro.
    Macro,
    /// Python's member.
    Attribute,
    /// JavaScript's member.
    Member,
    /// A member by name of an expression.
    MemberAccess,
    /// Go's member.
    Selector,
    /// Rust's and C++'s member.
    FieldExpression,
    /// Java's member.
    FieldAccess,
    /// A path.
    Path,
    /// A path whose front is a scope.
    Scoped,
    /// Kotlin's member.
    Navigation,
    /// C#'s member that may be missing.
    ConditionalAccess,
    /// A function with types.
    GenericFunction,
    /// A type with types.
    GenericType,
    /// A part by its key: a member where JavaScript's key is quoted, as `t['throws']`.
    Keyed,
    /// What is looked through to its first child.
    Wrapper,
    /// An object that is made by a constructor.
    New,
    /// An object that is made of a type.
    Creation,
    /// A name, whatever it holds.
    Name,
    /// A literal: no name even where it holds nothing.
    Literal,
    /// A name where it holds nothing.
    Other,
}

impl Link {
    /// Returns what a node kind of this name is.
    pub(in crate::syntax) fn of(kind: &str) -> Self {
        match kind {
            "call" | "call_expression" => Self::Call,
            "function_call_expression" | "invocation_expression" => Self::FunctionCall,
            "method_invocation" | "member_call_expression" | "nullsafe_member_call_expression" => {
                Self::Method
            }
            "scoped_call_expression" => Self::ScopedCall,
            "macro_invocation" => Self::Macro,
            "attribute" => Self::Attribute,
            "member_expression" => Self::Member,
            "member_access_expression" => Self::MemberAccess,
            "selector_expression" => Self::Selector,
            "field_expression" => Self::FieldExpression,
            "field_access" => Self::FieldAccess,
            "scoped_identifier" => Self::Path,
            "qualified_identifier" | "scope_resolution" => Self::Scoped,
            "navigation_expression" => Self::Navigation,
            "conditional_access_expression" => Self::ConditionalAccess,
            "generic_function" => Self::GenericFunction,
            "generic_type" => Self::GenericType,
            "await_expression"
            | "await"
            | "parenthesized_expression"
            | "non_null_expression"
            | "as_expression"
            | "satisfies_expression"
            | "try_expression"
            | "subscript"
            | "index_expression"
            | "element_access_expression"
            | "element_reference"
            | "postfix_unary_expression"
            | "postfix_expression"
            | "pointer_expression" => Self::Wrapper,
            "subscript_expression" => Self::Keyed,
            "new_expression" => Self::New,
            "object_creation_expression" => Self::Creation,
            "variable_name" | "generic_name" | "template_function" => Self::Name,
            kind if kind.ends_with("literal") => Self::Literal,
            _ => Self::Other,
        }
    }

    /// Whether it is a call, by a name or of a constructor.
    pub(in crate::syntax) fn is_call(self) -> bool {
        use Link::{Call, Creation, FunctionCall, Method, New, ScopedCall};
        matches!(self, Call | FunctionCall | Method | ScopedCall | New | Creation)
    }
}
