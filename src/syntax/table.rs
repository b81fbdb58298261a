//! The language table: which node kinds of a grammar play which role in an outline.
//!
//! Kinds that are not listed are looked through. Everything that differs between languages and
//! is not a kind name is a flag here, so that one walker serves them all.

use std::sync::OnceLock;

use super::language::Language;

mod csharp;
mod kinds;
mod kotlin;
mod php;
mod ruby;
mod test_kinds;

pub(super) use csharp::CSHARP;
pub(super) use kinds::{GO, JAVA, JAVASCRIPT, PYTHON, RUST};
pub(super) use kotlin::KOTLIN;
pub(super) use php::PHP;
pub(super) use ruby::RUBY;
pub(super) use test_kinds::CPP;

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
    /// Whether imports, decorators and the headers of definitions on one line run, and a statement
    /// that is only a string documents.
    pub(super) executable_definitions: bool,
    /// Whether a class or module header runs.
    pub(super) owner_headers: bool,
    /// Whether a block's last expression is a statement.
    pub(super) tail_expressions: bool,
    /// Kinds in which an expression is a statement, where a language has no kind for that.
    pub(super) statement_places: &'static [&'static str],
}

/// Returns the role of every node kind of a grammar, by kind id; none where there is no grammar.
pub(super) fn roles(language: Language) -> &'static [Role] {
    static ROLES: [OnceLock<Vec<Role>>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    ROLES[language as usize].get_or_init(|| {
        let Some(grammar) = language.grammar() else { return Vec::new() };
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
                let same = |l: &&Language| std::ptr::eq(l.table(), language.table());
                let grammars = || Language::ALL.iter().filter(same).filter_map(|l| l.grammar());
                let known = |g: tree_sitter::Language| g.id_for_node_kind(kind, true) != 0;
                assert!(
                    grammars().next().is_none() || grammars().any(known),
                    "{kind} of {language:?}"
                );
            }
        }
    }
}
