//! A look at all cells of a column, one by one, that decides how they are read.

use super::cell::{DateParts, Order, parts};
use super::{ColumnFormat, TimeRules};
use crate::sources::SourceError;
use crate::sources::fold::folded;

const DAY_FIRST: &str = "day/month/year";
const MONTH_FIRST: &str = "month/day/year";

/// Cells that say whether something happened, and not when.
const FLAGS: [&str; 11] =
    ["true", "false", "yes", "no", "ja", "nein", "oui", "non", "si", "sim", "nao"];

/// What was seen of a column so far.
#[derive(Debug, Default)]
pub(in crate::sources) struct ColumnScan {
    format: ColumnFormat,
    /// An example of each: only day first fits, only month first fits, both fit and differ.
    day: Option<String>,
    month: Option<String>,
    both: Option<String>,
}

impl ColumnScan {
    /// Looks at a cell.
    pub(in crate::sources) fn see(&mut self, rules: &TimeRules, cell: &str) {
        if rules.custom_time(cell).is_some() {
            self.format.names.insert("the given date format");
            return;
        }
        let word = cell.trim();
        if word.len() <= 5 && FLAGS.contains(&folded(word).as_str()) {
            self.format.flags += 1;
            return;
        }
        self.format.others += 1;
        let Some(parts) = parts(cell) else { return };
        if let DateParts::Numbers { dots, .. } = parts.date {
            let reads = |order| parts.local(Some(order));
            let example = match (reads(Order::DayFirst), reads(Order::MonthFirst)) {
                (Some(_), None) => Some(&mut self.day),
                (None, Some(_)) => Some(&mut self.month),
                (Some(one), Some(two)) if one != two && !dots => Some(&mut self.both),
                _ => None,
            };
            if let Some(example) = example {
                example.get_or_insert_with(|| cell.to_owned());
            }
        }
        self.format.names.extend(parts.name());
        self.format.zoneless += usize::from(parts.offset.is_none() && !parts.is_epoch());
    }

    /// Returns how the cells are read; an error where their order of day and month is open.
    pub(in crate::sources) fn format(
        self,
        rules: &TimeRules,
        name: &str,
    ) -> Result<ColumnFormat, SourceError> {
        let Self { mut format, day, month, both } = self;
        if day.is_some() {
            format.names.insert(DAY_FIRST);
        } else if month.is_some() {
            format.names.insert(MONTH_FIRST);
        }
        format.order = match (day, month, both) {
            (None, Some(_), _) => Some(Order::MonthFirst),
            // Without any such cell, or with 02/02 alone, the order makes no difference.
            (Some(_), None, _) | (None, None, None) => Some(Order::DayFirst),
            // With a given format the other cells are rejected one by one.
            _ if rules.custom.is_some() => None,
            (day, month, both) => {
                // A column that holds 16/02 and 02/16 shows one of each.
                let examples = day.zip(month).map(|(one, other)| format!("{one}` and `{other}"));
                return Err(SourceError::AmbiguousDates {
                    column: name.to_owned(),
                    example: examples.or(both).unwrap_or_default(),
                    formats: vec![DAY_FIRST, MONTH_FIRST],
                });
            }
        };
        Ok(format)
    }
}
