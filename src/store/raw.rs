//! Raw records: kept beside the incidents they became, and read anew by a better mapping.

use rusqlite::{Connection, named_params};

use super::value::{from_json, json, key};
use super::{Store, StoreError, found_id, new_id, rows, run};
use crate::model::raw::{RawForm, RawRecord};

impl Store {
    /// Returns all raw records by their form, each form's in the order of their file.
    pub fn raw_records(&self) -> Result<Vec<(RawForm, Vec<RawRecord>)>, StoreError> {
        let forms = rows(
            &self.connection,
            include_str!("../../schema/queries/raw_forms.sql"),
            [],
            |row| Ok((row.get::<_, i64>("id")?, row.get::<_, String>("document")?)),
        )?;
        let sql = include_str!("../../schema/queries/raw_records.sql");
        let mut found = Vec::new();
        for (id, document) in forms {
            let records = rows(&self.connection, sql, named_params! { ":form": id }, |row| {
                Ok(RawRecord {
                    line: row.get::<_, i64>("line")?.unsigned_abs(),
                    incident: row.get("incident")?,
                    document: row.get("document")?,
                })
            })?;
            found.push((from_json(&document, "form of raw records", "")?, records));
        }
        found.retain(|(_, records)| !records.is_empty());
        Ok(found)
    }
}

/// Returns the id of a form, which is added where it is new.
pub(super) fn form_id(connection: &Connection, form: &RawForm) -> Result<i64, StoreError> {
    let document = json(form, "form of raw records", "")?;
    let row = named_params! { ":document": document };
    match found_id(connection, include_str!("../../schema/queries/raw_form_id.sql"), row)? {
        Some(id) => Ok(id),
        None => new_id(connection, include_str!("../../schema/queries/insert_raw_form.sql"), row),
    }
}

/// Keeps a raw record in place of what its incident was read from before.
pub(super) fn keep(
    connection: &Connection,
    form: i64,
    record: &RawRecord,
) -> Result<(), StoreError> {
    let key = key([record.document.as_bytes()]);
    let row = named_params! {
        ":form": form, ":key": key, ":line": record.line as i64,
        ":incident": record.incident, ":document": record.document,
    };
    let new = run(connection, include_str!("../../schema/queries/upsert_raw_record.sql"), row)?;
    if let (1.., Some(id)) = (new, &record.incident) {
        let sql = include_str!("../../schema/queries/delete_older_raw_records.sql");
        run(connection, sql, named_params! { ":id": id, ":form": form, ":key": key })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(incident: Option<&str>, document: &str) -> RawRecord {
        let (incident, document) = (incident.map(str::to_owned), document.to_owned());
        RawRecord { line: 2, incident, document }
    }

    #[test]
    fn an_incident_has_one_raw_record_and_a_failed_one_may_become_an_incident() {
        let store = Store::open_in_memory().unwrap();
        let form = RawForm { format: "csv".into(), ..RawForm::default() };
        let id = form_id(&store.connection, &form).unwrap();
        assert_eq!(form_id(&store.connection, &form).unwrap(), id);
        let keep = |one: &RawRecord| keep(&store.connection, id, one).unwrap();
        keep(&record(Some("A"), "[\"a\"]"));
        keep(&record(None, "[\"b\"]"));
        keep(&record(Some("A"), "[\"a2\"]"));
        keep(&record(Some("B"), "[\"b\"]"));
        let kept = store.raw_records().unwrap();
        let expected = vec![record(Some("B"), "[\"b\"]"), record(Some("A"), "[\"a2\"]")];
        assert_eq!(kept, [(form, expected)]);
    }
}
