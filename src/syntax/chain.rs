//! Chains of calls: `expect(x).not.toBe(1)` as its segments, the first spoken first.

use tree_sitter::Node;

/// Longest chain that is followed; what lies further in keeps its own node.
const MAX_SEGMENTS: usize = 100;

/// A name in a chain, with the text between its brackets where it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment<'s> {
    pub(super) name: &'s str,
    pub(super) arguments: Option<&'s str>,
}

/// A chain of calls and members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chain<'s> {
    pub(super) segments: Vec<Segment<'s>>,
}

impl<'s> Chain<'s> {
    /// Returns the last segment.
    pub(super) fn tip(&self) -> Segment<'s> {
        self.segments.last().copied().unwrap_or(Segment { name: "", arguments: None })
    }

    /// Returns the first segment.
    pub(super) fn root(&self) -> Segment<'s> {
        self.segments.first().copied().unwrap_or(Segment { name: "", arguments: None })
    }

    /// Whether a segment has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.segments.iter().any(|segment| segment.name == name)
    }

    /// Returns the argument list of the first segment with this name.
    pub(super) fn arguments_of(&self, name: &str) -> Option<&'s str> {
        self.segments.iter().find(|segment| segment.name == name)?.arguments
    }

    /// Returns the name in front of the tip, as `self` in `self.check(x)`.
    pub(super) fn receiver(&self) -> Option<&'s str> {
        self.segments.len().checked_sub(2).map(|at| self.segments[at].name)
    }
}

/// Returns the chain a call or member expression ends.
pub(super) fn chain<'s>(node: Node<'_>, source: &'s str) -> Chain<'s> {
    let mut segments = Vec::new();
    let mut arguments = None;
    let mut current = Some(node);
    while let Some(node) = current {
        if segments.len() >= MAX_SEGMENTS {
            break;
        }
        let field = |name| node.child_by_field_name(name);
        let mut push = |name: Option<Node<'_>>, arguments| {
            let name = name.map_or("", |name| slice(name, source));
            segments.push(Segment { name, arguments });
        };
        current = match node.kind() {
            "call" | "call_expression" => {
                if arguments.is_some() {
                    push(None, arguments);
                }
                arguments = field("arguments").map(|list| inside(list, source));
                field("function")
            }
            "method_invocation" => {
                push(field("name"), field("arguments").map(|list| inside(list, source)));
                field("object")
            }
            "macro_invocation" => {
                let tokens = node.named_child(node.named_child_count().saturating_sub(1) as u32);
                push(field("macro"), tokens.map(|tokens| inside(tokens, source)));
                None
            }
            "attribute" => {
                push(field("attribute"), arguments.take());
                field("object")
            }
            "member_expression" => {
                push(field("property"), arguments.take());
                field("object")
            }
            "selector_expression" => {
                push(field("field"), arguments.take());
                field("operand")
            }
            "field_expression" => {
                push(field("field"), arguments.take());
                field("value")
            }
            "field_access" => {
                push(field("field"), arguments.take());
                field("object")
            }
            "scoped_identifier" => {
                push(field("name"), arguments.take());
                field("path")
            }
            "generic_function" => field("function"),
            "generic_type" => field("type"),
            "await_expression"
            | "await"
            | "parenthesized_expression"
            | "non_null_expression"
            | "as_expression"
            | "satisfies_expression"
            | "try_expression"
            | "subscript"
            | "subscript_expression"
            | "index_expression" => node.named_child(0),
            "new_expression" => {
                push(field("constructor"), field("arguments").map(|list| inside(list, source)));
                None
            }
            "object_creation_expression" => {
                push(field("type"), field("arguments").map(|list| inside(list, source)));
                None
            }
            kind if node.named_child_count() == 0 && !kind.ends_with("literal") => {
                push(Some(node), arguments.take());
                None
            }
            _ => {
                push(None, arguments.take());
                None
            }
        };
    }
    segments.reverse();
    Chain { segments }
}

/// Returns the text of a node.
pub(super) fn slice<'s>(node: Node<'_>, source: &'s str) -> &'s str {
    source.get(node.byte_range()).unwrap_or_default()
}

/// Returns the text of a bracketed node without its brackets.
fn inside<'s>(node: Node<'_>, source: &'s str) -> &'s str {
    let text = slice(node, source);
    let open = text.starts_with(['(', '[', '{']);
    if open && text.len() >= 2 { &text[1..text.len() - 1] } else { text }
}
