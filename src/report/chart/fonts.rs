//! The fonts that PNG and PDF are drawn with: the two bundled ones, and files that are named for the
//! letters these lack. No font of the machine is looked for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ab_glyph::{Font, FontRef, GlyphId};
use usvg::fontdb::{Database, ID, Source};
use usvg::{Font as Wanted, FontResolver};

use super::error::ChartError;
use super::font;
use super::guarded::guarded;

/// Weight from which on a text is bold.
const BOLD: u16 = 600;

/// The bundled fonts, and further ones for letters they lack.
#[derive(Debug, Clone)]
pub struct Fonts {
    database: Arc<Database>,
    regular: Option<ID>,
    bold: Option<ID>,
    /// Faces for letters the bundled fonts lack, in the order they were named.
    others: Vec<ID>,
    /// The files these are of.
    files: Vec<PathBuf>,
}

impl Fonts {
    /// Returns the bundled fonts alone.
    pub fn bundled() -> Self {
        static BUNDLED: OnceLock<Fonts> = OnceLock::new();
        let bundled = BUNDLED.get_or_init(|| {
            let mut database = Database::new();
            let mut load = |bytes: &'static [u8]| {
                database.load_font_source(Source::Binary(Arc::new(bytes))).first().copied()
            };
            let (regular, bold) = (load(notosans::REGULAR_TTF), load(notosans::BOLD_TTF));
            Self {
                database: Arc::new(database),
                regular,
                bold,
                others: Vec::new(),
                files: Vec::new(),
            }
        });
        bundled.clone()
    }

    /// Adds a font file for the letters that those before it lack; of a collection every face.
    ///
    /// The name is for the error of a file that is no font or has no letters.
    pub fn add(&mut self, name: &Path, bytes: Vec<u8>) -> Result<(), ChartError> {
        let no_font = || ChartError::Font { path: name.to_owned() };
        let source = Source::Binary(Arc::new(bytes));
        let database = Arc::make_mut(&mut self.database);
        let faces = guarded(|| {
            let added: Vec<ID> = database.load_font_source(source).to_vec();
            added.into_iter().filter(|id| has_letters(database, *id)).collect::<Vec<ID>>()
        });
        let faces = faces.filter(|faces| !faces.is_empty()).ok_or_else(no_font)?;
        self.others.extend(faces);
        self.files.push(name.to_owned());
        Ok(())
    }

    /// Returns what is drawn with these fonts, or an error that names the files where a library gives up
    /// on one of them.
    pub(super) fn draw<T>(
        &self,
        draw: impl FnOnce() -> Result<T, ChartError>,
    ) -> Result<T, ChartError> {
        let [first, others @ ..] = &self.files[..] else { return draw() };
        guarded(draw).unwrap_or_else(|| {
            let names = others.iter().map(|file| format!("` or `{}", file.display()));
            let path = format!("{}{}", first.display(), names.collect::<Vec<_>>().concat());
            Err(ChartError::Font { path: path.into() })
        })
    }

    /// Returns whether none of the fonts has a sign for a letter.
    pub fn lacks(&self, letter: char) -> bool {
        let by_others =
            || guarded(|| self.others.iter().any(|id| draws(&self.database, *id, letter)));
        font::lacks(letter)
            && !is_selector(letter)
            && (self.others.is_empty() || !by_others().unwrap_or(false))
    }

    /// Returns the letters of a text that the fonts lack, in order, each once.
    pub fn missing(&self, text: &str) -> BTreeSet<char> {
        let foreign = text.chars().filter(|letter| !letter.is_ascii());
        foreign
            .collect::<BTreeSet<char>>()
            .into_iter()
            .filter(|letter| self.lacks(*letter))
            .collect()
    }

    pub(super) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }

    /// Returns how a font is chosen: a bundled one, and for a letter it lacks the first that has it.
    pub(super) fn resolver(&self) -> FontResolver<'_> {
        FontResolver {
            select_font: Box::new(
                |wanted: &Wanted, _| {
                    if wanted.weight() >= BOLD { self.bold } else { self.regular }
                },
            ),
            select_fallback: Box::new(|letter, used, _| {
                let unused = self.others.iter().filter(|id| !used.contains(id));
                unused.copied().find(|id| draws(&self.database, *id, letter))
            }),
        }
    }
}

/// Whether a sign only says how the one before it is drawn.
pub(super) fn is_selector(letter: char) -> bool {
    matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a face has a letter, and an outline for it unless it is a space.
fn draws(database: &Database, id: ID, letter: char) -> bool {
    let has = |face: FontRef<'_>| {
        let glyph = face.glyph_id(letter);
        glyph != GlyphId(0) && (letter.is_whitespace() || face.outline(glyph).is_some())
    };
    face(database, id, has).unwrap_or(false)
}

/// Whether a face has any letter with an outline.
fn has_letters(database: &Database, id: ID) -> bool {
    let any = |face: FontRef<'_>| {
        face.codepoint_ids()
            .any(|(glyph, letter)| !letter.is_whitespace() && face.outline(glyph).is_some())
    };
    face(database, id, any).unwrap_or(false)
}

fn face<T>(database: &Database, id: ID, ask: impl FnOnce(FontRef<'_>) -> T) -> Option<T> {
    let asked = database.with_face_data(id, |bytes, index| {
        FontRef::try_from_slice_and_index(bytes, index).ok().map(ask)
    });
    asked.flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_the_fonts_lack_are_named_once() {
        let missing =
            Fonts::bundled().missing("<svg>Größe, Ελλάδα, счёт – 支付 支 ⚠\u{fe0f}</svg>");
        assert_eq!(missing.into_iter().collect::<String>(), "⚠付支");
    }

    #[test]
    fn a_file_that_is_no_font_is_named() {
        let whole = notosans::REGULAR_TTF;
        for bytes in [&b""[..], b"wOF2 compressed", b"<svg/>", &whole[..200], &whole[..5_000]] {
            let mut fonts = Fonts::bundled();
            let error = fonts.add(Path::new("fonts/one.ttf"), bytes.to_vec()).unwrap_err();
            assert!(error.to_string().contains("`fonts/one.ttf`"), "{error}");
            assert!(fonts.others.is_empty());
        }
    }
}
