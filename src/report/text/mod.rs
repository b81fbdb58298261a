//! Text for a terminal: at most 80 columns unless told otherwise, words first, colour second.
//!
//! Every line passes one `Screen`, which cleans, wraps, and in `ascii` style
//! replaces what is not ASCII. Where the medium is Markdown the same words and numbers leave as headings,
//! lists and tables.

mod ascii;
mod assertions;
mod calibration;
mod checkup;
mod classes;
mod colour;
mod dossier;
mod flows;
mod grid;
mod hyperlink;
mod import;
mod inspect;
mod listing;
mod missing_reports;
mod outlook;
mod page;
mod panel;
mod rates;
mod regions;
mod screen;
mod study;
mod study_changes;
mod study_table;
mod summary;
mod taken;
mod term;
mod trace;
mod width;

pub use assertions::{assertion_summary, assertions};
pub use calibration::calibration;
pub use checkup::checkup;
pub use classes::classes;
pub(super) use classes::{apart, of_class};
pub use dossier::{dossier, said, worksheet};
pub use flows::{flows, suggestions};
pub use import::reconciliation;
pub use inspect::inspections;
pub use listing::{incidents, links, preview, proposals};
pub use missing_reports::missing_reports;
pub(super) use outlook::next;
pub use outlook::{gate, risk};
pub use panel::panel;
pub(super) use rates::CAUGHT_HINT;
pub use rates::Sources;
pub(super) use rates::notes;
pub use regions::regions;
pub use study::rate_study;
pub(super) use study_changes::restated;
pub use summary::{answers, summary};
pub use taken::taken;
pub use term::{help, names, term};
pub use trace::trace;
pub(super) use width::{columns, wrap};

/// How text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextStyle {
    /// Columns of the terminal; values are held within 40 and 100.
    pub width: u16,
    /// Whether to colour words with ANSI codes.
    pub color: bool,
    /// Whether to write nothing but ASCII.
    pub ascii: bool,
    /// Whether ids lead to their tracker, as terminals with hyperlinks show them (OSC 8).
    pub links: bool,
    /// What shows the text.
    pub medium: Medium,
}

/// What shows a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Medium {
    /// A terminal, with columns.
    #[default]
    Terminal,
    /// A wiki or a pull request, with headings, lists and tables.
    Markdown,
}

impl Default for TextStyle {
    fn default() -> Self {
        Self { width: 80, color: false, ascii: false, links: false, medium: Medium::Terminal }
    }
}

#[cfg(test)]
mod tests;
