//! Foreign text on its way into a picture: cleaned, shortened, wrapped, escaped.

use super::font::{self, Weight};

/// Longest foreign text that is looked at; nothing longer fits a chart.
const LONGEST: usize = 400;

/// Returns a text fit for one line: no control and no direction characters, single spaces.
///
/// Direction characters (U+061C, U+200E–200F, U+202A–202E, U+2066–2069) could make the reader see
/// another text than the one that is there; zero-width ones and U+FEFF hide.
pub(super) fn clean(text: &str) -> String {
    let mut line = String::new();
    for letter in text.chars().take(LONGEST) {
        if letter.is_whitespace() && letter != '\u{a0}' {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_unsafe(letter) {
            line.push(standing(letter));
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Returns a sign that stands where it is written: the bundled font sets a lone grave or acute accent
/// onto the letter before it.
fn standing(letter: char) -> char {
    match letter {
        '`' => '‘',
        '´' => '’',
        letter => letter,
    }
}

/// Whether a letter is none that a picture shows.
pub(super) fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}')
}

/// Returns a text as the start of a line.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns the text as XML character data or attribute value.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ if is_unsafe(letter) => {}
            _ => out.push(letter),
        }
    }
    out
}

/// Returns the longest start of the text that fits, with an ellipsis where something was cut.
pub(super) fn shorten(text: &str, room: f64, size: f64, weight: Weight) -> String {
    let wide = |part: &str| font::width(part, size, weight);
    let ellipsis = wide("…");
    let (mut width, mut end) = (0.0, 0);
    for (at, letter) in text.char_indices() {
        width += wide(letter.encode_utf8(&mut [0; 4]));
        if width + ellipsis <= room {
            end = at + letter.len_utf8();
        }
        if width > room {
            let kept = text[..end].trim_end();
            return if kept.is_empty() { String::new() } else { format!("{kept}…") };
        }
    }
    text.to_owned()
}

/// Returns the longest start of the text that fits, cut behind a word where one ends in its second half.
pub(super) fn shorten_words(text: &str, room: f64, size: f64, weight: Weight) -> String {
    let short = shorten(text, room, size, weight);
    let Some(kept) = short.strip_suffix('…').filter(|_| short != text) else { return short };
    // The letter behind tells whether a word was cut.
    let is_cut = text[kept.len()..].chars().next().is_some_and(|next| !next.is_whitespace());
    match kept.rfind(' ').filter(|end| is_cut && *end * 2 > kept.len()) {
        Some(end) => format!("{}…", kept[..end].trim_end()),
        None => short,
    }
}

/// Returns a name that fits, cut in its middle: names that share their start differ at their end, so that
/// two thirds of the room are for its last letters.
pub(super) fn shorten_middle(text: &str, room: f64, size: f64, weight: Weight) -> String {
    let wide = |part: &str| font::width(part, size, weight);
    if wide(text) <= room {
        return text.to_owned();
    }
    let room = room - wide("…");
    if room <= 0.0 {
        return String::new();
    }
    let kept = |letters: &mut dyn Iterator<Item = (usize, char)>, room: f64| {
        let mut width = 0.0;
        let fits = letters.take_while(|(_, letter)| {
            width += wide(letter.encode_utf8(&mut [0; 4]));
            width <= room
        });
        fits.last().map(|(at, letter)| (at, at + letter.len_utf8()))
    };
    let from = kept(&mut text.char_indices().rev(), room * 2.0 / 3.0);
    let tail = from.map_or("", |(from, _)| &text[from..]);
    let to = kept(&mut text.char_indices(), room - wide(tail));
    format!("{}…{tail}", to.map_or("", |(_, to)| &text[..to]))
}

/// Returns the text in lines that fit, broken at spaces.
pub(super) fn wrap(text: &str, room: f64, size: f64, weight: Weight) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if font::width(&format!("{line} {word}"), size, weight) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(shorten(word, room, size, weight)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_direction_characters_never_reach_a_picture() {
        assert_eq!(clean("a\u{202e}b\u{1b}[31m\n  c\u{200b}d\t"), "ab[31m cd");
        assert_eq!(escape("<a b='\"&\u{202e}\u{0}'>"), "&lt;a b=&#39;&quot;&amp;&#39;&gt;");
    }

    #[test]
    fn a_backtick_does_not_land_on_the_letter_before_it() {
        assert_eq!(clean("call `pay` now, it´s"), "call ‘pay‘ now, it’s");
    }

    #[test]
    fn a_long_text_is_looked_at_only_as_far_as_it_could_ever_fit() {
        assert_eq!(clean(&"x".repeat(100_000)).len(), LONGEST);
    }

    #[test]
    fn a_text_that_does_not_fit_ends_in_an_ellipsis() {
        let short = shorten("checkout double charge", 60.0, 12.0, Weight::Regular);
        assert!(short.ends_with('…') && font::width(&short, 12.0, Weight::Regular) <= 60.0);
        assert_eq!(shorten("pay", 60.0, 12.0, Weight::Regular), "pay");
        assert_eq!(shorten("pay", 1.0, 12.0, Weight::Regular), "");
    }

    #[test]
    fn a_sentence_is_cut_between_its_words() {
        let cut = |text, room| shorten_words(text, room, 12.0, Weight::Regular);
        assert_eq!(cut("payroll was run twice overnight", 150.0), "payroll was run twice…");
        assert_eq!(cut("pay", 60.0), "pay");
        let one = cut("a-word-that-is-longer-than-the-room", 60.0);
        assert!(one.ends_with('…') && one.len() > 5, "{one}");
    }

    #[test]
    fn a_name_is_cut_in_its_middle_and_keeps_what_tells_it_from_others() {
        let cut = |text| shorten_middle(text, 90.0, 12.0, Weight::Bold);
        let one = cut("PAYMENTS-PLATFORM-20417");
        assert!(one.starts_with("PA") && one.ends_with("20417") && one.contains('…'), "{one}");
        assert_ne!(one, cut("PAYMENTS-PLATFORM-20418"));
        assert!(font::width(&one, 12.0, Weight::Bold) <= 90.0);
        assert_eq!(cut("INC-42"), "INC-42");
        assert_eq!(shorten_middle("支付支付支付", 1.0, 12.0, Weight::Bold), "");
    }

    #[test]
    fn wrapped_lines_fit_and_keep_every_word() {
        let text = "Bars show the 95 % Wilson interval of each quarter";
        let lines = wrap(text, 120.0, 14.0, Weight::Regular);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| font::width(line, 14.0, Weight::Regular) <= 120.0));
        assert_eq!(lines.join(" "), text);
    }
}
