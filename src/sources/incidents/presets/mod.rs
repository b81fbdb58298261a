//! What exports of known trackers hold, one tracker a file, as data: columns, words, lists, parts
//! of cells. A preset is chosen by name, or proposed where the headers or keys tell the tracker.

mod azure;
mod bugzilla;
mod github;
mod gitlab;
mod jira;
mod labels;
mod linear;
mod pagerduty;
mod pivotal;
mod postmortem;
mod redmine;
mod sentry;
mod servicenow;
mod shortcut;
mod trac;
mod youtrack;

use std::collections::BTreeSet;

use super::fields::Field;
use crate::sources::SourceError;

/// The name that turns presets off.
pub(super) const NONE: &str = "none";

/// What is known of a tracker's exports. Headers are in one spelling, as `normal` writes them.
pub(super) struct Preset {
    pub(super) name: &'static str,
    /// Sets of headers; a table that has all of one is an export of this tracker.
    pub(super) headers: &'static [&'static [&'static str]],
    /// Sets of keys, for the records of its programming interface.
    pub(super) keys: &'static [&'static [&'static str]],
    /// The headers of each field, best first; the first filled cell of a row counts.
    pub(super) columns: &'static [(Field, &'static [&'static str])],
    /// Values for every row.
    pub(super) constants: &'static [(Field, &'static str)],
    /// The tracker's words in lower case and the record's; an empty one says nothing.
    pub(super) values: &'static [(Field, &'static [(&'static str, &'static str)])],
    /// Parts of cells, asked where no column tells.
    pub(super) extracts: &'static [Extract],
    /// What stands between the items of a cell.
    pub(super) separators: &'static [(Field, &'static str)],
    /// Rows that are no incidents.
    pub(super) skips: &'static [Skip],
    /// Headers that sound like a field and mean something else here.
    pub(super) unread: &'static [&'static str],
    /// Whether issues are numbered from 1 in each repository.
    pub(super) numbered: bool,
    /// The column with the zone of a row's times.
    pub(super) offset_column: Option<&'static str>,
}

/// A part of a cell that gives a field.
pub(super) struct Extract {
    pub(super) field: Field,
    pub(super) columns: &'static [&'static str],
    pub(super) pattern: &'static str,
}

/// Rows whose cell matches are left out.
pub(super) struct Skip {
    pub(super) columns: &'static [&'static str],
    pub(super) pattern: &'static str,
    pub(super) reason: &'static str,
}

impl Preset {
    /// A preset that says nothing.
    const EMPTY: Self = Self {
        name: "",
        headers: &[],
        keys: &[],
        columns: &[],
        constants: &[],
        values: &[],
        extracts: &[],
        separators: &[],
        skips: &[],
        unread: &[],
        numbered: false,
        offset_column: None,
    };

    /// Returns whether anything of the preset reads a header.
    pub(super) fn knows(&self, header: &str) -> bool {
        let in_columns = self.columns.iter().any(|(_, headers)| headers.contains(&header));
        let in_extracts = self.extracts.iter().any(|extract| extract.columns.contains(&header));
        in_columns || in_extracts || self.skips.iter().any(|skip| skip.columns.contains(&header))
    }
}

const ALL: [&Preset; 15] = [
    &jira::PRESET,
    &github::PRESET,
    &gitlab::PRESET,
    &pagerduty::PRESET,
    &servicenow::PRESET,
    &linear::PRESET,
    &azure::PRESET,
    &bugzilla::PRESET,
    &trac::PRESET,
    &redmine::PRESET,
    &shortcut::PRESET,
    &sentry::PRESET,
    &pivotal::PRESET,
    &youtrack::PRESET,
    &postmortem::PRESET,
];

/// Returns the names a user may give, `none` last.
pub(super) fn names() -> Vec<&'static str> {
    ALL.iter().map(|preset| preset.name).chain([NONE]).collect()
}

/// Returns the preset of that name; none of all for `none`.
pub(super) fn named(name: &str) -> Result<Option<&'static Preset>, SourceError> {
    if name == NONE {
        return Ok(None);
    }
    let found = ALL.into_iter().find(|preset| preset.name == name);
    found
        .map(Some)
        .ok_or_else(|| SourceError::UnknownPreset { preset: name.to_owned(), known: names() })
}

/// Returns the preset whose set of headers the table has; the largest set wins.
pub(super) fn of_headers(headers: &BTreeSet<String>) -> Option<&'static Preset> {
    best(headers, |preset| preset.headers)
}

/// Returns the preset whose set of keys a record has.
pub(super) fn of_keys(keys: &BTreeSet<String>) -> Option<&'static Preset> {
    best(keys, |preset| preset.keys)
}

fn best(
    there: &BTreeSet<String>,
    sets: fn(&Preset) -> &'static [&'static [&'static str]],
) -> Option<&'static Preset> {
    let has = |set: &&[&str]| set.iter().all(|name| there.contains(*name));
    let largest = |preset: &'static Preset| {
        sets(preset).iter().filter(|set| has(set)).map(|set| set.len()).max()
    };
    let fitting = ALL.into_iter().filter_map(|preset| Some((largest(preset)?, preset)));
    // The first of equals.
    let best = fitting.fold(None, |best: Option<(usize, _)>, one| match best {
        Some(best) if best.0 >= one.0 => Some(best),
        _ => Some(one),
    });
    best.map(|(_, preset)| preset)
}

#[cfg(test)]
mod tests {
    use super::super::fields::normal;
    use super::*;

    #[test]
    fn every_preset_is_written_in_the_one_spelling_and_its_patterns_are_valid() {
        for preset in ALL {
            let columns = preset.columns.iter().flat_map(|(_, headers)| *headers);
            let sets = preset.headers.iter().chain(preset.keys).copied().flatten();
            let parts = preset.extracts.iter().flat_map(|extract| extract.columns);
            let skips = preset.skips.iter().flat_map(|skip| skip.columns);
            for header in columns.chain(sets).chain(parts).chain(skips).chain(preset.unread) {
                assert_eq!(*header, normal(header), "{}", preset.name);
            }
            for extract in preset.extracts {
                assert!(regex::Regex::new(extract.pattern).is_ok(), "{}", extract.pattern);
            }
            for skip in preset.skips {
                assert!(regex::Regex::new(skip.pattern).is_ok(), "{}", skip.pattern);
            }
            for (_, words) in preset.values {
                assert!(words.iter().all(|(word, _)| *word == word.to_lowercase()));
            }
        }
    }

    #[test]
    fn a_preset_that_nobody_knows_is_an_error_that_lists_them() {
        let error = named("notepad").map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), "no preset named `notepad`");
        assert!(error.hint().unwrap().contains("jira, github"));
        assert!(named(NONE).unwrap().is_none());
    }
}
