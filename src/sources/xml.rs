//! Walks XML element by element: no tree, nothing outside the file, no entity of a DTD expanded.
//!
//! Depth and text are capped, and memory does not grow with the text. Names lose their namespace prefix. A file that stops in the middle,
//! or stops being XML, gives what came before and says where it stopped.

mod tag;

use quick_xml::Reader;
use quick_xml::events::Event;

pub(super) use self::tag::Tag;

use super::ended::Ended;
use super::text::MAX_TEXT;
use super::text_stream::TextStream;

/// Deepest nesting read.
const MAX_DEPTH: usize = 256;

/// Longest list that is the text of an element, in bytes.
const MAX_LIST: usize = 2 << 20;
/// Longest tag read, in bytes; longer comments and texts are passed over.
const MAX_MARKUP: usize = 1 << 20;
/// Longest entity, in bytes.
const MAX_ENTITY: usize = 32;
const TOO_LONG: &str = "a tag is longer than a million bytes";

/// What a walk meets.
pub(super) enum Node<'a, 'b> {
    /// An element begins; an empty one ends right after.
    Start(&'a Tag<'b>),
    /// An element ends: its name and the text in it since its last child.
    End(&'a str, &'a str),
}

/// Visits every element of a text of any size in order.
pub(super) fn walk(text: TextStream<'_>, visit: impl FnMut(Node<'_, '_>)) -> Ended {
    walk_lists(text, &[], visit)
}

/// As [`walk`], where the text of the elements named may be a long list. One that is longer still is
/// left out and told, and its element ends without a name.
pub(super) fn walk_lists(
    mut text: TextStream<'_>,
    lists: &'static [&'static str],
    mut visit: impl FnMut(Node<'_, '_>),
) -> Ended {
    let mut walk = Walk { line: 1, lists, ..Walk::default() };
    let mut buffer = String::new();
    loop {
        let more = match text.fill(&mut buffer) {
            Ok(more) => more,
            Err(error) => {
                walk.stop(format!("cannot read on: {error}"));
                break;
            }
        };
        let read = walk.piece(&buffer, !more, &mut visit);
        buffer.drain(..read);
        if !more || walk.ended.stopped.is_some() {
            break;
        }
    }
    if walk.depth > 0 && walk.ended.stopped.is_none() {
        walk.stop("the file ends inside an element".to_owned());
    }
    if walk.left_out > 0 {
        let (count, limit) = (walk.left_out, MAX_LIST >> 20);
        walk.ended.warnings.push(format!("{count} lists are longer than {limit} MiB and left out"));
    }
    walk.ended
}

/// The state of a walk between the pieces of a text.
#[derive(Default)]
struct Walk {
    /// Line of the place up to which the text was read.
    line: u64,
    depth: usize,
    /// Text of the open element since its last child.
    inner: String,
    /// Names of elements whose text is a list, and whether that of the open one is.
    lists: &'static [&'static str],
    is_list: bool,
    /// Whether the open list is longer than any kept, and how many were.
    is_beyond: bool,
    left_out: usize,
    /// End of what is passed over because it is longer than anything kept.
    skipping: Option<&'static str>,
    ended: Ended,
}

impl Walk {
    fn stop(&mut self, reason: String) {
        self.ended.stopped = Some((self.line, reason));
    }

    /// Visits the elements of a piece of text; returns how far it could be read without knowing what
    /// comes after.
    fn piece(&mut self, text: &str, is_last: bool, visit: &mut impl FnMut(Node<'_, '_>)) -> usize {
        let mut start = 0;
        while let Some(end) = self.skipping {
            let Some(at) = text[start..].find(end) else {
                // The end itself may be cut in two.
                let keep = if is_last { 0 } else { end.len() - 1 };
                let kept = (0..=text.len().saturating_sub(keep)).rev();
                let until = kept.into_iter().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                let until = until.max(start);
                self.count(&text[start..until]);
                return until;
            };
            let until = start + at + end.len();
            self.count(&text[start..until]);
            self.skipping = None;
            start = until;
        }
        let rest = &text[start..];
        let mut reader = Reader::from_str(rest);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let mut counted = 0;
        loop {
            let at = reader.buffer_position() as usize;
            self.count(&rest[counted..at]);
            counted = at;
            match reader.read_event() {
                Ok(Event::Text(found)) => {
                    if !is_last && reader.buffer_position() as usize == rest.len() {
                        // The text may go on, and so may an entity that begins near its end.
                        let amp = found.rfind('&').filter(|amp| found.len() - amp < MAX_ENTITY);
                        let until = at + amp.unwrap_or(found.len());
                        self.count(&rest[at..until]);
                        self.add(&rest[at..until]);
                        return start + until;
                    }
                    self.add(&found);
                }
                Ok(Event::Eof) => return text.len(),
                Ok(event) => {
                    if !self.take(event, visit) {
                        return start + at;
                    }
                }
                Err(error) => {
                    let may_go_on = matches!(error, quick_xml::Error::Syntax(_)) && !is_last;
                    if may_go_on && rest.len() - at <= MAX_MARKUP {
                        return start + at;
                    }
                    let long = &rest[at..];
                    self.skipping = match () {
                        () if !may_go_on => None,
                        () if long.starts_with("<!--") => Some("-->"),
                        () if long.starts_with("<![CDATA[") => Some("]]>"),
                        () if long.starts_with("<?") => Some("?>"),
                        () => None,
                    };
                    if self.skipping.is_none() {
                        let reason = format!("not well-formed: {error}");
                        self.stop(if may_go_on { TOO_LONG.to_owned() } else { reason });
                    }
                    return start + at;
                }
            }
        }
    }

    /// Takes an event other than text; returns whether the walk goes on.
    fn take(&mut self, event: Event<'_>, visit: &mut impl FnMut(Node<'_, '_>)) -> bool {
        match event {
            Event::Start(start) => {
                self.forget_text();
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    self.stop(format!("nested deeper than {MAX_DEPTH} elements"));
                    return false;
                }
                let tag = Tag { start, line: self.line };
                self.is_list = self.lists.contains(&tag.name());
                visit(Node::Start(&tag));
            }
            Event::Empty(start) => {
                self.forget_text();
                let tag = Tag { start, line: self.line };
                visit(Node::Start(&tag));
                visit(Node::End(tag.name(), ""));
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                let name = if self.is_beyond { "" } else { end.local_name().into_inner() };
                visit(Node::End(name, self.inner.trim()));
                self.forget_text();
            }
            Event::CData(found) => self.add(&found.into_inner()),
            Event::GeneralRef(found) => match found.resolve_char_ref() {
                Ok(Some(character)) => self.add(character.encode_utf8(&mut [0; 4])),
                _ => self.add(predefined(&found.into_inner())),
            },
            Event::DocType(doctype)
                if doctype.contains("<!ENTITY") && self.ended.warnings.is_empty() =>
            {
                let told = "entities of the file's own are not expanded";
                self.ended.warnings.push(told.to_owned());
            }
            _ => {}
        }
        true
    }

    fn forget_text(&mut self) {
        self.inner.clear();
        (self.is_list, self.is_beyond) = (false, false);
    }

    fn count(&mut self, text: &str) {
        self.line += text.bytes().filter(|byte| *byte == b'\n').count() as u64;
    }

    fn add(&mut self, text: &str) {
        let blank = self.inner.is_empty() && text.bytes().all(|byte| byte.is_ascii_whitespace());
        if blank || self.is_beyond {
            return;
        }
        let most = if self.is_list { MAX_LIST } else { MAX_TEXT };
        if self.inner.len() + text.len() <= most {
            self.inner.push_str(text);
        } else if self.is_list {
            (self.inner, self.is_beyond) = (String::new(), true);
            self.left_out += 1;
        }
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
                let tag = Tag { start, line: 0 };
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
mod tests;
