//! How many columns a terminal gives a text, and how it breaks into lines.

/// Returns how many columns the text takes: 2 for wide East Asian signs and emoji, 0 for combining marks.
pub(in crate::report) fn columns(text: &str) -> usize {
    text.chars().map(char_columns).sum()
}

/// Returns how many columns the longest word of a text takes.
pub(super) fn longest_word(text: &str) -> usize {
    text.split_ascii_whitespace().map(columns).max().unwrap_or(0)
}

/// Returns the text in lines of at most `width` columns, broken at spaces; a word that is longer is broken
/// behind one of its own joints, as `/` and `_`, or inside where it has none.
///
/// Spaces that may not break stay; an empty text is one empty line.
pub(in crate::report) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_ascii_whitespace() {
        let wide = columns(word);
        if used > 0 && used + 1 + wide > width {
            lines.push(String::new());
            used = 0;
        }
        if used > 0 {
            push(&mut lines, ' ');
            used += 1;
        }
        let mut rest = word;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(end_of_line(rest, width));
            if used > 0 && used + columns(piece) > width {
                lines.push(String::new());
                used = 0;
            }
            piece.chars().for_each(|sign| push(&mut lines, sign));
            used += columns(piece);
            rest = after;
        }
    }
    lines
}

/// Returns where a line of a word ends: behind the word, its last joint that fits, or its last sign that
/// does.
fn end_of_line(word: &str, width: usize) -> usize {
    if columns(word) <= width {
        return word.len();
    }
    let (mut used, mut joint, mut last) = (0, 0, 0);
    for (at, sign) in word.char_indices() {
        used += char_columns(sign);
        if used > width && at > 0 {
            break;
        }
        last = at + sign.len_utf8();
        if matches!(sign, '/' | '\\' | '_' | '-' | '.' | ':' | ',' | '@' | '?' | '&' | '=') {
            joint = last;
        }
    }
    // A line that is nearly empty would be worse than a broken name.
    if columns(&word[..joint]) * 3 >= width { joint } else { last }
}

fn push(lines: &mut [String], sign: char) {
    if let Some(last) = lines.last_mut() {
        last.push(sign);
    }
}

fn char_columns(sign: char) -> usize {
    match u32::from(sign) {
        // Controls take no place; combining marks, joiners and variation selectors stand on the
        // sign before.
        0..0x20
        | 0x7f..0xa0
        | 0x300..=0x36f
        | 0x483..=0x489
        | 0x591..=0x5bd
        | 0x610..=0x61a
        | 0x64b..=0x65f
        | 0x1ab0..=0x1aff
        | 0x1dc0..=0x1dff
        | 0x200b..=0x200f
        | 0x20d0..=0x20ff
        | 0xfe00..=0xfe0f
        | 0xfe20..=0xfe2f
        | 0xe0100..=0xe01ef => 0,
        // Hangul, kana, ideographs, full-width forms, pictographs.
        0x1100..=0x115f
        | 0x231a..=0x231b
        | 0x23e9..=0x23ec
        | 0x2614..=0x2615
        | 0x26a1
        | 0x26bd..=0x26be
        | 0x2705
        | 0x270a..=0x270b
        | 0x2728
        | 0x274c
        | 0x2753..=0x2757
        | 0x2795..=0x2797
        | 0x2b50
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xa960..=0xa97f
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f000..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_combining_signs_count_as_terminals_draw_them() {
        assert_eq!(columns("abc"), 3);
        assert_eq!(columns("支付"), 4);
        assert_eq!(columns("e\u{301}🔥"), 3);
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_inside() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(
            wrap("see test_paid_order_is_open", 10),
            ["see", "test_paid_", "order_is_", "open"]
        );
        assert_eq!(wrap("a/bcdefghijkl", 9), ["a/bcdefgh", "ijkl"], "a joint too near the start");
        assert_eq!(wrap("支付支付", 3), ["支", "付", "支", "付"]);
        assert_eq!(wrap("39\u{a0}% of all", 7), ["39\u{a0}% of", "all"]);
        assert_eq!(wrap("", 7), [""]);
    }
}
