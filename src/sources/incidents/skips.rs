//! Rows that a preset knows to be no incidents, such as pull requests among issues.

use regex::Regex;

use super::fields::normal;
use super::presets::Preset;
use crate::sources::table::{Row, Table};

/// The rows of a tracker's lists that are no incidents.
pub(super) struct Skips {
    rules: Vec<(Vec<usize>, Regex, &'static str)>,
}

impl Skips {
    /// Returns the rules of a preset for the columns of a table.
    pub(super) fn new(preset: Option<&'static Preset>, table: &Table) -> Self {
        let skips = preset.into_iter().flat_map(|preset| preset.skips);
        let rules = skips.filter_map(|skip| {
            let is = |at: &usize| skip.columns.contains(&normal(&table.header[*at]).as_str());
            let places: Vec<usize> = (0..table.header.len()).filter(is).collect();
            Some((places, Regex::new(skip.pattern).ok()?, skip.reason))
        });
        Self { rules: rules.collect() }
    }

    /// Returns why a row is no incident, if it is none.
    pub(super) fn reason(&self, row: &Row) -> Option<&'static str> {
        let fits = |(places, pattern, _): &&(Vec<usize>, Regex, _)| {
            places.iter().any(|at| pattern.is_match(row.cell(*at)))
        };
        self.rules.iter().find(fits).map(|(_, _, reason)| *reason)
    }
}
