//! Outlines drawn line by line, a test a language.

use super::*;

#[cfg(any(feature = "csharp", feature = "kotlin", feature = "php", feature = "ruby"))]
mod features;

/// Draws an outline: a letter a line for its kind, then the statement's first line.
fn drawn(language: Language, source: &str) -> Vec<String> {
    let outline = outline(language, source.as_bytes());
    let letter = |kind| match kind {
        LineKind::Code => 'c',
        LineKind::Blank => '_',
        LineKind::Comment => '#',
        LineKind::Docstring => 'd',
        LineKind::Structure => '}',
        LineKind::Import => 'i',
        LineKind::Excluded => 'x',
    };
    (1..)
        .zip(&outline.lines)
        .map(|(line, kind)| match outline.statement_at(line) {
            Some(s) if matches!(kind, LineKind::Code | LineKind::Import) => {
                let mark = if s.import_time { "!" } else { "" };
                format!("{}{}{mark}", letter(*kind), s.lines.first)
            }
            _ => letter(*kind).to_string(),
        })
        .collect()
}

fn functions(language: Language, source: &str) -> Vec<(String, u32, u32)> {
    let outline = outline(language, source.as_bytes());
    outline.functions.into_iter().map(|f| (f.name, f.lines.first, f.lines.last)).collect()
}

#[test]
fn python_statements_are_those_coverage_tools_count() {
    let source = "\
'''Module.'''
import os

@memo(
    1)
def total(a,
          b=2):
    '''Doc.

    More.'''
    # why
    try:
        x = [a,
             # inner
             b]
    except ValueError:
        raise
    else:
        return x
    global g
";
    assert_eq!(
        drawn(Language::Python, source),
        [
            "d", "i2!", "_", "c4!", "c4!", "c6!", "c6!", "d", "d", "d", "#", "c12", "c13", "#",
            "c13", "c16", "c17", "}", "c19", "}"
        ]
    );
    assert_eq!(functions(Language::Python, source), [("total".to_owned(), 4, 20)]);
}

#[test]
fn nested_definitions_carry_their_owners_and_only_the_outer_header_is_import_time() {
    let source = "class Cart:\n    def total(self):\n        def add(x):\n            return x\n";
    assert_eq!(drawn(Language::Python, source), ["c1!", "c2!", "c3", "c4"]);
    assert_eq!(
        functions(Language::Python, source),
        [("Cart.total".to_owned(), 2, 4), ("Cart.total.add".to_owned(), 3, 4)]
    );
}

#[test]
fn javascript_callbacks_keep_their_own_statements() {
    let source = "\
import a from 'a';
export const f = (x) => {
  if (x) {
    run(1,
      2);
  } else {
    each(() => {
      go();
    });
  }
};
";
    assert_eq!(
        drawn(Language::JavaScript, source),
        ["i", "c2!", "c3", "c4", "c4", "}", "c7", "c8", "}", "}", "}"]
    );
    assert_eq!(functions(Language::JavaScript, source), [("f".to_owned(), 2, 11)]);
    assert_eq!(drawn(Language::TypeScript, source), drawn(Language::JavaScript, source));
}

#[test]
fn java_fields_count_where_they_assign() {
    let source = "\
package a;
class Cart {
    private int x = 1;
    private int y;

    @Override
    public int total() {
        try {
            return x;
        } catch (E e) {
            throw e;
        }
    }
}
";
    assert_eq!(
        drawn(Language::Java, source),
        ["i", "c2!", "c3!", "}", "_", "c6!", "c6!", "}", "c9", "c10", "c11", "}", "}", "}"]
    );
    assert_eq!(functions(Language::Java, source), [("Cart.total".to_owned(), 6, 13)]);
}

#[test]
fn go_methods_are_named_by_their_receiver() {
    let source = "\
package a

func (c *Cart[T]) Total(a int) int {
	switch a {
	case 1:
		return 2
	default:
		a++
	}
	return a
}
";
    assert_eq!(
        drawn(Language::Go, source),
        ["i", "_", "c3!", "c4", "c5", "c6", "}", "c8", "}", "c10", "}"]
    );
    assert_eq!(functions(Language::Go, source), [("Cart.Total".to_owned(), 3, 11)]);
}

#[test]
fn rust_tail_expressions_and_arms_are_statements() {
    let source = "\
use std::fmt;
/// Doc.
impl<T> Show for Cart<T> {
    #[inline]
    fn total(&self) -> u32 {
        let x = match self.x {
            1 => 2,
            _ => {
                3
            }
        };
        x
    }
}
fn one() -> u32 { 1 }
";
    assert_eq!(
        drawn(Language::Rust, source),
        ["i", "#", "}", "}", "c5!", "c6", "c7", "c8", "c9", "}", "}", "c12", "}", "}", "c15"]
    );
    assert_eq!(
        functions(Language::Rust, source),
        [("Cart::total".to_owned(), 4, 13), ("one".to_owned(), 15, 15)]
    );
}

#[test]
fn windows_line_ends_and_broken_text_change_nothing() {
    let source = b"x = 1\r\n\r\n# caf\xe9\r\ny = [\r\n2]\r\n";
    let outline = outline(Language::Python, source);
    assert_eq!(
        outline.lines.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["code", "blank", "comment", "code", "code"]
    );
    assert_eq!(outline.statements.len(), 2);
}

#[test]
fn deep_broken_and_huge_input_gives_an_answer() {
    for language in Language::ALL {
        for piece in ["(", "[", "{", "if x {", "a(() => {", "\"", "'''", "/*", "f(", "\n\t("] {
            let source = piece.repeat(800);
            let outline = outline(*language, source.as_bytes());
            assert_eq!(outline.lines.len(), split_lines(source.as_bytes()).len());
        }
    }
    let huge = vec![b'\n'; crate::syntax::tree::MAX_BYTES + 1];
    let outline = outline(Language::Go, &huge);
    assert!(outline.has_errors && outline.statements.is_empty());
}
