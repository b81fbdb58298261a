//! Calibrates on files: a panel, matched sets and gaps, without a database.

use std::path::{Path, PathBuf};

use crate::calibration;
use crate::error::Error;
use crate::indicators::quadrant;
use crate::model::calibration::Calibration;
use crate::model::panel::Claim;
use crate::model::review::Review;
use crate::sources::{SourceError, panels};

/// What to calibrate on, and what was said in advance.
#[derive(Debug, Clone)]
pub struct Question {
    /// The panel.
    pub panel: PathBuf,
    /// Matched sets of cases and controls.
    pub matched: Option<PathBuf>,
    /// Times between escapes.
    pub gaps: Option<PathBuf>,
    /// The floor of coverage in percent.
    pub knot: u32,
    /// Indicators of the user's own, with what is claimed of each.
    pub extra: Vec<(String, Claim)>,
}

/// Puts what a panel says into a review: which indicators told, and coverage beside mutation score.
pub fn add_panel(review: &mut Review, panel: &Path) -> Result<(), Error> {
    let panel = read(panel, |bytes| panels::read(bytes, &[]))?;
    review.quadrant = quadrant(&panel, f64::from(calibration::KNOT));
    review.calibration = Some(calibration::calibrate(&panel, None, None, calibration::KNOT));
    Ok(())
}

/// Returns what the files say.
pub fn calibrate(question: &Question) -> Result<Calibration, Error> {
    let panel = read(&question.panel, |bytes| panels::read(bytes, &question.extra))?;
    let matched =
        question.matched.as_deref().map(|path| read(path, panels::read_matched)).transpose()?;
    let gaps = question.gaps.as_deref().map(|path| read(path, panels::read_gaps)).transpose()?;
    Ok(calibration::calibrate(&panel, matched.as_deref(), gaps.as_deref(), question.knot))
}

fn read<T>(path: &Path, reader: impl FnOnce(&[u8]) -> Result<T, SourceError>) -> Result<T, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::File {
        action: "read",
        path: path.to_owned(),
        source,
    })?;
    reader(&bytes).map_err(|source| Error::Import { name: path.display().to_string(), source })
}
