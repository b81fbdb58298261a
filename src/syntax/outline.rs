//! One pass over a tree to functions, statements and what each line is.
//!
//! A compound statement is its header only. What runs when the module is read (module and class
//! level, definition headers, decorators) is import time.

use tree_sitter::{Node, Tree, TreeCursor};

use super::exclusions::exclude;
use super::language::Language;
use super::line_kinds::{CommentSpan, Stretches, line_kinds, split_lines};
use super::names::{MAX_OWNERS, assigned_name, function_name, owner_name};
use super::parsed::Parsed;
use super::placed::{has_value, is_placed, is_tail};
use super::table::{Role, Table, roles};
use super::tree::{Visitor, rows, walk};
use crate::model::lines::LineRange;
use crate::model::outline::{Function, LineKind, Outline, Statement};

mod headers;

/// Returns the shape of a source file. A file too long or too hard to parse has no functions or
/// statements and says that it has errors.
pub fn outline(language: Language, source: &[u8]) -> Outline {
    Parsed::read(language, source).outline()
}

/// Returns the shape of a file without a tree.
pub(super) fn without_tree(source: &[u8]) -> Outline {
    let lines = vec![LineKind::Code; split_lines(source).len()];
    Outline { lines, has_errors: true, ..Outline::default() }
}

/// Returns the shape of a file with its tree.
pub(super) fn outline_of(language: Language, source: &[u8], tree: &Tree) -> Outline {
    let lines = split_lines(source);
    let mut builder = Builder {
        language,
        table: language.table(),
        roles: roles(language),
        source,
        cursor: tree.walk(),
        scopes: Vec::new(),
        function_depth: 0,
        decorated_from: None,
        functions: Vec::new(),
        statements: Vec::new(),
        open_extents: Vec::new(),
        found: Stretches::default(),
    };
    walk(tree, &mut builder);
    let Builder { functions, mut statements, mut found, .. } = builder;
    found.code = statements.iter().map(|s| (s.lines.first, s.lines.last)).collect();
    statements.sort_by_key(|s| (s.lines.first, u32::MAX - s.lines.last));
    statements.dedup_by_key(|s| s.lines);
    let mut kinds = line_kinds(&lines, &found);
    exclude(&lines, &found.comments, &statements, &mut kinds);
    Outline { functions, statements, lines: kinds, has_errors: tree.root_node().has_error() }
}

fn is_property(node: &Node<'_>) -> bool {
    matches!(node.kind(), "property_declaration" | "indexer_declaration")
}

/// A definition the walk is inside of.
struct Scope {
    node: usize,
    name: Option<String>,
    is_function: bool,
}

struct Builder<'t> {
    language: Language,
    table: &'static Table,
    roles: &'static [Role],
    source: &'t [u8],
    /// Looks at children without moving the walk.
    cursor: TreeCursor<'t>,
    scopes: Vec<Scope>,
    function_depth: usize,
    /// First line of the decorators in front of the definition to come.
    decorated_from: Option<u32>,
    functions: Vec<Function>,
    statements: Vec<Statement>,
    /// Statements the walk is inside of, by node, and the first block in each (`false`).
    open_extents: Vec<(usize, bool)>,
    found: Stretches,
}

impl<'t> Visitor<'t> for Builder<'t> {
    fn enter(&mut self, node: Node<'t>, above: &[Node<'t>]) -> bool {
        if !node.is_named() {
            return false;
        }
        let role = self.role(node);
        let (first, last) = rows(node);
        match role {
            Role::Comment => return self.comment(node),
            Role::Decorator => {
                self.decorated_from.get_or_insert(first);
                if self.table.executable_definitions {
                    self.statement(first, last);
                }
                return false;
            }
            _ => {}
        }
        let decorated_from = self.decorated_from.take();
        match role {
            Role::Function => {
                let name = function_name(node, self.language, self.source);
                self.header_statement(node);
                self.function(node, name, decorated_from.unwrap_or(first));
            }
            Role::Anonymous => self.anonymous(node, above),
            Role::Owner => {
                if self.table.owner_headers {
                    self.header_statement(node);
                }
                self.open(node, owner_name(node, self.source), false);
            }
            // `int Twice => x * 2;` is a getter.
            Role::Statement
                if node.kind() == "arrow_expression_clause"
                    && let Some(property) = above.last().filter(|n| is_property(n)) =>
            {
                let name = owner_name(*property, self.source);
                self.function(node, name, rows(*property).0);
                self.extent(node);
            }
            Role::Statement => return self.plain_statement(node),
            Role::Field if has_value(node) => self.extent(node),
            Role::Header => {
                let end = self.header_end(node, false);
                self.statement(first, end);
            }
            Role::Case => {
                let whole = node.child_by_field_name("value").is_some_and(|value| {
                    node.kind() == "match_arm" && self.role(value) == Role::None
                });
                let end = if whole { last } else { self.header_end(node, true) };
                self.statement(first, end);
            }
            Role::TailLoop => {
                if let Some(condition) = node.child_by_field_name("condition") {
                    let (first, last) = rows(condition);
                    self.statement(first, last);
                }
            }
            Role::Import => {
                self.found.imports.push((first, last));
                if self.table.executable_definitions {
                    self.statement(first, last);
                }
                return false;
            }
            Role::Block => self.block(node),
            Role::None if self.table.tail_expressions && is_tail(node, above) => self.extent(node),
            Role::None if is_placed(self.table, node, above) => self.extent(node),
            Role::None if node.kind() == "heredoc_body" => self.lengthen(last),
            Role::None if node.kind() == "export_statement" => {
                if node.child_by_field_name("source").is_some() {
                    self.found.imports.push((first, last));
                } else if node.child_by_field_name("value").is_some() {
                    self.extent(node);
                }
            }
            _ => {}
        }
        true
    }

    fn leave(&mut self, node: Node<'t>) {
        if self.open_extents.last().is_some_and(|(open, _)| *open == node.id()) {
            self.open_extents.pop();
        }
        if self.scopes.last().is_some_and(|scope| scope.node == node.id())
            && let Some(scope) = self.scopes.pop()
        {
            self.function_depth -= usize::from(scope.is_function);
        }
    }
}

impl<'t> Builder<'t> {
    fn role(&self, node: Node<'_>) -> Role {
        self.roles.get(node.kind_id() as usize).copied().unwrap_or(Role::None)
    }

    fn statement(&mut self, first: u32, last: u32) {
        let lines = LineRange { first, last: last.max(first) };
        self.statements.push(Statement { lines, import_time: self.function_depth == 0 });
    }

    /// Adds a statement that is the whole node.
    fn extent(&mut self, node: Node<'t>) {
        let (first, last) = rows(node);
        self.statement(first, last);
        self.open_extents.push((node.id(), true));
    }

    /// Notes a block. The inner lines of the first block in a statement (a callback, say) are not the
    /// statement's own: they are what the block's statements make them.
    fn block(&mut self, node: Node<'t>) {
        let (first, last) = rows(node);
        self.found.block_ends.extend([first, last]);
        if self.open_extents.last().is_some_and(|(_, is_statement)| *is_statement) {
            self.open_extents.push((node.id(), false));
            self.found.block_insides.push((first + 1, last - 1));
        }
    }

    /// Adds the lines of a text that stands behind the statement it belongs to.
    fn lengthen(&mut self, last: u32) {
        if let Some(statement) = self.statements.last_mut() {
            statement.lines.last = statement.lines.last.max(last);
        }
    }

    fn anonymous(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        let is_accessor = node.kind() == "accessor_declaration";
        match assigned_name(above, self.source) {
            // What the compiler writes has no lines.
            Some(_) if is_accessor && node.child_by_field_name("body").is_none() => {
                self.open(node, None, true);
            }
            Some((name, place)) => {
                let first = rows(if is_accessor { node } else { place }).0;
                self.function(node, Some(name), first);
            }
            None => self.open(node, None, true),
        }
        self.found.block_ends.push(rows(node).1);
        if self.table.statement_places.contains(&node.kind()) {
            self.block(node);
        }
    }

    fn open(&mut self, node: Node<'t>, name: Option<String>, is_function: bool) {
        self.function_depth += usize::from(is_function);
        self.scopes.push(Scope { node: node.id(), name, is_function });
    }

    fn function(&mut self, node: Node<'t>, name: Option<String>, first: u32) {
        if let Some(name) = &name {
            let owners: Vec<&str> =
                self.scopes.iter().filter_map(|scope| scope.name.as_deref()).collect();
            let nearest = &owners[owners.len().saturating_sub(MAX_OWNERS)..];
            let full = [nearest, &[name.as_str()]].concat().join(self.table.joiner);
            let header = LineRange { first, last: self.header_end(node, false).max(first) };
            let lines = LineRange { first, last: rows(node).1.max(first) };
            self.functions.push(Function { name: full, lines, header });
        }
        self.open(node, name, true);
    }

    fn plain_statement(&mut self, node: Node<'t>) -> bool {
        let (first, last) = rows(node);
        let only = node.named_child(0).filter(|_| node.kind() == "expression_statement");
        if self.table.executable_definitions
            && only.is_some_and(|c| matches!(c.kind(), "string" | "concatenated_string"))
            && node.named_child_count() == 1
        {
            self.found.documentation.push((first, last));
            return false;
        }
        let wraps_compound =
            only.is_some_and(|c| matches!(self.role(c), Role::Header | Role::Block));
        if !wraps_compound {
            self.extent(node);
        }
        true
    }

    fn comment(&mut self, node: Node<'t>) -> bool {
        let (start, end) = (node.start_position(), node.end_position());
        self.found.comments.push(CommentSpan {
            start: (start.row, start.column),
            end: if end.column == 0 && end.row > start.row {
                (end.row - 1, usize::MAX)
            } else {
                (end.row, end.column)
            },
        });
        false
    }
}

#[cfg(test)]
mod tests;
