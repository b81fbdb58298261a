//! Outlines drawn line by line, a test a language.

use super::*;

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
#[cfg(feature = "csharp")]
fn csharp_accessors_have_the_name_of_their_property_and_arrows_are_statements() {
    let source = "\
using System;
namespace Shop;
class Cart : Base
{
    private int x = 1;
    private int y;
    public int Total
    {
        get { return x; }
        private set;
    }
    public int Twice => x * 2;
    public decimal Rate { get; } = Find(3);
    [Fact]
    public int Sum(
        int a)
    {
        // why
        lock (this)
        {
            Each(i =>
            {
                Go(i);
            });
        }
        switch (a)
        {
            case 1:
                return 2;
            default:
                break;
        }
        return a;
    }
}
";
    assert_eq!(
        drawn(Language::CSharp, source),
        [
            "i", "}", "c3!", "}", "c5!", "}", "}", "}", "c9", "}", "}", "c12", "c13!", "c14!",
            "c14!", "c14!", "}", "#", "c19", "}", "c21", "}", "c23", "}", "}", "c26", "}", "c28",
            "c29", "c30", "c31", "}", "c33", "}", "}"
        ]
    );
    assert_eq!(
        functions(Language::CSharp, source),
        [
            ("Cart.Total".to_owned(), 9, 9),
            ("Cart.Twice".to_owned(), 12, 12),
            ("Cart.Sum".to_owned(), 14, 34)
        ]
    );
}

#[test]
#[cfg(feature = "php")]
fn php_methods_carry_their_class_and_closures_keep_their_own_statements() {
    let source = "\
<?php
namespace App;
use App\\Tax;
class Cart
{
    public $x = 1;
    // why
    public function total(int $a): int
    {
        foreach ($this->lines as $line) {
            if ($line) {
                $a += $line;
            } elseif ($a) {
                return 1;
            }
        }
        $each = array_map(function ($x) {
            return $x;
        }, $this->lines);
        switch ($a) {
            case 1:
                return 2;
        }
        return match ($a) {
            1 => one(),
            default => two(),
        };
    }
}
function one() { return 1; }
";
    assert_eq!(
        drawn(Language::Php, source),
        [
            "}", "}", "i", "c4!", "}", "}", "#", "c8!", "}", "c10", "c11", "c12", "c13", "c14",
            "}", "}", "c17", "c18", "c17", "c20", "c21", "c22", "}", "c24", "c25", "c26", "}", "}",
            "}", "c30"
        ]
    );
    assert_eq!(
        functions(Language::Php, source),
        [("Cart::total".to_owned(), 8, 28), ("one".to_owned(), 30, 30)]
    );
}

#[test]
#[cfg(feature = "ruby")]
fn ruby_expressions_are_statements_where_they_stand_in_a_body() {
    let source = "\
require 'set'
module Shop
  class Cart
    LIMIT = [
      1,
    ].freeze

    # Doc.
    def total(a)
      return 0 if a.nil?
      if a > 1
        a += 1
      elsif a
        a
      else
        raise 'x'
      end
      lines.each do |line|
        add(line)
      end
      case a
      when 1 then 2
      else
        3
      end
    rescue ArgumentError => e
      retry
    end

    def self.one = 1
  end
end
";
    assert_eq!(
        drawn(Language::Ruby, source),
        [
            "c1!", "c2!", "c3!", "c4!", "c4!", "c4!", "_", "#", "c9!", "c10", "c11", "c12", "c13",
            "c14", "}", "c16", "}", "c18", "c19", "}", "c21", "c22", "}", "c24", "}", "c26", "c27",
            "}", "_", "c30!", "}", "}"
        ]
    );
    assert_eq!(
        functions(Language::Ruby, source),
        [("Shop#Cart#total".to_owned(), 9, 28), ("Shop#Cart#one".to_owned(), 30, 30)]
    );
}

#[test]
#[cfg(feature = "kotlin")]
fn kotlin_bodies_need_no_block() {
    let source = "\
package shop
import a.b
class Cart(val a: Int) {
    private val x = 1
    lateinit var y: String

    fun total(a: Int): Int {
        if (a > 1) {
            go(
                a)
        } else
            stop()
        lines.forEach { line ->
            add(line)
        }
        when (a) {
            1 -> one()
            else -> {
                other()
            }
        }
        val z: Int
        for (i in a) go(i)
        try {
            return a
        } catch (e: E) {
            throw e
        }
    }

    fun one() = 1
    init {
        require(a > 0)
    }
}
";
    assert_eq!(
        drawn(Language::Kotlin, source),
        [
            "i", "i", "c3!", "c4!", "}", "_", "c7!", "c8", "c9", "c9", "}", "c12", "c13", "c14",
            "}", "c16", "c17", "c18", "c19", "}", "}", "}", "c23", "}", "c25", "c26", "c27", "}",
            "}", "_", "c31", "}", "c33", "}", "}"
        ]
    );
    assert_eq!(
        functions(Language::Kotlin, source),
        [("Cart.total".to_owned(), 7, 29), ("Cart.one".to_owned(), 31, 31)]
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
