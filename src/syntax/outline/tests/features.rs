//! Languages whose grammars are features of the build.

use super::*;

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
