//! A chain read off the tree, from its tip to its root.

use tree_sitter::Node;

use super::link::Link;
use super::{Chain, Segment, inside, slice};
use crate::syntax::grammar::{Field, Grammar};

/// Longest chain that is followed; what lies further in keeps its own node.
const MAX_SEGMENTS: usize = 100;

/// Reads a chain from its tip to its root.
struct Reader<'s> {
    grammar: &'static Grammar,
    source: &'s str,
    segments: Vec<Segment<'s>>,
    /// What the call around the name to come holds, its types, and the block behind it.
    arguments: Option<&'s str>,
    types: &'s str,
    block: &'s str,
}

/// Returns the chain a call or member expression ends.
pub(in crate::syntax) fn chain<'s>(
    grammar: &'static Grammar,
    node: Node<'_>,
    source: &'s str,
) -> Chain<'s> {
    let mut reader =
        Reader { grammar, source, segments: Vec::new(), arguments: None, types: "", block: "" };
    let mut current = Some(node);
    while let Some(node) = current {
        if reader.segments.len() >= MAX_SEGMENTS {
            break;
        }
        current = reader.step(node);
    }
    reader.segments.reverse();
    Chain { segments: reader.segments }
}

impl Reader<'_> {
    fn push(&mut self, name: Option<Node<'_>>) {
        let line = name.map_or(0, |name| name.start_position().row as u32 + 1);
        let text = name.map_or("", |name| slice(name, self.source));
        let (name, own) = match text.split_once('<') {
            Some((name, types)) if types.ends_with('>') => (name, &types[..types.len() - 1]),
            _ => (text, ""),
        };
        let types = std::mem::take(&mut self.types);
        let types = if types.is_empty() { own } else { types };
        let (arguments, block) = (self.arguments.take(), std::mem::take(&mut self.block));
        self.segments.push(Segment { name, types, arguments, block, line });
    }

    /// Takes what a call holds; a call of a call's result is a segment without a name.
    fn call(&mut self, list: Option<Node<'_>>) {
        if self.arguments.is_some() {
            self.push(None);
        }
        self.arguments = Some(list.map_or("", |list| inside(list, self.source)));
    }

    /// Reads one node; gives back what stands in front of it.
    fn step<'t>(&mut self, node: Node<'t>) -> Option<Node<'t>> {
        let grammar = self.grammar;
        let field = |name| grammar.child(node, name);
        match grammar.kind(node).link {
            Link::Call => self.call_node(node),
            Link::FunctionCall => {
                self.call(field(Field::Arguments));
                field(Field::Function)
            }
            Link::Method => {
                self.call(field(Field::Arguments));
                self.push(field(Field::Name));
                field(Field::Object)
            }
            Link::ScopedCall => {
                self.call(field(Field::Arguments));
                self.push(field(Field::Name));
                field(Field::Scope)
            }
            Link::Macro => {
                let tokens = node.named_child(node.named_child_count().saturating_sub(1) as u32);
                self.call(tokens);
                let name = field(Field::Macro);
                self.push(name.and_then(|n| grammar.child(n, Field::Name)).or(name));
                None
            }
            Link::Attribute => {
                self.push(field(Field::Attribute));
                field(Field::Object)
            }
            Link::Member => {
                self.push(field(Field::Property));
                field(Field::Object)
            }
            Link::MemberAccess => {
                self.push(field(Field::Name));
                field(Field::Expression).or_else(|| field(Field::Object))
            }
            Link::Selector => {
                self.push(field(Field::Member));
                field(Field::Operand)
            }
            Link::FieldExpression => {
                self.push(field(Field::Member));
                field(Field::Value).or_else(|| field(Field::Argument))
            }
            Link::FieldAccess => {
                self.push(field(Field::Member));
                field(Field::Object)
            }
            Link::Path => {
                self.push(field(Field::Name));
                field(Field::Path).or_else(|| field(Field::Scope))
            }
            Link::Scoped => {
                self.push(field(Field::Name));
                field(Field::Scope)
            }
            Link::Navigation => {
                self.push(node.named_child(node.named_child_count().saturating_sub(1) as u32));
                node.named_child(0)
            }
            Link::ConditionalAccess => {
                let binding = node.named_child(1)?;
                self.push(grammar.child(binding, Field::Name).or(Some(binding)));
                field(Field::Condition)
            }
            Link::GenericFunction => {
                self.types = field(Field::TypeArguments).map_or("", |t| inside(t, self.source));
                field(Field::Function)
            }
            Link::GenericType => field(Field::Type),
            Link::Wrapper => node.named_child(0),
            Link::Keyed => {
                let key = node.child_by_field_name("index").filter(|key| key.kind() == "string");
                if let Some(name) = key.and_then(|key| key.named_child(0)) {
                    self.push(Some(name));
                }
                node.named_child(0)
            }
            Link::New => {
                self.call(field(Field::Arguments));
                self.push(field(Field::Constructor).or_else(|| field(Field::Type)));
                None
            }
            Link::Creation => {
                self.call(field(Field::Arguments));
                self.push(field(Field::Type).or_else(|| node.named_child(0)));
                None
            }
            Link::Name => {
                self.push(Some(node));
                None
            }
            Link::Other if node.named_child_count() == 0 => {
                self.push(Some(node));
                None
            }
            // Kotlin's `cart!!`.
            Link::Other if slice(node, self.source).ends_with("!!") => node.named_child(0),
            Link::Literal | Link::Other => {
                self.push(None);
                None
            }
        }
    }

    /// Reads a call whose node has the same name in several grammars.
    fn call_node<'t>(&mut self, node: Node<'t>) -> Option<Node<'t>> {
        let grammar = self.grammar;
        let field = |name| grammar.child(node, name);
        if let Some(method) = field(Field::Method) {
            self.call(field(Field::Arguments).or_else(|| field(Field::Block)));
            self.push(Some(method));
            return field(Field::Receiver);
        }
        if let Some(function) = field(Field::Function) {
            self.call(field(Field::Arguments));
            // TypeScript's types of a call: `toEqualTypeOf<Cart>()`.
            self.types = field(Field::TypeArguments).map_or("", |types| inside(types, self.source));
            return Some(function);
        }
        // Kotlin: what is called, its types, its list, and a block behind it, without field names.
        let last = node.named_child(node.named_child_count().saturating_sub(1) as u32)?;
        let callee = node.named_child(0)?;
        let is_list = matches!(last.kind(), "value_arguments" | "annotated_lambda");
        let types = node.named_child(1).filter(|n| n.kind() == "type_arguments");
        if let Some(types) = types {
            self.types = inside(types, self.source);
        }
        if callee.kind() == "call_expression" && last.kind() == "annotated_lambda" {
            self.block = inside(last, self.source);
            return Some(callee);
        }
        self.call(Some(last).filter(|_| is_list));
        Some(callee)
    }
}
