//! Node kinds by role, a table a language.

use super::{Role, Table};

pub(in crate::syntax) static PYTHON: Table = Table {
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
    executable_definitions: true,
    owner_headers: true,
    tail_expressions: false,
};

pub(in crate::syntax) static JAVASCRIPT: Table = Table {
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
    executable_definitions: false,
    owner_headers: true,
    tail_expressions: false,
};

pub(in crate::syntax) static JAVA: Table = Table {
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
    executable_definitions: false,
    owner_headers: true,
    tail_expressions: false,
};

pub(in crate::syntax) static GO: Table = Table {
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
    executable_definitions: false,
    owner_headers: false,
    tail_expressions: false,
};

pub(in crate::syntax) static RUST: Table = Table {
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
    executable_definitions: false,
    owner_headers: false,
    tail_expressions: true,
};
