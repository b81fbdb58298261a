//! Node kinds of PHP by role.

use super::{Role, Table};

pub(in crate::syntax) static PHP: Table = Table {
    roles: &[
        (Role::Function, &["method_declaration", "function_definition"]),
        (Role::Anonymous, &["anonymous_function", "arrow_function"]),
        (
            Role::Owner,
            &[
                "class_declaration",
                "trait_declaration",
                "interface_declaration",
                "enum_declaration",
            ],
        ),
        (
            Role::Statement,
            &[
                "expression_statement",
                "return_statement",
                "echo_statement",
                "break_statement",
                "continue_statement",
                "goto_statement",
                "exit_statement",
                "unset_statement",
                "global_declaration",
                "function_static_declaration",
            ],
        ),
        (
            Role::Header,
            &[
                "if_statement",
                "else_if_clause",
                "for_statement",
                "foreach_statement",
                "while_statement",
                "switch_statement",
                "catch_clause",
            ],
        ),
        (
            Role::Case,
            &["case_statement", "match_conditional_expression", "match_default_expression"],
        ),
        (Role::TailLoop, &["do_statement"]),
        (Role::Decorator, &["attribute_list"]),
        (Role::Comment, &["comment"]),
        (Role::Import, &["namespace_use_declaration"]),
        (
            Role::Block,
            &[
                "compound_statement",
                "colon_block",
                "declaration_list",
                "enum_declaration_list",
                "switch_block",
                "match_block",
            ],
        ),
    ],
    joiner: "::",
    executable_definitions: false,
    owner_headers: true,
    tail_expressions: false,
    statement_places: &[],
};
