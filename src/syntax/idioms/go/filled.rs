//! Conditions on what the `if` itself has bound.

use crate::syntax::expression::arguments;
use crate::syntax::failure_words::is_error_name;

/// Longest condition and longest binding that are read, in bytes.
const MAX_READ: usize = 500;

/// Returns a condition with what its `if` bound in the place of the names: of `want, have := Gone, err` and
/// `want != have` that is `Gone != err`. One that binds a single name, or an error, says enough by its names.
pub(super) fn filled(condition: &str, bound: &str) -> Option<String> {
    if condition.len() + bound.len() > MAX_READ {
        return None;
    }
    let (names, values) = bound.split_once(":=")?;
    let (names, values) = (arguments(names), arguments(values));
    let is_pair = names.len() > 1 && names.len() == values.len();
    // One word in quotes is what a text says and no message: `name, kind := "error", f()`.
    let is_word = |value: &&str| value.starts_with('"') && !value.contains(' ');
    if !is_pair
        || condition.contains("len(")
        || values.iter().any(is_word)
        || names.iter().any(|name| is_error_name(name))
    {
        return None;
    }
    let mut filled = String::with_capacity(condition.len() + bound.len());
    let mut rest = condition;
    while let Some(start) = rest.find(is_name) {
        let end = rest[start..].find(|c| !is_name(c)).map_or(rest.len(), |end| start + end);
        let (before, word) = (&rest[..start], &rest[start..end]);
        filled.push_str(before);
        let is_member = filled.ends_with(['.', '"']);
        let value = names.iter().position(|name| *name == word).filter(|_| !is_member);
        filled.push_str(value.map_or(word, |at| values[at]));
        rest = &rest[end..];
    }
    filled.push_str(rest);
    Some(filled)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn names_give_way_to_what_they_are_bound_to() {
        let of = |condition, bound| filled(condition, bound);
        assert_eq!(
            of("want != have", "want, have := ErrGone, pay(3, 4)").as_deref(),
            Some("ErrGone != pay(3, 4)")
        );
        assert_eq!(
            of("!reflect.DeepEqual(a, b.a)", "a, b := x.y, z").as_deref(),
            Some("!reflect.DeepEqual(x.y, z.a)")
        );
        assert_eq!(of("err != nil", "x, err := pay()"), None);
        assert_eq!(of("err != nil", "err := pay()"), None);
        assert_eq!(of("code != 404", "code := status()"), None);
    }
}
