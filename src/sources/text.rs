//! Cleans text from outside: no control or bidi characters, no addresses or mentions, no novels.

use std::sync::LazyLock;

use regex::Regex;

/// Longest title kept, in characters.
pub const MAX_TITLE: usize = 300;
/// Longest body kept, in characters.
pub const MAX_BODY: usize = 65_536;
/// Longest other text kept, in characters.
pub const MAX_WORDS: usize = 1_000;
/// Longest text of an element, attribute or member of a report kept, in bytes.
pub(super) const MAX_TEXT: usize = 1 << 16;

/// Cleans the texts of one file and counts what it took out.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cleaner {
    /// Control, bidi and invisible characters removed.
    pub removed: usize,
    /// Addresses and mentions masked.
    pub masked: usize,
    /// Texts cut at their longest.
    pub cut: usize,
}

impl Cleaner {
    /// Returns the text on one line: white space runs become a blank.
    pub fn line(&mut self, text: &str, longest: usize) -> String {
        let kept = self.without_controls(text);
        let line = kept.split_whitespace().collect::<Vec<_>>().join(" ");
        self.masked_and_cut(line, longest)
    }

    /// Returns the text with its line ends and tabs kept.
    pub fn block(&mut self, text: &str, longest: usize) -> String {
        let kept = self.without_controls(text);
        self.masked_and_cut(kept.trim().to_owned(), longest)
    }

    /// Returns a name or address on one line, unmasked, for what identifies a thing.
    pub fn name(&mut self, text: &str) -> String {
        self.without_controls(text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns what was done, as notes for the user.
    pub fn notes(&self) -> Vec<String> {
        [
            (self.removed, "control, bidi or invisible characters removed"),
            (self.masked, "e-mail addresses or mentions masked"),
            (self.cut, "texts cut at the longest that is kept"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect()
    }

    fn without_controls(&mut self, text: &str) -> String {
        let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
        if text.contains('\u{1b}') {
            // What is left of a terminal's command without its first character is noise.
            self.removed += TERMINAL_COMMAND.find_iter(&text).count();
            text = TERMINAL_COMMAND.replace_all(&text, "").into_owned();
        }
        let kept: String = text.chars().filter(|c| !is_harmful(*c)).collect();
        self.removed += text.chars().count() - kept.chars().count();
        kept
    }

    fn masked_and_cut(&mut self, mut text: String, longest: usize) -> String {
        if text.contains('@') || text.contains("[~") {
            for (pattern, mask) in
                [(&*EMAIL, "<email>"), (&*JIRA_MENTION, "@…"), (&*MENTION, "${1}@…")]
            {
                self.masked += pattern.find_iter(&text).count();
                text = pattern.replace_all(&text, mask).into_owned();
            }
        }
        if let Some((end, _)) = text.char_indices().nth(longest) {
            self.cut += 1;
            text.truncate(end);
            text.push('…');
        }
        text
    }
}

/// Returns whether a character can change how a terminal, a page or a reader takes the rest of the line.
pub(crate) fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}' | '\u{2029}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Returns the text on one line, without harmful characters, cut at the longest that is kept.
pub(super) fn clean(text: &str) -> String {
    let text = text.trim();
    let end = (0..=text.len().min(MAX_TEXT)).rev().find(|at| text.is_char_boundary(*at));
    let text = &text[..end.unwrap_or(0)];
    let blank = |c: char| if c == '\n' || c == '\t' { ' ' } else { c };
    text.chars().filter(|c| !is_harmful(*c)).map(blank).collect()
}

static TERMINAL_COMMAND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?)"));
static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[\w.!#$%&'*+/=?^{|}~-]+@[\w-]+(?:\.[\w-]+)+"));
static JIRA_MENTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[~[^\]\n]{1,200}\]"));
static MENTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(^|[^\w@])@[\w](?:[\w.-]*[\w])?"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the patterns above are valid, as the tests that use each show")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_mentions_are_masked_and_counted() {
        let mut cleaner = Cleaner::default();
        let masked =
            cleaner.line("@ann told <bob.b+x@mail.example.org> and [~accountid:7:ab] (@c-d.)", 99);
        assert_eq!(masked, "@… told <<email>> and @… (@….)");
        assert_eq!(cleaner.masked, 4);
        assert_eq!(cleaner.line("5 @ 3, a@b, x@@y", 99), "5 @ 3, a@b, x@@y");
    }

    #[test]
    fn control_and_bidi_characters_go_and_are_counted() {
        let mut cleaner = Cleaner::default();
        assert_eq!(cleaner.line("a\u{1b}[31mred\u{202e}\ttxt\r\n b", 99), "ared txt b");
        assert_eq!(cleaner.removed, 2);
        assert_eq!(cleaner.block(" a\r\n\tb\0 ", 99), "a\n\tb");
        assert_eq!(cleaner.notes(), ["3 control, bidi or invisible characters removed"]);
    }

    #[test]
    fn a_long_title_is_cut_at_a_character_with_a_note() {
        let mut cleaner = Cleaner::default();
        assert_eq!(cleaner.line("ßßßß", 3), "ßßß…");
        assert_eq!(cleaner.line("ßßß", 3), "ßßß");
        assert_eq!(cleaner.cut, 1);
    }
}
