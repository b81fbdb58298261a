//! The tag that begins an element, and its attributes.

use std::borrow::Cow;

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

use crate::sources::text::clean;

/// The tag that begins an element.
pub(in crate::sources) struct Tag<'a> {
    pub(super) start: BytesStart<'a>,
    /// Line it begins on.
    pub(in crate::sources) line: u64,
}

impl Tag<'_> {
    /// Returns its name without the namespace prefix.
    pub(in crate::sources) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Returns its attributes as written, in order.
    ///
    /// Reports are mostly attributes, so they are cut out here rather than by the XML reader, which
    /// checks what nobody asks. What has no quotes around its value is passed over.
    pub(in crate::sources) fn raw(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut rest = self.start.attributes_raw();
        std::iter::from_fn(move || {
            loop {
                let (name, after) = named(rest)?;
                let quote = *after.as_bytes().first()?;
                if !matches!(quote, b'"' | b'\'') {
                    rest = after;
                    continue;
                }
                let end = after.as_bytes()[1..].iter().position(|byte| *byte == quote)? + 1;
                rest = &after[end + 1..];
                return Some((name, &after[1..end]));
            }
        })
    }

    /// Returns the value of an attribute, clean and with its entities resolved; `None` where it is
    /// missing or empty.
    pub(in crate::sources) fn get(&self, name: &str) -> Option<String> {
        let (_, value) = self.raw().find(|(found, _)| *found == name)?;
        // An entity that only a DTD could explain stays as written.
        let value = unescape(value).unwrap_or(Cow::Borrowed(value));
        let clean = clean(&value);
        (!clean.is_empty()).then_some(clean)
    }
}

/// Returns the name before the next equals sign, without a prefix, and what comes after the sign.
fn named(text: &str) -> Option<(&str, &str)> {
    let sign = text.bytes().position(|byte| byte == b'=')?;
    let name = text[..sign].trim_ascii_end();
    let is_before = |byte: &u8| byte.is_ascii_whitespace() || *byte == b':';
    let first = name.as_bytes().iter().rposition(is_before).map_or(0, |at| at + 1);
    Some((&name[first..], text[sign + 1..].trim_ascii_start()))
}
