//! What the scan does where a node of a kind begins.

use tree_sitter::Node;

use super::Scanner;
use super::bound::bound_to;
use crate::syntax::chain::{Chain, Link, chain, slice};
use crate::syntax::failure_words::requires_exit;
use crate::syntax::grammar::Field;
use crate::syntax::judge::judged;
use crate::syntax::language::Language;
use crate::syntax::oracle::Oracle;
use crate::syntax::tree::rows;

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
    /// A `throw` of a language whose `try` may end in one.
    Throw,
    /// What handles a failure that was caught.
    Handler,
    /// Go's question for a type.
    TypeAsked,
    /// A statement of JavaScript, which may assert by a member: `x.should.be.true`.
    Statement,
    /// A value that is written as a type with its fields.
    Made,
    /// A property of Kotlin, which may assert: `assertThat(errors).isNotEmpty`.
    Property,
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
    /// A variable that may be another name for what asserts.
    Alias,
    /// A macro that the file defines.
    MacroDefinition,
    /// A macro of C's preprocessor.
    Define,
    /// A word in a macro.
    Word,
    /// A name of Ruby, which may be a call.
    Bare,
    /// A bracketed stretch in a macro.
    Tokens,
    /// Quoted text or a comment, which is not looked into.
    Text,
}

impl Act {
    /// Returns what a node kind of this name does in a language.
    pub(in crate::syntax) fn of(language: Language, kind: &str) -> Self {
        use Language::{
            CSharp, Cpp, Go, Java, JavaScript, Kotlin, Php, Python, Ruby, Rust, Tsx, TypeScript,
        };
        if Link::of(kind).is_call() {
            return Self::Call;
        }
        match (kind, language) {
            ("macro_invocation", _) => Self::Macro,
            ("let_declaration", Rust)
            | ("assignment", Python)
            | ("variable_declarator", JavaScript | TypeScript | Tsx) => Self::Alias,
            ("assert_statement", Python | Java) | ("static_assert_declaration", Cpp) => {
                Self::Assert
            }
            ("raise_statement", Python) => Self::Raise,
            ("expression_statement", _) if language.is_script() => Self::Statement,
            ("throw_statement", Java | CSharp | JavaScript | TypeScript | Tsx) => Self::Throw,
            ("catch_clause" | "catch_block" | "except_clause" | "rescue", _) => Self::Handler,
            ("type_assertion_expression", Go) => Self::TypeAsked,
            ("composite_literal" | "struct_expression", _) => Self::Made,
            ("infix_expression", Kotlin) => Self::Infix,
            ("navigation_expression", Kotlin) => Self::Property,
            ("binary_expression" | "ERROR", Kotlin) => Self::Misread,
            ("method_reference", _) => Self::Reference,
            ("use_declaration", Php) => Self::MixIn,
            ("function_declarator", Cpp) => Self::Declarator,
            ("compound_statement", _) => Self::Block,
            ("macro_definition", _) => Self::MacroDefinition,
            ("preproc_function_def" | "preproc_def", _) => Self::Define,
            ("identifier", Rust) => Self::Word,
            ("identifier", Ruby) => Self::Bare,
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

impl<'t> Scanner<'t> {
    /// Notes what a node does in the open unit; opens the suite or test that a call declares. Gives
    /// back whether to look inside.
    pub(super) fn act(&mut self, act: Act, node: Node<'t>, above: &[Node<'t>]) -> bool {
        if matches!(act, Act::Call | Act::Assert | Act::Macro) {
            self.forget_handled(node);
        }
        match act {
            Act::None => {}
            Act::Call => {
                let chain = chain(self.grammar, node, self.source);
                self.register(&chain);
                self.call_expression(node, &chain, above);
            }
            Act::Macro => {
                let chain = chain(self.grammar, node, self.source);
                self.macro_test(node, above);
                self.macro_call(node, &chain, above);
            }
            Act::Alias => {
                self.renamed_by_variable(node);
                self.alias(node);
                if self.language == Language::Rust && self.open.is_some() {
                    self.failure_taken(node);
                }
                self.taken_from_error(node);
            }
            Act::Assert => {
                let text = node.named_child(0).map_or("", |child| slice(child, self.source));
                let code = requires_exit(text).filter(|_| self.language == Language::Python);
                let by_code = code.map(|code| Oracle::failure(code, false));
                let by_code = by_code.or_else(|| self.described(text));
                self.assert_here(node, above, by_code.unwrap_or_else(|| judged(text, true)));
            }
            Act::Raise => self.raised(node, above),
            Act::TypeAsked => self.type_asked(node, above),
            Act::Throw => self.thrown(node, above),
            Act::Handler => self.handler(node, above),
            Act::Statement => {
                let first = node.named_child(0);
                let awaited = first.filter(|c| c.kind() == "await_expression");
                let child = awaited.map_or(first, |awaited| awaited.named_child(0));
                if let Some(child) = child.filter(|c| c.kind() == "member_expression") {
                    let chain = chain(self.grammar, child, self.source);
                    if chain.root().arguments.is_some() || chain.has("should") {
                        self.call(child, &chain, above);
                    }
                }
            }
            Act::Made => {
                let field = |field| self.grammar.child(node, field);
                let made = field(Field::Type).or_else(|| field(Field::Name));
                let text = made.map_or("", |made| slice(made, self.source));
                let name = text.rsplit(['.', ':']).next().unwrap_or_default();
                self.called(rows(node).0, name, None);
            }
            Act::Property => {
                let is_callee = above.last().is_some_and(|parent| {
                    matches!(parent.kind(), "call_expression" | "navigation_expression")
                });
                if !is_callee && slice(node, self.source).starts_with("assertThat(") {
                    let chain = chain(self.grammar, node, self.source);
                    self.call(node, &chain, above);
                }
            }
            Act::Infix => self.infix(node, above),
            Act::Misread => self.misread(node, above),
            Act::Reference => self.reference(node),
            Act::MixIn => self
                .mixes_in(slice(node, self.source).trim_start_matches("use").trim_end_matches(';')),
            Act::Declarator => self.declared_macro(node, above),
            Act::Block => self.announced_block(node),
            Act::MacroDefinition => self.macro_definition(node),
            Act::Define => {
                self.define(node);
                return false;
            }
            Act::Word => self.last_word = Some((slice(node, self.source), node.end_byte())),
            Act::Bare => self.bare(node, above),
            Act::Tokens => self.tokens(node, above),
            Act::Text => return false,
        }
        true
    }

    fn call_expression(&mut self, node: Node<'t>, chain: &Chain<'t>, above: &[Node<'t>]) {
        let tip = chain.tip();
        if tip.name == "require" || tip.name == "include" {
            self.import(tip.arguments.unwrap_or_default());
            if self.language.is_script() {
                // `const helper = require('./helper')` is called by its own name.
                let bound = bound_to(node, above, self.source).unwrap_or_default();
                self.import(bound);
                self.renamed_by_require(tip.arguments.unwrap_or_default(), bound, above);
            }
        }
        if tip.name == "extend" && self.language.is_script() && self.open.is_none() {
            self.extended(bound_to(node, above, self.source).unwrap_or_default());
        }
        if self.language == Language::Ruby
            && self.open.is_none()
            && matches!(tip.name, "include" | "prepend" | "extend")
        {
            self.mixes_in(tip.arguments.unwrap_or_default());
        }
        if self.language == Language::Ruby && tip.name == "raise" {
            self.raised_in_helper(node, chain, above);
        }
        if self.only_describes(chain, above)
            || self.stated(node, chain, above)
            || self.one_liner(node, chain)
        {
            return;
        }
        if !self.declaration(node, chain, above) {
            self.call(node, chain, above);
        }
    }
}
