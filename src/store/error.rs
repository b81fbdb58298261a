//! Why the store could not do what it was asked.

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file could not be made, opened or kept to its owner.
    #[error("cannot open the database `{path}`")]
    Open {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is something else: no SQLite database, or that of another program.
    #[error("`{path}` is not a database of escapee")]
    NotOurs {
        /// The file.
        path: String,
    },
    /// A newer escapee wrote the file.
    #[error(
        "the database `{path}` has schema {found}, and this escapee knows schemas up to {known}"
    )]
    Newer {
        /// The file.
        path: String,
        /// The schema it has.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// Another process is writing and did not finish in time.
    #[error("another process is writing to the database")]
    Busy,
    /// SQLite refused.
    #[error("the database refused")]
    Sqlite(#[source] rusqlite::Error),
    /// A stored document does not have the shape it should have.
    #[error("the stored {what} `{id}` cannot be read or written")]
    Document {
        /// What kind of document.
        what: &'static str,
        /// Which one.
        id: String,
        /// What the reader said.
        source: serde_json::Error,
    },
    /// A stored value is none that escapee writes.
    #[error("`{value}` is stored where {what} should be")]
    Value {
        /// What should be there.
        what: &'static str,
        /// What is there.
        value: String,
    },
    /// A blob id is no hexadecimal number.
    #[error("`{id}` is not the id of a blob")]
    BlobId {
        /// The text.
        id: String,
    },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Busy
            }
            _ => Self::Sqlite(error),
        }
    }
}
