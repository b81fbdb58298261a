//! Records as their source wrote them, without persons: what a better mapping reads anew.

use serde::{Deserialize, Serialize};

/// How raw records of one kind are read: the kind of file they stood in, and what was said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RawForm {
    /// `csv` for the cells of a row, `json` for an object.
    pub format: String,
    /// The headers of the cells, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<String>,
    /// The tracker whose export it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<String>,
    /// Date format that was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_format: Option<String>,
    /// Zone that was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Phase that was given for records that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
}

/// A raw record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRecord {
    /// Line of its file, or its number there.
    pub line: u64,
    /// The incident it became; `None` where it became none.
    pub incident: Option<String>,
    /// JSON: an array of cells, or an object.
    pub document: String,
}
