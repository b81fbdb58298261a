//! The `[incidents]` part of `escapee.toml`, checked against the fields there are.

use std::collections::BTreeMap;

use toml::Spanned;

use super::Checked;
use super::file::{Extract, Incidents};
use crate::model::project::{Extraction, IncidentMapping};
use crate::sources::time::Zone;
use crate::sources::{SourceError, incidents};

impl Checked<'_> {
    /// Returns the mapping, or what is wrong in it.
    pub(super) fn mapping(&self, file: Incidents) -> Result<IncidentMapping, SourceError> {
        if let Some(zone) = &file.zone
            && Zone::named(zone.get_ref()).is_none()
        {
            return Err(self.no_zone(zone));
        }
        if let Some(preset) = &file.preset
            && !incidents::is_preset(preset.get_ref())
        {
            let known = incidents::preset_names().join(", ");
            let problem = format!("`{}` is no preset; they are {known}", preset.get_ref());
            return Err(self.wrong(preset, problem));
        }
        let names = file.columns.keys().chain(file.constants.keys()).chain(file.values.keys());
        let names = names.chain(file.extract.keys());
        for name in names {
            if incidents::Field::named(name.get_ref()).is_none() {
                let problem = format!(
                    "`{}` is no field of an incident; the fields are {}",
                    name.get_ref(),
                    incidents::field_names()
                );
                return Err(self.wrong(name, problem));
            }
        }
        for extract in file.extract.values() {
            if let Err(error) = regex::Regex::new(extract.pattern.get_ref()) {
                let why = error.to_string().lines().last().unwrap_or_default().trim().to_owned();
                let problem = format!("`pattern` is no regular expression: {why}");
                return Err(self.wrong(&extract.pattern, problem));
            }
        }
        let part = |extract: Extract| Extraction {
            column: extract.column,
            pattern: extract.pattern.into_inner(),
        };
        let lower = |words: BTreeMap<String, String>| {
            words.into_iter().map(|(word, value)| (word.to_lowercase(), value)).collect()
        };
        Ok(IncidentMapping {
            columns: plain_keys(file.columns),
            constants: plain_keys(file.constants),
            values: plain_keys(file.values)
                .into_iter()
                .map(|(field, words)| (field, lower(words)))
                .collect(),
            extract: plain_keys(file.extract)
                .into_iter()
                .map(|(field, extract)| (field, part(extract)))
                .collect(),
            preset: file.preset.map(Spanned::into_inner),
            null_tokens: file.null_tokens,
            list_separator: file.list_separator,
            date_format: file.date_format,
            zone: file.zone.map(Spanned::into_inner),
        })
    }
}

fn plain_keys<T>(entries: BTreeMap<Spanned<String>, T>) -> BTreeMap<String, T> {
    entries.into_iter().map(|(key, value)| (key.into_inner(), value)).collect()
}
