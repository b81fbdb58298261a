//! The language table: which node kinds of a grammar play which role in an outline.
//!
//! Kinds that are not listed are looked through. Everything that differs between languages and
//! is not a kind name is a flag here, so that one walker serves them all.

use std::sync::OnceLock;

use super::language::Language;

/// What a node kind is to the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Looked through.
    None,
    /// A named function or method.
    Function,
    /// A function without a name of its own: closure, lambda, arrow.
    Anonymous,
    /// A class, module or block of methods, which owns the functions in it.
    Owner,
    /// A statement that is its whole extent.
    Statement,
    /// A statement that counts only where it assigns: a field with a value.
    Field,
    /// A compound statement, which is its header only.
    Header,
    /// A branch of a switch or match: header up to its colon or arrow.
    Case,
    /// A loop whose condition comes last.
    TailLoop,
    /// A decorator, annotation or attribute in front of a definition.
    Decorator,
    /// A comment.
    Comment,
    /// An import, package or use declaration.
    Import,
    /// A stretch of statements.
    Block,
}

/// What a language calls things.
#[derive(Debug)]
pub(super) struct Table {
    roles: &'static [(Role, &'static [&'static str])],
    /// Puts owners and names together.
    pub(super) joiner: &'static str,
    /// Whether running an import or a decorator is a statement of its own.
    pub(super) executable_imports: bool,
    /// Whether a class or module header runs.
    pub(super) owner_headers: bool,
    /// Whether a block's last expression is a statement.
    pub(super) tail_expressions: bool,
    /// Whether a statement that is only a string documents, and a definition runs its header even
    /// where its body stands on the same line.
    pub(super) bare_strings_are_docs: bool,
}

pub(super) static PYTHON: Table = Table {
    roles: &[
        (Role::Function, &["function_definition"]),
        (Role::Anonymous, &["lambda"]),
        (Role::Owner, &["class_definition"]),
        (
            Role::Statement,
            &[
                "expression_statement",
                "return_statement",
                "assert_statement",
                "delete_statement",
                "raise_statement",
                "pass_statement",
                "break_statement",
                "continue_statement",
                "print_statement",
                "exec_statement",
                "type_alias_statement",
            ],
        ),
        (
            Role::Header,
            &[
                "if_statement",
                "elif_clause",
                "try_statement",
                "for_statement",
                "while_statement",
                "with_statement",
                "except_clause",
                "match_statement",
                "case_clause",
            ],
        ),
        (Role::Decorator, &["decorator"]),
        (Role::Comment, &["comment"]),
        (Role::Import, &["import_statement", "import_from_statement", "future_import_statement"]),
        (Role::Block, &["block"]),
    ],
    joiner: ".",
    executable_imports: true,
    owner_headers: true,
    tail_expressions: false,
    bare_strings_are_docs: true,
};

pub(super) static JAVASCRIPT: Table = Table {
    roles: &[
        (
            Role::Function,
            &["function_declaration", "generator_function_declaration", "method_definition"],
        ),
        (Role::Anonymous, &["arrow_function", "function_expression", "generator_function"]),
        (
            Role::Owner,
            &["class_declaration", "abstract_class_declaration", "class", "internal_module"],
        ),
        (
            Role::Statement,
            &[
                "expression_statement",
                "variable_declaration",
                "lexical_declaration",
                "using_declaration",
                "return_statement",
                "throw_statement",
                "break_statement",
                "continue_statement",
                "debugger_statement",
                "enum_declaration",
            ],
        ),
        (Role::Field, &["field_definition", "public_field_definition"]),
        (
            Role::Header,
            &[
                "if_statement",
                "for_statement",
                "for_in_statement",
                "while_statement",
                "with_statement",
                "switch_statement",
                "catch_clause",
            ],
        ),
        (Role::Case, &["switch_case"]),
        (Role::TailLoop, &["do_statement"]),
        (Role::Decorator, &["decorator"]),
        (Role::Comment, &["comment", "html_comment", "hash_bang_line"]),
        (Role::Import, &["import_statement", "import_alias", "export_clause"]),
        (Role::Block, &["statement_block", "class_body", "switch_body", "class_static_block"]),
    ],
    joiner: ".",
    executable_imports: false,
    owner_headers: true,
    tail_expressions: false,
    bare_strings_are_docs: false,
};

pub(super) static JAVA: Table = Table {
    roles: &[
        (
            Role::Function,
            &["method_declaration", "constructor_declaration", "compact_constructor_declaration"],
        ),
        (Role::Anonymous, &["lambda_expression"]),
        (
            Role::Owner,
            &[
                "class_declaration",
                "interface_declaration",
                "enum_declaration",
                "record_declaration",
                "annotation_type_declaration",
            ],
        ),
        (
            Role::Statement,
            &[
                "expression_statement",
                "local_variable_declaration",
                "return_statement",
                "throw_statement",
                "break_statement",
                "continue_statement",
                "yield_statement",
                "assert_statement",
                "explicit_constructor_invocation",
                "enum_constant",
            ],
        ),
        (Role::Field, &["field_declaration", "constant_declaration"]),
        (
            Role::Header,
            &[
                "if_statement",
                "for_statement",
                "enhanced_for_statement",
                "while_statement",
                "switch_expression",
                "synchronized_statement",
                "try_with_resources_statement",
                "catch_clause",
            ],
        ),
        (Role::Case, &["switch_rule", "switch_block_statement_group"]),
        (Role::TailLoop, &["do_statement"]),
        (Role::Comment, &["line_comment", "block_comment"]),
        (Role::Import, &["import_declaration", "package_declaration"]),
        (
            Role::Block,
            &[
                "block",
                "class_body",
                "interface_body",
                "enum_body",
                "constructor_body",
                "annotation_type_body",
                "switch_block",
            ],
        ),
    ],
    joiner: ".",
    executable_imports: false,
    owner_headers: true,
    tail_expressions: false,
    bare_strings_are_docs: false,
};

pub(super) static GO: Table = Table {
    roles: &[
        (Role::Function, &["function_declaration", "method_declaration"]),
        (Role::Anonymous, &["func_literal"]),
        (
            Role::Statement,
            &[
                "expression_statement",
                "short_var_declaration",
                "assignment_statement",
                "inc_statement",
                "dec_statement",
                "return_statement",
                "go_statement",
                "defer_statement",
                "send_statement",
                "break_statement",
                "continue_statement",
                "goto_statement",
                "fallthrough_statement",
                "var_declaration",
                "const_declaration",
            ],
        ),
        (
            Role::Header,
            &[
                "if_statement",
                "for_statement",
                "expression_switch_statement",
                "type_switch_statement",
                "select_statement",
            ],
        ),
        (Role::Case, &["expression_case", "type_case", "communication_case"]),
        (Role::Comment, &["comment"]),
        (Role::Import, &["import_declaration", "package_clause"]),
        (Role::Block, &["block"]),
    ],
    joiner: ".",
    executable_imports: false,
    owner_headers: false,
    tail_expressions: false,
    bare_strings_are_docs: false,
};

pub(super) static RUST: Table = Table {
    roles: &[
        (Role::Function, &["function_item"]),
        (Role::Anonymous, &["closure_expression", "async_block"]),
        (Role::Owner, &["impl_item", "trait_item", "mod_item"]),
        (
            Role::Statement,
            &["expression_statement", "let_declaration", "const_item", "static_item"],
        ),
        (
            Role::Header,
            &[
                "if_expression",
                "for_expression",
                "while_expression",
                "loop_expression",
                "match_expression",
            ],
        ),
        (Role::Case, &["match_arm"]),
        (Role::Decorator, &["attribute_item"]),
        (Role::Comment, &["line_comment", "block_comment", "shebang"]),
        (Role::Import, &["use_declaration", "extern_crate_declaration"]),
        (Role::Block, &["block", "unsafe_block", "declaration_list", "match_block"]),
    ],
    joiner: "::",
    executable_imports: false,
    owner_headers: false,
    tail_expressions: true,
    bare_strings_are_docs: false,
};

/// Returns the role of every node kind of a grammar, by kind id.
pub(super) fn roles(language: Language) -> &'static [Role] {
    static ROLES: [OnceLock<Vec<Role>>; 7] = [const { OnceLock::new() }; 7];
    ROLES[language as usize].get_or_init(|| {
        let grammar = language.grammar();
        let role_of = |id: u16| {
            let name = grammar.node_kind_for_id(id)?;
            let listed = language.table().roles.iter().find(|(_, kinds)| kinds.contains(&name))?;
            grammar.node_kind_is_named(id).then_some(listed.0)
        };
        (0..grammar.node_kind_count()).map(|id| role_of(id as u16).unwrap_or(Role::None)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_kind_exists_in_a_grammar_that_uses_the_table() {
        for language in Language::ALL {
            let kinds = language.table().roles.iter().flat_map(|(_, kinds)| kinds.iter());
            for kind in kinds {
                let family = if *language <= Language::Tsx && *language >= Language::JavaScript {
                    &[Language::JavaScript, Language::TypeScript, Language::Tsx][..]
                } else {
                    std::slice::from_ref(language)
                };
                let known = |l: &Language| l.grammar().id_for_node_kind(kind, true) != 0;
                assert!(family.iter().any(known), "{kind} of {language:?}");
            }
        }
    }
}
