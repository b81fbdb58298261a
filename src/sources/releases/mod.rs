//! Release and deployment exports to model values.

mod csv;

use super::SourceError;
use crate::model::batch::Batch;
use crate::model::release::Release;

/// Returns the releases of a CSV export.
pub fn read(bytes: &[u8]) -> Result<Batch<Release>, SourceError> {
    csv::read(bytes)
}
