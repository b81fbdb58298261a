//! Node kinds by role of the languages whose tests are read with a grammar and whose source is not:
//! definitions, owners, comments and imports.

use super::{Role, Table};

pub(in crate::syntax) static CPP: Table = Table {
    roles: &[
        (Role::Function, &["function_definition"]),
        (Role::Owner, &["class_specifier", "struct_specifier", "namespace_definition"]),
        (Role::Comment, &["comment"]),
        (Role::Import, &["preproc_include"]),
    ],
    joiner: "::",
    executable_definitions: false,
    owner_headers: false,
    tail_expressions: false,
    statement_places: &[],
};
