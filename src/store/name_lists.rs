//! Lists of test names: each list is stored once, whatever mutants it belongs to.

use std::collections::HashMap;
use std::marker::PhantomData;

use rusqlite::{Connection, named_params};

use super::value::{json, key};
use super::{StoreError, found_id, new_id};
use crate::model::mutation::TestNames;

/// Lists of test names while the mutants that have them are written.
pub(super) struct NameLists<'a> {
    connection: &'a Connection,
    /// Row ids by the addresses of lists, as the mutants of one report share theirs.
    known: HashMap<usize, i64>,
    mutants: PhantomData<&'a TestNames>,
}

impl<'a> NameLists<'a> {
    /// Returns lists, none of which is known yet.
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self { connection, known: HashMap::new(), mutants: PhantomData }
    }

    /// Returns the row id of a list, which is added where it is not known.
    pub(super) fn id(&mut self, names: &'a TestNames) -> Result<i64, StoreError> {
        let address = names.as_ptr() as usize;
        if let Some(id) = self.known.get(&address) {
            return Ok(*id);
        }
        let digest = key(names.iter().map(|name| name.as_bytes()));
        let sql = include_str!("../../schema/queries/name_list_id.sql");
        let found = found_id(self.connection, sql, named_params! { ":digest": digest })?;
        let id = if let Some(id) = found {
            id
        } else {
            let names = json(names, "names of tests", "new")?;
            let sql = include_str!("../../schema/queries/insert_name_list.sql");
            new_id(self.connection, sql, named_params! { ":digest": digest, ":names": names })?
        };
        self.known.insert(address, id);
        Ok(id)
    }
}
