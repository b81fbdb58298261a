//! Assertions in single lines of a diff, where there is no whole file to parse.
//!
//! Reads the idioms of the six languages by their words; a line that continues an assertion begun
//! above is not seen, so counts are lower bounds.

/// Starts of lines that name an assertion without making one.
const NOT_CODE: &[&str] = &[
    "import ",
    "from ",
    "use ",
    "using ",
    "#include",
    "package ",
    "//",
    "# ",
    "/*",
    "* ",
    "def ",
    "async def ",
    "fn ",
    "pub fn ",
    "func ",
    "function ",
    "private ",
    "protected ",
    "public ",
];

/// Returns whether the line makes an assertion.
pub(super) fn is_assertion(line: &str) -> bool {
    let line = line.trim();
    if NOT_CODE.iter().any(|start| line.starts_with(start)) {
        return false;
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let (mut rest, mut previous) = (line, "");
    while let Some(start) = rest.find(is_word) {
        let word_on = &rest[start..];
        let end = word_on.find(|c| !is_word(c)).unwrap_or(word_on.len());
        let (word, after) = word_on.split_at(end);
        let before = &rest[..start];
        let called = after.starts_with('(') || after.starts_with("!(");
        let found = match word {
            "expect" | "raises" | "verify" | "warns" | "toThrow" => called,
            "should_panic" => true,
            "require" | "should" => after.starts_with('.'),
            "Error" | "Errorf" | "Fatal" | "Fatalf" => called && previous == "t" && before == ".",
            _ => {
                let lower = word.to_ascii_lowercase();
                lower.starts_with("assert")
                    || lower.starts_with("_assert")
                    || word.starts_with("EXPECT_")
            }
        };
        if found {
            return true;
        }
        (rest, previous) = (after, word);
    }
    false
}

/// An assertion taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// What compares: `assert ==`, `assertEquals`, `expect`.
    pub(super) head: String,
    /// What is compared, in order.
    pub(super) sides: Vec<String>,
}

/// Returns the parts of an assertion that stands on one line; `None` for other lines.
pub(super) fn parts(line: &str) -> Option<Parts> {
    if !is_assertion(line) {
        return None;
    }
    let line = line.trim().trim_end_matches([';', ',']).trim();
    if let Some(body) = line.strip_prefix("assert ") {
        return Some(compared(split(body, ",").first()?));
    }
    let line = line.strip_prefix("await ").unwrap_or(line);
    let open = line.find('(')?;
    let close = matching(line, open)?;
    let (name, inside, rest) =
        (line[..open].trim_end(), &line[open + 1..close], &line[close + 1..]);
    let last = name.trim_end_matches('!').rsplit(['.', ':', ' ']).next().unwrap_or(name);
    if matches!(last, "expect" | "assertThat" | "assert_that") {
        return Some(Parts { head: last.to_owned(), sides: vec![clean(inside), clean(rest)] });
    }
    let mut sides: Vec<String> = split(inside, ",").into_iter().map(clean).collect();
    if sides.len() > 1 && matches!(sides[0].as_str(), "t" | "tt" | "tb") {
        sides.remove(0);
    }
    let polarity = match last {
        "assertTrue" | "assert_" | "assert" | "True" | "ok" => Some("true"),
        "assertFalse" | "False" => Some("false"),
        _ => None,
    };
    match polarity {
        Some("true") if matches!(last, "assert") => sides.first().map(|side| compared(side)),
        Some(word) => {
            let side = sides.into_iter().next()?;
            Some(Parts { head: "assert".to_owned(), sides: vec![side, word.to_owned()] })
        }
        None => Some(Parts { head: name.to_owned(), sides }),
    }
}

/// Splits a condition at its comparison; without one it is compared with true or false.
fn compared(condition: &str) -> Parts {
    for operator in ["===", "==", "!==", "!=", " is not ", " is ", " not in ", " in ", "<=", ">="] {
        if let [left, right] = split(condition, operator).as_slice() {
            let sides = vec![clean(left), clean(right)];
            return Parts { head: format!("assert {}", operator.trim()), sides };
        }
    }
    let condition = condition.trim();
    let negated = condition.strip_prefix("not ").or_else(|| condition.strip_prefix('!'));
    let (side, word) = negated.map_or((condition, "true"), |inner| (inner, "false"));
    Parts { head: "assert".to_owned(), sides: vec![clean(side), word.to_owned()] }
}

fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the pieces of `text` between separators that stand outside of brackets and quotes.
fn split<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, depth) in depths(text) {
        if depth == 0 && at >= start && text[at..].starts_with(separator) {
            pieces.push(&text[start..at]);
            start = at + separator.len();
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// Returns the place of the bracket that closes the one at `open`.
fn matching(text: &str, open: usize) -> Option<usize> {
    let within = depths(&text[open..]);
    within.into_iter().skip(1).find(|(_, depth)| *depth == 0).map(|(at, _)| open + at)
}

/// Returns each character's place with the depth of brackets around it; quoted text is one deeper.
fn depths(text: &str) -> Vec<(usize, u32)> {
    let mut found = Vec::with_capacity(text.len());
    let (mut depth, mut quote, mut escaped) = (0_u32, None, false);
    for (at, c) in text.char_indices() {
        if let Some(end) = quote {
            found.push((at, depth + 1));
            if !escaped && c == end {
                quote = None;
            }
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '"' | '\'' | '`' => {
                found.push((at, depth));
                quote = Some(c);
            }
            '(' | '[' | '{' => {
                found.push((at, depth));
                depth += 1;
            }
            ')' | ']' | '}' => {
                depth = depth.saturating_sub(1);
                found.push((at, depth));
            }
            _ => found.push((at, depth)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_idioms_of_six_languages_are_assertions() {
        for line in [
            "assert total(cart) == 5",
            "self.assertEqual(total(cart), 5)",
            "with pytest.raises(ValueError):",
            "expect(total(cart)).toBe(5);",
            "assertEquals(5, cart.total());",
            "assert_eq!(total(&cart), 5);",
            "require.NoError(t, err)",
            "t.Fatalf(\"got %d\", total)",
            "#[should_panic(expected = \"empty\")]",
            "_assert_total(cart, 5)",
            "verify(mailer).send(any());",
        ] {
            assert!(is_assertion(line), "{line}");
        }
    }

    #[test]
    fn names_imports_and_comments_are_none() {
        for line in [
            "import static org.junit.Assert.*;",
            "from helpers import assert_total",
            "def assert_total(cart):",
            "// assert later",
            "# assert later",
            "expected = total(cart)",
            "const fs = require('fs')",
            "raise Error('x')",
            "",
        ] {
            assert!(!is_assertion(line), "{line}");
        }
    }

    #[test]
    fn sides_are_cut_outside_of_brackets_and_quotes() {
        let sides = |line| parts(line).unwrap().sides;
        assert_eq!(sides("assert f(a, 'x == y') == [1, 2], 'why'"), ["f(a, 'x == y')", "[1, 2]"]);
        assert_eq!(sides("assert.Equal(t, 5, total(c))"), ["5", "total(c)"]);
        assert_eq!(sides("expect(f(1)).toEqual({a: 1});"), ["f(1)", ".toEqual({a: 1})"]);
        assert_eq!(sides("assert!(f(1) == 2);"), ["f(1)", "2"]);
        assert_eq!(sides("assert not match(c)"), ["match(c)", "false"]);
        assert_eq!(sides("assertTrue(ok(c))"), ["ok(c)", "true"]);
    }

    #[test]
    fn broken_and_foreign_text_is_survived() {
        for line in ["assert (", "assert '", "expect(", "assert_eq!)", "assert ü == 'ü", "assert"]
        {
            let _ = parts(line);
        }
        assert_eq!(parts("total(cart)"), None);
    }
}
