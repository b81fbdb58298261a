//! Which column gives which field: the mapping first, then the fields' own names, then headers
//! that are known for a field. Persons are dropped unless the mapping names them.

use std::collections::{BTreeMap, BTreeSet};

use super::Decided;
use super::fields::{Field, normal};
use super::persons::names_person;
use crate::model::project::IncidentMapping;
use crate::sources::SourceError;
use crate::sources::table::{Row, Table};

/// Cells that mean nothing, where the mapping names none.
const NULL_TOKENS: [&str; 9] =
    ["NULL", "(null)", "None", "nil", "N/A", "NaN", "undefined", "---", "-"];

/// Why a column gives the field it gives, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnReason {
    /// The mapping says so.
    Mapping,
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
    mapping: &'a IncidentMapping,
    header: &'a [String],
}

impl<'a> Columns<'a> {
    /// Returns the columns, and writes into `decided` what became of each.
    pub(super) fn choose(
        table: &'a Table,
        mapping: &'a IncidentMapping,
        decided: &mut Decided,
    ) -> Result<Self, SourceError> {
        let mut chosen = Self {
            places: BTreeMap::new(),
            constants: BTreeMap::new(),
            values: BTreeMap::new(),
            mapping,
            header: &table.header,
        };
        for (name, value) in &mapping.constants {
            chosen.constants.insert(field(name)?, value);
        }
        for (name, words) in &mapping.values {
            chosen.values.insert(field(name)?, words);
        }
        let mut used = chosen.mapped(&table.columns())?;
        let mapped = used.clone();
        chosen.known(&mut used);
        for required in [Field::Id, Field::Title] {
            if !chosen.places.contains_key(&required) && !chosen.constants.contains_key(&required) {
                return Err(SourceError::MissingColumn {
                    column: required.word(),
                    found: table.header.clone(),
                });
            }
        }
        decided.columns = chosen.decided(&mapped);
        Ok(chosen)
    }

    fn mapped(
        &mut self,
        columns: &BTreeMap<&str, Vec<usize>>,
    ) -> Result<BTreeSet<usize>, SourceError> {
        let mut used = BTreeSet::new();
        for (name, header) in &self.mapping.columns {
            let field = field(name)?;
            let wanted = header.trim();
            let places = columns.get(wanted).cloned().unwrap_or_else(|| {
                let same = |h: &String| normal(h) == normal(wanted);
                (0..self.header.len()).filter(|at| same(&self.header[*at])).collect()
            });
            if places.is_empty() {
                return Err(SourceError::MissingMappedColumn {
                    field: name.clone(),
                    column: header.clone(),
                    found: self.header.to_vec(),
                });
            }
            used.extend(&places);
            self.places.insert(field, places);
        }
        Ok(used)
    }

    fn known(&mut self, used: &mut BTreeSet<usize>) {
        let mut free: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, header) in self.header.iter().enumerate() {
            let header = normal(header);
            if !used.contains(&at) && !names_person(&header) {
                free.entry(header).or_default().push(at);
            }
        }
        for field in Field::ALL {
            if self.places.contains_key(field) || self.constants.contains_key(field) {
                continue;
            }
            let headers = std::iter::once(field.word()).chain(field.aliases().iter().copied());
            let mut found = headers.filter_map(|header| free.remove_entry(header));
            // An export often has an empty severity beside a filled priority, so all of them are kept.
            let mut places = match found.next() {
                Some((_, places)) => places,
                None => Vec::new(),
            };
            if *field == Field::Severity {
                places.extend(found.flat_map(|(_, places)| places));
            }
            if *field == Field::Status {
                places.extend(free.remove("resolution").unwrap_or_default());
            }
            if !places.is_empty() {
                used.extend(&places);
                self.places.insert(*field, places);
            }
        }
    }

    fn decided(&self, mapped: &BTreeSet<usize>) -> Vec<DecidedColumn> {
        let field_of = |at: usize| self.places.iter().find(|(_, places)| places.contains(&at));
        let columns = self.header.iter().enumerate().map(|(at, header)| {
            let field = field_of(at).map(|(field, _)| field.word().to_owned());
            let reason = match field {
                Some(_) if mapped.contains(&at) => ColumnReason::Mapping,
                Some(_) => ColumnReason::Header,
                None if names_person(&normal(header)) => ColumnReason::Person,
                None => ColumnReason::Unread,
            };
            DecidedColumn { header: header.clone(), field, reason }
        });
        columns.collect()
    }

    /// Returns the filled cells of a field; the constant alone where the mapping gives one.
    pub(super) fn cells<'r>(&'r self, row: &'r Row, field: Field) -> impl Iterator<Item = &'r str> {
        let constant = self.constants.get(&field).copied();
        let places = if constant.is_some() { None } else { self.places.get(&field) };
        let cells = places.into_iter().flatten().map(|at| row.cell(*at));
        constant.into_iter().chain(cells.filter(move |cell| !self.is_null(cell, field)))
    }

    /// Returns the first filled cell of a field.
    pub(super) fn cell<'r>(&'r self, row: &'r Row, field: Field) -> Option<&'r str> {
        self.cells(row, field).next()
    }

    /// Returns the word the mapping gives for a cell, else the cell.
    pub(super) fn value<'r>(&'r self, field: Field, cell: &'r str) -> &'r str {
        let words = self.values.get(&field);
        words.and_then(|words| words.get(&cell.to_lowercase())).map_or(cell, String::as_str)
    }

    /// Returns the header that gives a field, for messages.
    pub(super) fn header(&self, field: Field) -> &str {
        let place = self.places.get(&field).and_then(|places| places.first());
        place.map_or(field.word(), |at| self.header[*at].as_str())
    }

    /// Returns whether a column or constant gives the field.
    pub(super) fn has(&self, field: Field) -> bool {
        self.constants.contains_key(&field) || self.places.contains_key(&field)
    }

    /// Returns whether the header is a bare word such as `fix`, under which trackers also keep prose.
    pub(super) fn is_vague(&self, field: Field) -> bool {
        matches!(normal(self.header(field)).as_str(), "fix" | "cause")
            && !self.mapping.columns.contains_key(field.word())
    }

    fn is_null(&self, cell: &str, field: Field) -> bool {
        let is = |token: &str| cell.eq_ignore_ascii_case(token.trim());
        if cell.is_empty() {
            true
        } else if matches!(field, Field::Title | Field::Body) {
            // A title may well be the word "none".
            cell == "NULL"
        } else if self.mapping.null_tokens.is_empty() {
            NULL_TOKENS.iter().any(|token| is(token))
        } else {
            self.mapping.null_tokens.iter().any(|token| is(token))
        }
    }
}

fn field(name: &str) -> Result<Field, SourceError> {
    Field::named(name).ok_or_else(|| SourceError::UnknownField { field: name.to_owned() })
}
