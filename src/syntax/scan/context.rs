//! What a test of JavaScript is given to assert with: `t => …`, `({ is, same }) => …`; and the object that
//! Gomega's assertions hang on; and other names for what asserts.

use tree_sitter::Node;

use super::Scanner;
use super::bound::names;
use crate::syntax::chain::{Chain, Segment, slice};
use crate::syntax::idioms::is_of_context;
use crate::syntax::language::Language;

/// Most names that are kept of one test.
const MAX_NAMES: usize = 50;

impl<'t> Scanner<'t> {
    /// Notes what the test that a call declares is given, where a framework may give it what asserts.
    pub(super) fn context(&mut self, node: Node<'t>, chain: &Chain<'t>) {
        let may_give = self.language.is_script()
            && matches!(chain.root().name, "test" | "t" | "tap")
            && !chain.has("each")
            && !chain.has("for");
        let Some(open) = self.open.as_mut().filter(|_| may_give) else { return };
        let list = node.child_by_field_name("arguments").and_then(|arguments| {
            let function =
                arguments.named_child(arguments.named_child_count().checked_sub(1)? as u32)?;
            let field = |name| function.child_by_field_name(name);
            field("parameters").or_else(|| field("parameter"))
        });
        let list = list.map_or("", |list| slice(list, self.source));
        let list = list.trim_matches(['(', ')', ' ']);
        let room = MAX_NAMES.saturating_sub(open.objects.len() + open.methods.len());
        if list.starts_with('{') {
            let taken = names(list).filter(|name| !matches!(*name, "assert" | "expect"));
            open.methods.extend(taken.take(room));
        } else if !list.contains([',', ':', '=']) {
            open.objects.extend(names(list).take(room.min(1)));
        }
    }

    /// Notes another name for a function that asserts: `let test = assert_tokens_error::<u8>;`.
    pub(super) fn alias(&mut self, node: Node<'t>) {
        let Some(open) = self.open.as_mut().filter(|open| open.aliases.len() < MAX_NAMES) else {
            return;
        };
        let field = |names: [&str; 3]| names.iter().find_map(|n| node.child_by_field_name(n));
        let name = field(["pattern", "name", "left"]).filter(|n| n.kind() == "identifier");
        let value = field(["value", "right", "value"]);
        let value = match value.map(|v| (v, v.kind())) {
            Some((value, "identifier")) => Some(value),
            Some((value, "generic_function")) => value.child_by_field_name("function"),
            _ => None,
        };
        if let (Some(name), Some(value)) = (name, value) {
            let value = slice(value, self.source);
            let asserts =
                ["assert", "check", "expect"].iter().any(|start| value.starts_with(start));
            if asserts {
                open.aliases.push((slice(name, self.source), value));
            }
        }
    }

    /// Returns the call by which what a test is given declares a test inside it as one of `t`, whatever it is
    /// called: `st.test('adds up', sst => …)`.
    pub(super) fn of_inner_test(&self, chain: &Chain<'t>) -> Option<Chain<'t>> {
        let open = self.open.as_ref().filter(|_| self.language.is_script())?;
        let root = chain.root();
        let declares = root.arguments.is_none()
            && chain.segments.get(1).is_some_and(|second| second.name == "test")
            && open.objects.contains(&root.name);
        declares.then(|| renamed(chain, "t"))
    }

    /// Returns the call of an assertion object's method as one of the package or the context that made it.
    pub(super) fn of_object(&self, chain: &Chain<'t>) -> Option<Chain<'t>> {
        let open = self.open.as_ref()?;
        let (root, second) = (chain.root(), chain.segments.get(1));
        if let [only] = chain.segments.as_slice()
            && let Some((_, name)) = open.aliases.iter().rev().find(|(own, _)| *own == only.name)
        {
            return Some(Chain { segments: vec![Segment { name, ..*only }] });
        }
        match self.language {
            Language::Go => {
                // `g.Expect(err).To(Succeed())`
                let is_gomega = root.arguments.is_none()
                    && chain.segments.len() > 2
                    && second.is_some_and(|s| {
                        matches!(s.name, "Expect" | "Eventually" | "Consistently" | "Ω")
                    });
                if is_gomega {
                    return Some(Chain { segments: chain.segments[1..].to_vec() });
                }
                let is_known = chain.segments.len() == 2 && open.objects.contains(&root.name);
                is_known.then(|| renamed(chain, "require"))
            }
            Language::JavaScript | Language::TypeScript | Language::Tsx => {
                let named = match chain.segments.len() {
                    1 if open.methods.contains(&root.name) => {
                        let context =
                            Segment { name: "t", types: "", arguments: None, block: "", line: 0 };
                        Chain { segments: vec![context, root] }
                    }
                    2 if open.objects.contains(&root.name) => renamed(chain, "t"),
                    _ => return None,
                };
                is_of_context(&named).then_some(named)
            }
            _ => None,
        }
    }
}

fn renamed<'t>(chain: &Chain<'t>, name: &'static str) -> Chain<'t> {
    let mut segments = chain.segments.clone();
    segments[0].name = name;
    Chain { segments }
}
