//! Chains of calls: `expect(x).not.toBe(1)` as its segments, the first spoken first.

use tree_sitter::Node;

/// Longest chain that is followed; what lies further in keeps its own node.
const MAX_SEGMENTS: usize = 100;

/// Starts of names that assert, in lower case.
const ASSERTING: &[&str] = &["assert", "expect", "verify", "should", "must", "require", "ensure"];

/// A name in a chain, with the text between its brackets where it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment<'s> {
    pub(super) name: &'s str,
    /// Types between angle brackets, as in `Throws<EmptyCart>`.
    pub(super) types: &'s str,
    pub(super) arguments: Option<&'s str>,
    /// Line the name stands on.
    pub(super) line: u32,
}

/// A chain of calls and members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chain<'s> {
    pub(super) segments: Vec<Segment<'s>>,
}

impl<'s> Chain<'s> {
    /// Returns a chain of one call.
    pub(super) fn single(name: &'s str, types: &'s str, arguments: &'s str, line: u32) -> Self {
        Self { segments: vec![Segment { name, types, arguments: Some(arguments), line }] }
    }

    /// Returns the last segment.
    pub(super) fn tip(&self) -> Segment<'s> {
        self.segments.last().copied().unwrap_or(NO_SEGMENT)
    }

    /// Returns the first segment.
    pub(super) fn root(&self) -> Segment<'s> {
        self.segments.first().copied().unwrap_or(NO_SEGMENT)
    }

    /// Whether a segment has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.segments.iter().any(|segment| segment.name == name)
    }

    /// Returns the segment with this name, and its place.
    pub(super) fn find(&self, name: &str) -> Option<(usize, Segment<'s>)> {
        let at = self.segments.iter().position(|segment| segment.name == name)?;
        Some((at, self.segments[at]))
    }

    /// Returns the argument list of the first segment with this name.
    pub(super) fn arguments_of(&self, name: &str) -> Option<&'s str> {
        self.find(name)?.1.arguments
    }

    /// Returns the name in front of the tip, as `self` in `self.check(x)`; the type that a chain of calls
    /// begins with, as `Tester` in `Tester::new(x).strict().check()`.
    pub(super) fn receiver(&self) -> Option<&'s str> {
        let before = self.segments.len().checked_sub(2).map(|at| self.segments[at])?;
        let root = self.root().name;
        let is_made =
            before.arguments.is_some() && root.starts_with(|c: char| c.is_ascii_uppercase());
        Some(if is_made { root } else { before.name })
    }

    /// Returns the line of the first word that asserts, of the tip where none does by its name.
    pub(super) fn asserting_line(&self) -> u32 {
        let asserts = |segment: &&Segment<'_>| {
            ASSERTING.iter().any(|word| {
                let start = segment.name.get(..word.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(word))
            })
        };
        let error = self.segments.iter().find(|s| matches!(s.name, "unwrap_err" | "expect_err"));
        let counts = |segment: &&Segment<'_>| matches!(segment.name, "once" | "twice" | "times");
        error
            .or_else(|| self.segments.iter().find(asserts))
            .or_else(|| self.segments.iter().find(counts))
            .map_or(self.tip().line, |segment| segment.line)
    }
}

const NO_SEGMENT: Segment<'static> = Segment { name: "", types: "", arguments: None, line: 0 };

/// Reads a chain from its tip to its root.
struct Reader<'s> {
    source: &'s str,
    segments: Vec<Segment<'s>>,
    /// What the call around the name to come holds, and its types.
    arguments: Option<&'s str>,
    types: &'s str,
}

/// Returns the chain a call or member expression ends.
pub(super) fn chain<'s>(node: Node<'_>, source: &'s str) -> Chain<'s> {
    let mut reader = Reader { source, segments: Vec::new(), arguments: None, types: "" };
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
        self.segments.push(Segment { name, types, arguments: self.arguments.take(), line });
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
        let field = |name| node.child_by_field_name(name);
        match node.kind() {
            "call" | "call_expression" => self.call_node(node),
            "function_call_expression" | "invocation_expression" => {
                self.call(field("arguments"));
                field("function")
            }
            "method_invocation" | "member_call_expression" | "nullsafe_member_call_expression" => {
                self.call(field("arguments"));
                self.push(field("name"));
                field("object")
            }
            "scoped_call_expression" => {
                self.call(field("arguments"));
                self.push(field("name"));
                field("scope")
            }
            "macro_invocation" => {
                let tokens = node.named_child(node.named_child_count().saturating_sub(1) as u32);
                self.call(tokens);
                let name = field("macro");
                self.push(name.and_then(|n| n.child_by_field_name("name")).or(name));
                None
            }
            "attribute" => {
                self.push(field("attribute"));
                field("object")
            }
            "member_expression" => {
                self.push(field("property"));
                field("object")
            }
            "member_access_expression" => {
                self.push(field("name"));
                field("expression").or_else(|| field("object"))
            }
            "selector_expression" => {
                self.push(field("field"));
                field("operand")
            }
            "field_expression" => {
                self.push(field("field"));
                field("value").or_else(|| field("argument"))
            }
            "field_access" => {
                self.push(field("field"));
                field("object")
            }
            "scoped_identifier" => {
                self.push(field("name"));
                field("path").or_else(|| field("scope"))
            }
            "qualified_identifier" | "scope_resolution" => {
                self.push(field("name"));
                field("scope")
            }
            "navigation_expression" => {
                self.push(node.named_child(node.named_child_count().saturating_sub(1) as u32));
                node.named_child(0)
            }
            "conditional_access_expression" => {
                let binding = node.named_child(1)?;
                self.push(binding.child_by_field_name("name").or(Some(binding)));
                field("condition")
            }
            "generic_function" => {
                self.types = field("type_arguments").map_or("", |t| inside(t, self.source));
                field("function")
            }
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
            | "index_expression"
            | "element_access_expression"
            | "element_reference"
            | "postfix_unary_expression"
            | "postfix_expression"
            | "pointer_expression" => node.named_child(0),
            "new_expression" => {
                self.call(field("arguments"));
                self.push(field("constructor").or_else(|| field("type")));
                None
            }
            "object_creation_expression" => {
                self.call(field("arguments"));
                self.push(field("type").or_else(|| node.named_child(0)));
                None
            }
            kind if (node.named_child_count() == 0 && !kind.ends_with("literal"))
                || matches!(kind, "variable_name" | "generic_name" | "template_function") =>
            {
                self.push(Some(node));
                None
            }
            _ => {
                self.push(None);
                None
            }
        }
    }

    /// Reads a call whose node has the same name in several grammars.
    fn call_node<'t>(&mut self, node: Node<'t>) -> Option<Node<'t>> {
        let field = |name| node.child_by_field_name(name);
        if let Some(method) = field("method") {
            self.call(field("arguments").or_else(|| field("block")));
            self.push(Some(method));
            return field("receiver");
        }
        if let Some(function) = field("function") {
            self.call(field("arguments"));
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
            return Some(callee);
        }
        self.call(Some(last).filter(|_| is_list));
        Some(callee)
    }
}

/// Returns the text of a node.
pub(super) fn slice<'s>(node: Node<'_>, source: &'s str) -> &'s str {
    source.get(node.byte_range()).unwrap_or_default()
}

/// Returns the text of a bracketed node without its brackets.
pub(super) fn inside<'s>(node: Node<'_>, source: &'s str) -> &'s str {
    let text = slice(node, source);
    let open = text.starts_with(['(', '[', '{', '<']);
    if open && text.len() >= 2 { &text[1..text.len() - 1] } else { text }
}
