//! The numbers, lists and revisions of a record. What is none of them is left out and noticed.

use super::super::fields::Field;
use super::super::values::{count, is_surely_revision, items, money, revision};
use super::super::vocabulary::condition;
use super::Reader;
use crate::model::incident::Incident;
use crate::sources::table::Row;
use crate::sources::text::MAX_WORDS;

impl Reader<'_> {
    pub(super) fn numbers(&mut self, row: &Row, incident: &mut Incident) {
        if let Some(text) = self.cell(row, Field::CustomersAffected) {
            incident.customers_affected = count(&text);
            if incident.customers_affected.is_none() {
                self.left_out(row, Field::CustomersAffected, "no count", &text);
            }
        }
        if let Some(text) = self.cell(row, Field::Currency) {
            let code = text.trim().to_ascii_uppercase();
            let good = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
            incident.currency = good.then_some(code);
            if incident.currency.is_none() {
                self.left_out(row, Field::Currency, "no code of a currency", &text);
            }
        }
        if let Some(text) = self.cell(row, Field::Cost) {
            match money(&text) {
                Some((amount, sign)) => {
                    incident.cost = Some(amount);
                    let named = incident.currency.take();
                    incident.currency = named.or_else(|| sign.map(str::to_owned));
                }
                None => self.left_out(row, Field::Cost, "no amount", &text),
            }
        }
    }

    pub(super) fn lists(&mut self, row: &Row, incident: &mut Incident) {
        incident.labels = self.words_of(row, Field::Labels);
        incident.fix_versions = self.words_of(row, Field::FixVersions);
        incident.regressed_by = self.words_of(row, Field::RegressedBy);
        for word in self.items(row, Field::Condition) {
            match condition(&word) {
                Some(condition) => incident.conditions.push(condition),
                None => self.left_out(row, Field::Condition, "no known condition", &word),
            }
        }
        incident.conditions.sort_unstable();
        incident.conditions.dedup();
        incident.fix_commits = self.revisions(row, Field::FixCommits);
        incident.cause_commits = self.revisions(row, Field::CauseCommits);
    }

    /// Returns the different items of a list, each on one line.
    fn words_of(&mut self, row: &Row, field: Field) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for item in self.items(row, field) {
            let item = self.cleaner.line(&item, MAX_WORDS);
            if !item.is_empty() && !found.contains(&item) {
                found.push(item);
            }
        }
        found
    }

    fn revisions(&mut self, row: &Row, field: Field) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for item in self.items(row, field) {
            let vague = self.columns.is_vague(field) && !is_surely_revision(&item);
            match revision(&item).filter(|_| !vague) {
                Some(revision) if found.contains(&revision) => {}
                Some(revision) => found.push(revision),
                None => self.left_out(row, field, "no revision", &item),
            }
        }
        found
    }

    fn items(&self, row: &Row, field: Field) -> Vec<String> {
        debug_assert!(field.is_list(), "only list fields have items");
        let commits = matches!(field, Field::FixCommits | Field::CauseCommits);
        let separator = self.columns.separator(field);
        let cells = self.columns.cells(row, field);
        let items = cells.into_iter().flat_map(|cell| items(cell, separator, commits));
        items.map(|item| self.columns.value(field, item).to_owned()).collect()
    }

    fn left_out(&mut self, row: &Row, field: Field, what: &str, word: &str) {
        let header = self.columns.header(field);
        let what = format!("cells of `{header}` hold {what} and were left out");
        self.notes.add(row.line, what, Some(word));
    }
}
