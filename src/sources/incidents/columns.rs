//! Which column gives which field: the mapping first, then the tracker's preset, then the fields'
//! own names, then headers that are known for a field. Persons are dropped unless the mapping
//! names them.

mod cells;

use std::collections::{BTreeMap, BTreeSet};

use super::Decided;
use super::fields::{Field, Spellings, TIMES, normal};
use super::parts::Part;
use super::persons::names_person;
use super::presets::Preset;
use crate::model::project::IncidentMapping;
use crate::sources::SourceError;
use crate::sources::table::Table;

/// Why a column gives the field it gives, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnReason {
    /// The mapping says so.
    Mapping,
    /// The tracker's preset says so.
    Preset,
    /// The header is the field's name or one known for it.
    Header,
    /// It names persons and is dropped.
    Person,
    /// Nothing reads it.
    Unread,
}

/// A column of the file and what is read from it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DecidedColumn {
    /// The header as written.
    pub header: String,
    /// The field it gives.
    pub field: Option<String>,
    /// Why.
    pub reason: ColumnReason,
}

/// The columns of a file by the field they give.
pub(super) struct Columns<'a> {
    places: BTreeMap<Field, Vec<usize>>,
    constants: BTreeMap<Field, &'a str>,
    values: BTreeMap<Field, &'a BTreeMap<String, String>>,
    /// Parts of cells that the mapping names; they go before the columns.
    parts: Vec<Part>,
    /// Parts of cells that the preset names; they are asked where no column tells.
    spare_parts: Vec<Part>,
    mapping: &'a IncidentMapping,
    preset: Option<&'static Preset>,
    header: &'a [String],
    of_json: bool,
}

impl<'a> Columns<'a> {
    /// Returns the columns, and writes into `decided` what became of each.
    pub(super) fn choose(
        table: &'a Table,
        mapping: &'a IncidentMapping,
        preset: Option<&'static Preset>,
        decided: &mut Decided,
    ) -> Result<Self, SourceError> {
        let mut chosen = Self {
            places: BTreeMap::new(),
            constants: BTreeMap::new(),
            values: BTreeMap::new(),
            parts: Vec::new(),
            spare_parts: Vec::new(),
            mapping,
            preset,
            header: &table.header,
            of_json: table.of_json,
        };
        for (name, value) in &mapping.constants {
            chosen.constants.insert(field(name)?, value);
        }
        for (name, words) in &mapping.values {
            chosen.values.insert(field(name)?, words);
        }
        for (name, extract) in &mapping.extract {
            let places = chosen.found(&table.columns(), &extract.column);
            if places.is_empty() {
                return Err(chosen.missing(name, &extract.column));
            }
            chosen.parts.push(Part::new(field(name)?, places, &extract.pattern)?);
        }
        let mut used = chosen.mapped(&table.columns())?;
        let mapped = used.clone();
        if let Some(preset) = preset {
            chosen.preset(preset, &mut used)?;
        }
        chosen.known(&mut used);
        for required in [Field::Id, Field::Title] {
            // Some exports fill the description alone, and a record of JSON may leave out its title.
            let spare = required == Field::Title
                && (table.of_json || chosen.has(Field::Body) || chosen.tells_enough());
            if !chosen.has(required) && !spare {
                return Err(SourceError::MissingColumn {
                    column: required.word(),
                    found: table.header.clone(),
                });
            }
        }
        decided.columns = chosen.decided(&mapped);
        decided.mapping = chosen.mapping_in_words();
        Ok(chosen)
    }

    /// Returns whether records without a title can still be counted: when they were, and how bad,
    /// in which state or where they were found.
    fn tells_enough(&self) -> bool {
        let told = [Field::Severity, Field::Status, Field::Phase];
        TIMES.iter().any(|time| self.has(*time)) && told.iter().any(|field| self.has(*field))
    }

    fn missing(&self, field: &str, column: &str) -> SourceError {
        let (field, column) = (field.to_owned(), column.to_owned());
        SourceError::MissingMappedColumn { field, column, found: self.header.to_vec() }
    }

    /// Returns the places of a header as written, else in the one spelling.
    fn found(&self, columns: &BTreeMap<&str, Vec<usize>>, header: &str) -> Vec<usize> {
        let wanted = header.trim();
        columns.get(wanted).cloned().unwrap_or_else(|| {
            let same = |h: &String| normal(h) == normal(wanted);
            (0..self.header.len()).filter(|at| same(&self.header[*at])).collect()
        })
    }

    fn mapped(
        &mut self,
        columns: &BTreeMap<&str, Vec<usize>>,
    ) -> Result<BTreeSet<usize>, SourceError> {
        let mut used = BTreeSet::new();
        for (name, header) in &self.mapping.columns {
            let field = field(name)?;
            let places = self.found(columns, header);
            if places.is_empty() {
                return Err(self.missing(name, header));
            }
            used.extend(&places);
            self.places.insert(field, places);
        }
        Ok(used)
    }

    fn preset(
        &mut self,
        preset: &'static Preset,
        used: &mut BTreeSet<usize>,
    ) -> Result<(), SourceError> {
        let headers: Vec<String> = self.header.iter().map(|header| normal(header)).collect();
        let places_of = |known: &[&str]| -> Vec<usize> {
            let of = |name: &&str| {
                let name = *name;
                let headers = &headers;
                (0..headers.len()).filter(move |at| headers[*at] == name).collect::<Vec<_>>()
            };
            known.iter().flat_map(of).collect()
        };
        for (field, value) in preset.constants {
            if !self.places.contains_key(field) {
                self.constants.entry(*field).or_insert(value);
            }
        }
        for (field, known) in preset.columns {
            let mut places = places_of(known);
            places.retain(|at| !used.contains(at));
            if !places.is_empty() && !self.has(*field) {
                self.places.insert(*field, places);
            }
        }
        for extract in preset.extracts {
            let places = places_of(extract.columns);
            if !places.is_empty() && !self.constants.contains_key(&extract.field) {
                self.spare_parts.push(Part::new(extract.field, places, extract.pattern)?);
            }
        }
        used.extend(self.places.values().flatten());
        used.extend(places_of(preset.unread));
        used.extend(preset.offset_column.into_iter().flat_map(|header| places_of(&[header])));
        Ok(())
    }

    fn known(&mut self, used: &mut BTreeSet<usize>) {
        let spellings = Spellings::new();
        let mut free: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, header) in self.header.iter().enumerate() {
            if !used.contains(&at) && !names_person(header) {
                free.entry(spellings.of(header)).or_default().push(at);
            }
        }
        for field in Field::ALL {
            if self.places.contains_key(field) || self.constants.contains_key(field) {
                continue;
            }
            let mut found = field.headers().filter_map(|header| free.remove_entry(header));
            // An export often has an empty severity beside a filled priority, so all of them are kept.
            let mut places = match found.next() {
                Some((_, places)) => places,
                None => Vec::new(),
            };
            if *field == Field::Severity {
                places.extend(found.flat_map(|(_, places)| places));
            }
            if *field == Field::Status {
                for header in ["resolution", "losung", "resolucion", "resolucao"] {
                    places.extend(free.remove(header).unwrap_or_default());
                }
            }
            if !places.is_empty() {
                used.extend(&places);
                self.places.insert(*field, places);
            }
        }
    }

    /// Returns what gives each field: headers, best first, or `= ` and a constant.
    fn mapping_in_words(&self) -> BTreeMap<&'static str, Vec<String>> {
        let mut words: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for part in &self.parts {
            let headers = part.headers(self.header).map(|header| format!("part of {header}"));
            words.entry(part.field.word()).or_default().extend(headers);
        }
        for (field, places) in &self.places {
            let headers = words.entry(field.word()).or_default();
            for place in places {
                if !headers.contains(&self.header[*place]) {
                    headers.push(self.header[*place].clone());
                }
            }
        }
        for (field, constant) in &self.constants {
            words.insert(field.word(), vec![format!("= {constant}")]);
        }
        words
    }

    fn decided(&self, mapped: &BTreeSet<usize>) -> Vec<DecidedColumn> {
        let field_of = |at: usize| self.places.iter().find(|(_, places)| places.contains(&at));
        let part_of = |at: usize| self.parts.iter().find(|part| part.reads(at));
        let in_preset =
            |header: &str| self.preset.is_some_and(|preset| preset.knows(&normal(header)));
        let columns = self.header.iter().enumerate().map(|(at, header)| {
            let field = field_of(at).map(|(field, _)| *field);
            let field = field.or_else(|| part_of(at).map(|part| part.field));
            let reason = match field {
                Some(_) if mapped.contains(&at) || part_of(at).is_some() => ColumnReason::Mapping,
                Some(_) if in_preset(header) => ColumnReason::Preset,
                Some(_) => ColumnReason::Header,
                None if names_person(header) => ColumnReason::Person,
                None => ColumnReason::Unread,
            };
            let field = field.map(|field| field.word().to_owned());
            DecidedColumn { header: header.clone(), field, reason }
        });
        columns.collect()
    }
}

fn field(name: &str) -> Result<Field, SourceError> {
    Field::named(name).ok_or_else(|| SourceError::UnknownField { field: name.to_owned() })
}
