//! Figures that reports printed.

use rusqlite::named_params;

use super::value::{from_json, json, time, time_text};
use super::{Store, StoreError, rows, run};
use crate::model::rate_study::PrintedFigure;

impl Store {
    /// Keeps the figures that a report prints.
    pub fn save_printed_figures(&mut self, figures: &[PrintedFigure]) -> Result<(), StoreError> {
        let write = self.write()?;
        for figure in figures {
            let row = named_params! {
                ":printed_at": time_text(figure.printed_at), ":key": figure.key,
                ":escapes": json(&figure.escapes, "printed figure", &figure.key)?,
                ":caught": json(&figure.caught, "printed figure", &figure.key)?,
            };
            run(&write, include_str!("../../schema/queries/insert_printed_figure.sql"), row)?;
        }
        write.commit()?;
        Ok(())
    }

    /// Returns all figures that reports printed, oldest first.
    pub fn printed_figures(&self) -> Result<Vec<PrintedFigure>, StoreError> {
        let sql = include_str!("../../schema/queries/printed_figures.sql");
        rows(&self.connection, sql, [], |row| {
            let key: String = row.get("key")?;
            let text = |column: &str| row.get::<_, String>(column);
            Ok(PrintedFigure {
                printed_at: time(row, "printed_at")?,
                escapes: from_json(&text("escapes")?, "printed figure", &key)?,
                caught: from_json(&text("caught")?, "printed figure", &key)?,
                key,
            })
        })
    }
}
