//! Arguments that are given by their names: `assertEquals(actual = sum, expected = 3)`.

use crate::syntax::chain::Chain;
use crate::syntax::expression::{by_name, parts};
use crate::syntax::language::Language;

/// Returns the lists of a chain's calls without names, what is expected first and what is to be said last, where
/// one of them has names; `None` in place of those without.
pub(super) fn plain(language: Language, chain: &Chain<'_>) -> Option<Vec<Option<String>>> {
    let sign = match language {
        Language::Kotlin => '=',
        Language::CSharp | Language::Php => ':',
        _ => return None,
    };
    let written = chain.segments.iter().any(|s| {
        let known = ["expected", "actual", "message", "condition"];
        s.arguments
            .is_some_and(|list| known.iter().any(|name| list.contains(name)) && list.contains(sign))
    });
    if !written {
        return None;
    }
    let lists: Vec<Option<String>> =
        chain.segments.iter().map(|s| without_names(s.arguments?, sign)).collect();
    lists.iter().any(Option::is_some).then_some(lists)
}

/// Returns a list whose arguments have lost their names; `None` where none has one.
fn without_names(list: &str, sign: char) -> Option<String> {
    let mut given: Vec<(usize, &str)> = Vec::new();
    let mut is_named = false;
    for part in parts(list) {
        let (name, value) = by_name(part, &[sign]).unwrap_or(("", part));
        is_named |= !name.is_empty();
        let place = match name {
            "expected" => 0,
            "" => 1,
            "actual" => 2,
            "message" | "userMessage" | "because" => 4,
            _ => 3,
        };
        given.push((place, value));
    }
    given.sort_by_key(|(place, _)| *place);
    let values: Vec<&str> = given.into_iter().map(|(_, value)| value).collect();
    is_named.then(|| values.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_expected_comes_first_whatever_was_written_first() {
        let plain = |list, sign| without_names(list, sign);
        assert_eq!(plain("actual = sum, expected = 3", '='), Some("3, sum".to_owned()));
        assert_eq!(
            plain("message = \"no\", expected = a, actual = b", '='),
            Some("a, b, \"no\"".to_owned())
        );
        assert_eq!(
            plain("expected: Limit.One, actual: paid", ':'),
            Some("Limit.One, paid".to_owned())
        );
        assert_eq!(plain("a == b, c", '='), None);
        assert_eq!(plain("Shop::paid, c", ':'), None);
        assert_eq!(plain("{ a = 3 }", '='), None);
    }
}
