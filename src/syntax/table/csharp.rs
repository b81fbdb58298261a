//! Node kinds of C# by role.

use super::{Role, Table};

pub(in crate::syntax) static CSHARP: Table = Table {
    roles: &[
        (
            Role::Function,
            &["method_declaration", "constructor_declaration", "local_function_statement"],
        ),
        (
            Role::Anonymous,
            &[
                "accessor_declaration",
                "destructor_declaration",
                "operator_declaration",
                "conversion_operator_declaration",
                "lambda_expression",
                "anonymous_method_expression",
            ],
        ),
        (
            Role::Owner,
            &[
                "class_declaration",
                "struct_declaration",
                "record_declaration",
                "interface_declaration",
            ],
        ),
        (
            Role::Statement,
            &[
                "expression_statement",
                "local_declaration_statement",
                "return_statement",
                "throw_statement",
                "break_statement",
                "continue_statement",
                "goto_statement",
                "yield_statement",
                "arrow_expression_clause",
            ],
        ),
        (Role::Field, &["field_declaration", "property_declaration"]),
        (
            Role::Header,
            &[
                "if_statement",
                "for_statement",
                "foreach_statement",
                "while_statement",
                "switch_statement",
                "lock_statement",
                "using_statement",
                "fixed_statement",
                "catch_clause",
            ],
        ),
        (Role::Case, &["switch_section", "switch_expression_arm"]),
        (Role::TailLoop, &["do_statement"]),
        (Role::Decorator, &["attribute_list"]),
        (Role::Comment, &["comment"]),
        (Role::Import, &["using_directive", "extern_alias_directive"]),
        (
            Role::Block,
            &[
                "block",
                "declaration_list",
                "switch_body",
                "accessor_list",
                "enum_member_declaration_list",
            ],
        ),
    ],
    joiner: ".",
    executable_definitions: false,
    owner_headers: true,
    tail_expressions: false,
    statement_places: &[],
};
