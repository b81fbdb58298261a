//! The worksheet of one incident: what text, Markdown and HTML print of a dossier, said once.
//!
//! A sheet is rows of a label, a word that answers it, and items that back the word. Writers
//! decide how it looks and clean and escape every string.

mod coverage;
mod fill;
mod next;
mod origin;
mod outcome;
mod people;
mod region;
mod signals;
mod verification;

use crate::model::dossier::Dossier;
use crate::report::format::MISSING;

pub(super) use coverage::covered_then;
pub(super) use fill::{ADVICE, Field, fill, plain};
pub(super) use origin::{component, link_method, link_target};
pub(super) use people::{agreement, state_words};
pub(super) use verification::{test_link, verified_then};

/// The worksheet of one incident.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Where it happened and who noticed, a line.
    pub(super) place: String,
    /// The rows, in reading order.
    pub(super) rows: Vec<Row>,
}

/// A question and its answer.
#[derive(Debug)]
pub(super) struct Row {
    /// The question, as in `COVERED THEN?`.
    pub(super) label: &'static str,
    /// The answer in a word or two; empty where the items are the answer.
    pub(super) word: String,
    /// What the word means for the reader; colour only repeats it.
    pub(super) tone: Tone,
    /// What backs the answer.
    pub(super) items: Vec<Item>,
}

/// A line of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// What the line is about; empty where the label says it.
    pub(super) key: String,
    /// The line.
    pub(super) text: String,
    /// Whether it gives the machine's judgement away, so that a blind sheet leaves it out.
    judged: bool,
}

/// What an answer means for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// As it should be.
    Good,
    /// Partly.
    Mixed,
    /// The gap the incident came through.
    Bad,
    /// Nothing is known.
    Unknown,
    /// No judgement.
    Plain,
}

impl Row {
    fn plain(label: &'static str, items: Vec<Item>) -> Self {
        Self { label, word: String::new(), tone: Tone::Plain, items }
    }

    fn answer(label: &'static str, word: &str, tone: Tone, items: Vec<Item>) -> Self {
        Self { label, word: word.to_owned(), tone, items }
    }

    /// Leaves only what was measured: items that tell the judgement go, and the answer to a question that
    /// would give the class away.
    fn hide_answer(&mut self) {
        if JUDGED.contains(&self.label) {
            "?".clone_into(&mut self.word);
            self.tone = Tone::Unknown;
        }
        self.items.retain(|item| !item.judged);
    }
}

/// The rows whose word is the machine's judgement.
const JUDGED: [&str; 3] = ["COVERED THEN?", "VERIFIED THEN?", "FAILURE STATE"];

impl Item {
    fn new(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self { key: key.into(), text: text.into(), judged: false }
    }

    fn text(text: impl Into<String>) -> Self {
        Self::new("", text)
    }

    /// Returns the line as one that a blind sheet leaves out.
    fn judged(self) -> Self {
        Self { judged: true, ..self }
    }
}

/// What a sheet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// To look at: the answer, and the first questions.
    #[default]
    Show,
    /// The worksheet within a review: the answer, and every question that is open.
    Review,
    /// To fill in: every question.
    Worksheet,
    /// To fill in before the machine's class is seen; once people gave theirs it hides nothing.
    Blind,
}

impl View {
    /// Returns whether the sheet is to look at, not to fill in.
    fn is_to_read(self) -> bool {
        matches!(self, Self::Show | Self::Review)
    }

    /// Returns whether the sheet holds every question that is open.
    fn asks_all(self) -> bool {
        self != Self::Show
    }

    /// Returns whether the machine's class is hidden on the sheet of the dossier.
    pub(super) fn hides_class(self, dossier: &Dossier) -> bool {
        self == Self::Blind && dossier.worksheet.class().is_none()
    }
}

/// The questions whose answers come first, as they stand further down.
const IN_SHORT: [&str; 5] =
    ["COVERED THEN?", "VERIFIED THEN?", "FAILURE STATE", "SIGNALS", "CLASS"];

/// Returns the answers of the rows in a line, for a room that has seconds.
fn in_short(rows: &[Row]) -> Row {
    let answers = IN_SHORT.iter().filter_map(|label| rows.iter().find(|row| row.label == *label));
    let told = answers.map(|row| {
        let label = row.label.trim_end_matches('?').to_lowercase();
        // Read aloud, a dash is no answer.
        let word = if row.word == MISSING { "UNKNOWN" } else { &row.word };
        match row.items.first().filter(|_| row.label == "CLASS") {
            Some(words) => format!("{label} {word}, {}", words.text),
            None => format!("{label} {word}"),
        }
    });
    Row::plain("IN SHORT", vec![Item::text(told.collect::<Vec<_>>().join(" · "))])
}

/// Returns the sheet of the dossier.
pub(super) fn sheet(dossier: &Dossier, view: View) -> Sheet {
    let hidden = view.hides_class(dossier);
    let mut rows = vec![
        origin::times(dossier),
        origin::links(dossier),
        origin::introduced_by(dossier),
        origin::moment(dossier),
        coverage::covered_then(dossier),
        verification::verified_then(dossier),
        verification::failure_state(dossier),
    ];
    let after_moment = 4;
    rows.splice(after_moment..after_moment, region::region(dossier));
    if hidden {
        rows.iter_mut().for_each(Row::hide_answer);
        let text = "hidden until people have said theirs: `escapee answer ID --blind class=…`";
        let text = text.replace("ID", &crate::report::shell::shell_word(&dossier.incident.id));
        rows.push(Row::answer("CLASS", "?", Tone::Unknown, vec![Item::text(text)]));
    } else {
        rows.push(outcome::class(dossier));
    }
    if !hidden {
        rows.extend(signals::signals(dossier).or_else(|| signals::elsewhere(dossier, view)));
    }
    rows.extend(people::layers(dossier, hidden));
    if !hidden {
        rows.extend(people::gate(dossier));
        rows.extend(outcome::rows(dossier));
    }
    rows.extend(people::answered(&dossier.worksheet));
    rows.extend(people::ask(dossier, view, hidden));
    rows.extend(outcome::missing(dossier));
    if view.is_to_read() {
        rows.insert(0, in_short(&rows));
        rows.extend(next::row(dossier));
    }
    Sheet { place: origin::place(dossier), rows }
}
