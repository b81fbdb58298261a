//! Node kinds of Kotlin by role. Expressions are statements where they stand in a body, which need not
//! be a block.

use super::{Role, Table};

pub(in crate::syntax) static KOTLIN: Table = Table {
    roles: &[
        (Role::Function, &["function_declaration"]),
        (
            Role::Anonymous,
            &[
                "lambda_literal",
                "anonymous_function",
                "anonymous_initializer",
                "secondary_constructor",
                "getter",
                "setter",
            ],
        ),
        (Role::Owner, &["class_declaration", "object_declaration", "companion_object"]),
        (Role::Field, &["property_declaration"]),
        (
            Role::Header,
            &[
                "if_expression",
                "for_statement",
                "while_statement",
                "when_expression",
                "catch_block",
            ],
        ),
        (Role::Case, &["when_entry"]),
        (Role::TailLoop, &["do_while_statement"]),
        (Role::Comment, &["line_comment", "block_comment"]),
        (Role::Import, &["import", "package_header"]),
        (Role::Block, &["block", "class_body", "enum_class_body", "function_body"]),
    ],
    joiner: ".",
    executable_definitions: false,
    owner_headers: true,
    tail_expressions: false,
    statement_places: &[
        "block",
        "function_body",
        "lambda_literal",
        "if_expression",
        "when_entry",
        "for_statement",
        "while_statement",
    ],
};
