//! Release and deployment exports to model values.

mod csv;
mod pipelines;

pub(in crate::sources) use csv::{environment_word, result};

use super::SourceError;
use crate::model::batch::Batch;
use crate::model::release::Release;

/// Returns the releases of a CSV export.
pub fn read(bytes: &[u8]) -> Result<Batch<Release>, SourceError> {
    read_as(bytes, None, None)
}

/// Returns the releases of a CSV export whose times have a format of `strftime`, or a zone that
/// they do not name.
pub fn read_as(
    bytes: &[u8],
    date_format: Option<&str>,
    zone: Option<&str>,
) -> Result<Batch<Release>, SourceError> {
    csv::read(bytes, date_format, zone)
}

/// Returns the deployments of a pipeline's tables: the runs, the commits they ran for and, where
/// there are any, their jobs. `None` where the files are no such tables.
pub fn read_pipelines(
    files: &[&[u8]],
    date_format: Option<&str>,
    zone: Option<&str>,
) -> Result<Option<Batch<Release>>, SourceError> {
    pipelines::read(files, date_format, zone)
}
