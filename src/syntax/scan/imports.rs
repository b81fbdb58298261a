//! What a file imports, as words: enough to tell whether a helper of another file is meant.

use super::Scanner;

/// Most words that are kept of one file.
const MAX_WORDS: usize = 2_000;

impl Scanner<'_> {
    /// Notes the words of an import.
    pub(in crate::syntax::scan) fn import(&mut self, text: &str) {
        let words =
            text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-' || c == '*'));
        // What Go imports by `.` needs no package in front.
        let by_dot = [" . \"", "\t. \""].iter().any(|dot| text.contains(dot));
        let words = words.chain(by_dot.then_some("*"));
        // JavaScript's modules often have a name of one letter: `import * as U from './util'`.
        let is_word = |word: &&str| {
            word.len() > 1
                || *word == "*"
                || (self.language.is_script() && word.bytes().all(|b| b.is_ascii_alphabetic()))
        };
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).filter(is_word).collect();
        for word in words {
            let is_keyword =
                matches!(word, "import" | "from" | "use" | "using" | "include" | "as" | "static");
            if !is_keyword && self.found.imports.len() < MAX_WORDS {
                self.found.imports.push(word.into());
            }
        }
    }
}
