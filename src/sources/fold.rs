//! Words of several languages in one spelling: lower case, and letters without their marks.

/// Returns a text in lower case, with `é` as `e`, `ç` as `c` and `ß` as `ss`.
pub(super) fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à'..='å' => plain.push('a'),
            'ç' => plain.push('c'),
            'è'..='ë' => plain.push('e'),
            'ì'..='ï' => plain.push('i'),
            'ñ' => plain.push('n'),
            'ò'..='ö' | 'ø' => plain.push('o'),
            'ù'..='ü' => plain.push('u'),
            'ß' => plain.push_str("ss"),
            // A mark that stands behind its letter, as some systems write it.
            '\u{300}'..='\u{36f}' => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn marks_on_letters_make_no_difference() {
        assert_eq!(folded("Création"), "creation");
        assert_eq!(folded("Cre\u{301}ation"), "creation");
        assert_eq!(folded("PRIORITÄT Größe"), "prioritat grosse");
        assert_eq!(folded("Ação, año"), "acao, ano");
    }
}
