//! Node kinds of Ruby by role. Every expression is a statement where it stands in a body.

use super::{Role, Table};

pub(in crate::syntax) static RUBY: Table = Table {
    roles: &[
        (Role::Function, &["method", "singleton_method"]),
        (Role::Anonymous, &["block", "do_block", "lambda"]),
        (Role::Owner, &["class", "module"]),
        (
            Role::Header,
            &["if", "unless", "elsif", "case", "case_match", "while", "until", "for", "rescue"],
        ),
        (Role::Case, &["when", "in_clause"]),
        (Role::Comment, &["comment"]),
        (
            Role::Block,
            &[
                "program",
                "body_statement",
                "block_body",
                "then",
                "else",
                "do",
                "begin",
                "ensure",
                "begin_block",
                "end_block",
            ],
        ),
    ],
    joiner: "#",
    executable_definitions: true,
    owner_headers: true,
    tail_expressions: false,
    statement_places: &[
        "program",
        "body_statement",
        "block_body",
        "then",
        "else",
        "do",
        "begin",
        "ensure",
        "begin_block",
        "end_block",
    ],
};
