//! Walks XML element by element: no tree, nothing outside the file, no entity of a DTD expanded.
//!
//! Depth and text are capped. Names lose their namespace prefix. A file that stops in the middle,
//! or stops being XML, gives what came before and says where it stopped.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::text::is_harmful;

/// Deepest nesting read.
const MAX_DEPTH: usize = 256;
/// Longest text of an element or attribute kept, in bytes.
const MAX_TEXT: usize = 1 << 16;

/// What a walk meets.
pub(super) enum Node<'a, 'b> {
    /// An element begins; an empty one ends right after.
    Start(&'a Tag<'b>),
    /// An element ends: its name and the text in it since its last child.
    End(&'a str, &'a str),
}

/// The tag that begins an element.
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    /// Byte of the text where it ends.
    pub(super) place: u64,
}

impl Tag<'_> {
    /// Returns its name without the namespace prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Returns its attributes as written, in order.
    ///
    /// Reports are mostly attributes, so they are cut out here rather than by the XML reader, which
    /// checks what nobody asks. What has no quotes around its value is passed over.
    pub(super) fn raw(&self) -> impl Iterator<Item = (&str, &str)> {
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
    pub(super) fn get(&self, name: &str) -> Option<String> {
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

/// Returns the text on one line, without harmful characters, cut at the longest that is kept.
pub(super) fn clean(text: &str) -> String {
    let text = text.trim();
    let end = (0..=text.len().min(MAX_TEXT)).rev().find(|at| text.is_char_boundary(*at));
    let text = &text[..end.unwrap_or(0)];
    let blank = |c: char| if c == '\n' || c == '\t' { ' ' } else { c };
    text.chars().filter(|c| !is_harmful(*c)).map(blank).collect()
}

/// How a walk ended.
#[derive(Debug, Default)]
pub(super) struct Ended {
    /// Where and why it stopped before the end of the text.
    pub(super) stopped: Option<(u64, String)>,
    /// What was noticed.
    pub(super) warnings: Vec<String>,
}

/// Visits every element of the text in order.
pub(super) fn walk(text: &str, mut visit: impl FnMut(Node<'_, '_>)) -> Ended {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    let mut ended = Ended::default();
    let (mut depth, mut inner) = (0_usize, String::new());
    loop {
        let place = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                inner.clear();
                depth += 1;
                if depth > MAX_DEPTH {
                    let reason = format!("nested deeper than {MAX_DEPTH} elements");
                    ended.stopped = Some((reader.buffer_position(), reason));
                    break;
                }
                visit(Node::Start(&Tag { start, place }));
            }
            Ok(Event::Empty(start)) => {
                inner.clear();
                let tag = Tag { start, place };
                visit(Node::Start(&tag));
                visit(Node::End(tag.name(), ""));
            }
            Ok(Event::End(end)) => {
                depth = depth.saturating_sub(1);
                visit(Node::End(end.local_name().into_inner(), inner.trim()));
                inner.clear();
            }
            Ok(Event::Text(found)) => add(&mut inner, &found.into_inner()),
            Ok(Event::CData(found)) => add(&mut inner, &found.into_inner()),
            Ok(Event::GeneralRef(found)) => match found.resolve_char_ref() {
                Ok(Some(character)) => add(&mut inner, character.encode_utf8(&mut [0; 4])),
                _ => add(&mut inner, predefined(&found.into_inner())),
            },
            Ok(Event::DocType(doctype)) if doctype.contains("<!ENTITY") => {
                ended.warnings.push("entities of the file's own are not expanded".to_owned());
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                ended.stopped =
                    Some((reader.error_position(), format!("not well-formed: {error}")));
                break;
            }
        }
    }
    if depth > 0 && ended.stopped.is_none() {
        ended.stopped = Some((text.len() as u64, "the file ends inside an element".to_owned()));
    }
    ended
}

fn add(inner: &mut String, text: &str) {
    let blank = inner.is_empty() && text.bytes().all(|byte| byte.is_ascii_whitespace());
    if !blank && inner.len() + text.len() <= MAX_TEXT {
        inner.push_str(text);
    }
}

fn predefined(entity: &str) -> &'static str {
    match entity {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

/// Returns the names of the first elements, each with the one around it: `coverage`,
/// `coverage/packages`; and the root's attributes as `@name`.
pub(super) fn head(text: &str) -> Vec<String> {
    const MOST: usize = 12;
    let mut found: Vec<String> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    while found.len() < MOST {
        match reader.read_event() {
            Ok(event @ (Event::Start(_) | Event::Empty(_))) => {
                let closed = matches!(event, Event::Empty(_));
                let (Event::Start(start) | Event::Empty(start)) = event else { break };
                let tag = Tag { start, place: 0 };
                if open.is_empty() {
                    found.extend(tag.raw().take(40).map(|(name, _)| format!("@{name}")));
                    found.insert(0, tag.name().to_owned());
                } else {
                    found.push(format!("{}/{}", open[open.len() - 1], tag.name()));
                }
                if !closed {
                    open.push(tag.name().to_owned());
                }
            }
            Ok(Event::End(_)) => drop(open.pop()),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> (Vec<String>, Ended) {
        let mut seen = Vec::new();
        let ended = walk(text, |node| match node {
            Node::Start(tag) => seen.push(format!("<{} {:?}", tag.name(), tag.get("a"))),
            Node::End(name, text) => seen.push(format!("{name}>{text}")),
        });
        (seen, ended)
    }

    #[test]
    fn elements_come_in_order_with_text_and_values_resolved() {
        let (nodes, ended) = seen(
            "<?xml version='1.0' encoding='utf-16'?><p:x a='1 &lt; 2'>\n<y>a &amp; b</y><z/></p:x>",
        );
        assert_eq!(nodes, ["<x Some(\"1 < 2\")", "<y None", "y>a & b", "<z None", "z>", "x>"]);
        assert!(ended.stopped.is_none() && ended.warnings.is_empty());
    }

    #[test]
    fn entities_of_a_dtd_are_not_expanded_and_depth_has_an_end() {
        let bomb = "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><x a='&b;'>&b;</x>";
        let (nodes, ended) = seen(bomb);
        assert_eq!(nodes, ["<x Some(\"&b;\")", "x>"]);
        assert_eq!(ended.warnings, ["entities of the file's own are not expanded"]);
        let (nodes, ended) = seen(&"<x>".repeat(10_000));
        assert_eq!(nodes.len(), MAX_DEPTH);
        assert!(ended.stopped.unwrap().1.starts_with("nested deeper"));
    }

    #[test]
    fn attributes_are_cut_out_whatever_their_quotes_blanks_and_prefixes() {
        let mut seen = Vec::new();
        walk("<x  p:a='1=2'\n b = \"it's\" bare c=7 d='ä' e=''/>", |node| {
            if let Node::Start(tag) = node {
                seen.extend(tag.raw().map(|(name, value)| format!("{name}|{value}")));
            }
        });
        assert_eq!(seen, ["a|1=2", "b|it's", "d|ä", "e|"]);
    }

    #[test]
    fn a_cut_is_told_with_its_place() {
        assert_eq!(seen("<x><y/>").1.stopped.unwrap().0, 7);
        assert!(seen("<x><y a='").1.stopped.unwrap().1.starts_with("not well-formed"));
    }

    #[test]
    fn the_head_names_the_root_and_what_is_first_in_it() {
        let found =
            head("<!-- x --><coverage version='1'><file path='a'><lineToCover/></file></coverage>");
        assert_eq!(found, ["coverage", "@version", "coverage/file", "file/lineToCover"]);
    }
}
