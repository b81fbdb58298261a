//! What the scan asks of a grammar: which node kind plays which part, and the ids of field names.
//!
//! Kinds and fields are looked up by their names once a language; on the walk both are numbers.

use std::num::NonZeroU16;
use std::sync::OnceLock;

use tree_sitter::Node;

use super::chain::Link;
use super::language::Language;
use super::scan::Act;
use super::table::{Role, roles};

/// A field that the scan asks nodes for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Argument,
    Arguments,
    Block,
    Condition,
    Constructor,
    Expression,
    Member,
    Function,
    Macro,
    Method,
    Name,
    Object,
    Operand,
    Path,
    Property,
    Receiver,
    Scope,
    Type,
    TypeArguments,
    Value,
    Attribute,
}

impl Field {
    /// Every field, in any order.
    const ALL: [Self; 21] = [
        Self::Argument,
        Self::Arguments,
        Self::Block,
        Self::Condition,
        Self::Constructor,
        Self::Expression,
        Self::Member,
        Self::Function,
        Self::Macro,
        Self::Method,
        Self::Name,
        Self::Object,
        Self::Operand,
        Self::Path,
        Self::Property,
        Self::Receiver,
        Self::Scope,
        Self::Type,
        Self::TypeArguments,
        Self::Value,
        Self::Attribute,
    ];

    /// Returns what grammars call the field.
    const fn name(self) -> &'static str {
        match self {
            Self::Argument => "argument",
            Self::Arguments => "arguments",
            Self::Block => "block",
            Self::Condition => "condition",
            Self::Constructor => "constructor",
            Self::Expression => "expression",
            Self::Member => "field",
            Self::Function => "function",
            Self::Macro => "macro",
            Self::Method => "method",
            Self::Name => "name",
            Self::Object => "object",
            Self::Operand => "operand",
            Self::Path => "path",
            Self::Property => "property",
            Self::Receiver => "receiver",
            Self::Scope => "scope",
            Self::Type => "type",
            Self::TypeArguments => "type_arguments",
            Self::Value => "value",
            Self::Attribute => "attribute",
        }
    }
}

/// What a node kind is to the scan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    pub(super) role: Role,
    pub(super) act: Act,
    pub(super) link: Link,
}

const UNKNOWN: Kind = Kind { role: Role::None, act: Act::None, link: Link::Other };

/// A language's grammar as the scan sees it.
#[derive(Debug)]
pub(super) struct Grammar {
    kinds: Vec<Kind>,
    /// What a stretch without a place in the grammar is.
    error: Kind,
    fields: [Option<NonZeroU16>; Field::ALL.len()],
}

impl Grammar {
    /// Returns a language's grammar; an empty one where this build leaves it out.
    pub(super) fn of(language: Language) -> &'static Self {
        static GRAMMARS: [OnceLock<Grammar>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        GRAMMARS[language as usize].get_or_init(|| Self::new(language))
    }

    fn new(language: Language) -> Self {
        let roles = roles(language);
        let grammar = language.grammar();
        let kind = |(id, role): (usize, &Role)| {
            let name = grammar.as_ref().and_then(|g| g.node_kind_for_id(id as u16));
            let name = name.unwrap_or_default();
            Kind { role: *role, act: Act::of(language, name), link: Link::of(name) }
        };
        let mut fields = [None; Field::ALL.len()];
        for field in Field::ALL {
            let id = grammar.as_ref().and_then(|g| g.field_id_for_name(field.name()));
            fields[field as usize] = id;
        }
        Self {
            kinds: roles.iter().enumerate().map(kind).collect(),
            error: Kind { act: Act::of(language, "ERROR"), ..UNKNOWN },
            fields,
        }
    }

    /// Returns what a node's kind is to the scan.
    pub(super) fn kind(&self, node: Node<'_>) -> Kind {
        match node.kind_id() {
            u16::MAX => self.error,
            id => self.kinds.get(id as usize).copied().unwrap_or(UNKNOWN),
        }
    }

    /// Returns the child in a field; `None` where the grammar has no such field.
    pub(super) fn child<'t>(&self, node: Node<'t>, field: Field) -> Option<Node<'t>> {
        node.child_by_field_id(self.fields[field as usize]?.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_one_of_a_grammar() {
        let grammars: Vec<_> = Language::ALL.iter().filter_map(|l| l.grammar()).collect();
        for field in Field::ALL {
            let name = field.name();
            assert!(grammars.iter().any(|g| g.field_id_for_name(name).is_some()), "{name}");
        }
    }

    #[test]
    fn every_field_has_a_place_of_its_own() {
        let mut places = Field::ALL.map(|field| field as usize);
        places.sort_unstable();
        assert_eq!(places, std::array::from_fn(|place| place));
    }
}
