//! What stands inside a definition and says how it is run: annotations, attributes, calls that skip it.

use tree_sitter::Node;

use super::Scanner;
use crate::syntax::chain::{Chain, slice};
use crate::syntax::language::Language;
use crate::syntax::tree::rows;

/// Most marks of one test that are read, as rows of input in C#'s attributes.
const MAX_MARKS: usize = 500;

impl<'t> Scanner<'t> {
    /// Marks the unit as skipped where it says so without a condition.
    pub(super) fn skip_call(&mut self, chain: &Chain<'t>, unit: usize, near: &[Node<'t>]) {
        let tip = chain.tip().name;
        let skips = match self.language {
            Language::Go => matches!(tip, "Skip" | "Skipf" | "SkipNow"),
            Language::Python => {
                (tip == "skip" && chain.receiver() == Some("pytest")) || tip == "skipTest"
            }
            Language::Php => matches!(tip, "markTestSkipped" | "markTestIncomplete"),
            Language::Ruby => tip == "skip" && chain.segments.len() == 1,
            _ => false,
        };
        let plain = |node: &Node<'_>| {
            matches!(
                node.kind(),
                "block"
                    | "statement_list"
                    | "expression_statement"
                    | "compound_statement"
                    | "body_statement"
            )
        };
        if skips && near.iter().all(plain) {
            self.found.units[unit].skipped = true;
        }
    }

    /// Reads the annotations that stand inside a definition.
    pub(super) fn inner_marks(&mut self, node: Node<'t>) {
        let wanted = match self.language {
            Language::Java | Language::Kotlin => "modifiers",
            Language::CSharp | Language::Php => "attribute_list",
            _ => return,
        };
        for at in 0..node.named_child_count().min(MAX_MARKS) {
            let Some(child) = node.named_child(at as u32) else { break };
            if child.kind() != wanted {
                if at > 3 && child.kind() != "comment" {
                    break;
                }
                continue;
            }
            if wanted == "attribute_list" {
                self.marks.read_all(self.language, slice(child, self.source), rows(child).0);
                continue;
            }
            for at in 0..child.named_child_count().min(50) {
                if let Some(annotation) = child.named_child(at as u32) {
                    let (line, _) = rows(annotation);
                    self.marks.read(self.language, slice(annotation, self.source), line);
                }
            }
        }
    }
}

/// Whether a function of Java or Kotlin gives nothing back, as a test does.
pub(super) fn gives_nothing(node: Node<'_>, source: &str) -> bool {
    if let Some(given) = node.child_by_field_name("type") {
        return slice(given, source) == "void";
    }
    let from = node.child_by_field_name("name").map_or(node.start_byte(), |name| name.start_byte());
    let text = source.get(from..node.end_byte()).unwrap_or_default();
    let head = text.split(['{', '=']).next().unwrap_or_default();
    head.rsplit(')').next().is_some_and(|rest| !rest.contains(':'))
}
