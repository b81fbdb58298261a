//! Node kinds by role of the languages that are read for their tests only: definitions, owners,
//! comments and imports.

use super::{Role, Table};

const fn table(roles: &'static [(Role, &'static [&'static str])], joiner: &'static str) -> Table {
    Table {
        roles,
        joiner,
        executable_definitions: false,
        owner_headers: false,
        tail_expressions: false,
    }
}

pub(in crate::syntax) static CSHARP: Table = table(
    &[
        (
            Role::Function,
            &["method_declaration", "constructor_declaration", "local_function_statement"],
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
        (Role::Decorator, &["attribute_list"]),
        (Role::Comment, &["comment"]),
        (Role::Import, &["using_directive"]),
    ],
    ".",
);

pub(in crate::syntax) static CPP: Table = table(
    &[
        (Role::Function, &["function_definition"]),
        (Role::Owner, &["class_specifier", "struct_specifier", "namespace_definition"]),
        (Role::Comment, &["comment"]),
        (Role::Import, &["preproc_include"]),
    ],
    "::",
);

pub(in crate::syntax) static RUBY: Table = table(
    &[
        (Role::Function, &["method", "singleton_method"]),
        (Role::Owner, &["class", "module"]),
        (Role::Comment, &["comment"]),
    ],
    "#",
);

pub(in crate::syntax) static PHP: Table = table(
    &[
        (Role::Function, &["method_declaration", "function_definition"]),
        (Role::Owner, &["class_declaration", "trait_declaration", "interface_declaration"]),
        (Role::Decorator, &["attribute_list"]),
        (Role::Comment, &["comment"]),
        (Role::Import, &["namespace_use_declaration"]),
    ],
    "::",
);

pub(in crate::syntax) static KOTLIN: Table = table(
    &[
        (Role::Function, &["function_declaration"]),
        (Role::Owner, &["class_declaration", "object_declaration", "companion_object"]),
        (Role::Comment, &["line_comment", "block_comment"]),
        (Role::Import, &["import"]),
    ],
    ".",
);
