//! Calibrates on files (a panel, matched sets and gaps) without a database, or on the store.

use std::path::{Path, PathBuf};

use super::{Workspace, panel};
use crate::calibration;
use crate::error::Error;
use crate::model::built_panel::{BuiltPanel, PanelUnit};
use crate::model::calibration::{Calibration, Risk};
use crate::model::commit::Time;
use crate::model::dossier::Dossier;
use crate::model::panel::{Claim, Panel};
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
    /// Another floor to look at.
    pub floor: Option<u32>,
    /// Indicators of the user's own, with what is claimed of each.
    pub extra: Vec<(String, Claim)>,
}

/// Returns the panel of a file and what it says.
pub(super) fn of_file(path: &Path) -> Result<(Panel, Calibration), Error> {
    let panel = read(path, |bytes| panels::read(bytes, &[]))?;
    let found = calibration::calibrate(&panel, None, None, calibration::KNOT);
    Ok((panel, found))
}

/// Returns what the files say.
pub fn calibrate(question: &Question) -> Result<Calibration, Error> {
    let panel = read(&question.panel, |bytes| panels::read(bytes, &question.extra))?;
    let matched =
        question.matched.as_deref().map(|path| read(path, panels::read_matched)).transpose()?;
    let gaps = question.gaps.as_deref().map(|path| read(path, panels::read_gaps)).transpose()?;
    let mut found =
        calibration::calibrate(&panel, matched.as_deref(), gaps.as_deref(), question.knot);
    found.what_if = question.floor.and_then(|floor| calibration::what_if(&panel, floor));
    found.sentences = calibration::sentences_of_panel(&found);
    Ok(found)
}

/// Returns what the panel of the store says, and the same with another floor if that was asked.
pub fn of_store(
    workspace: &mut Workspace,
    dossiers: &[Dossier],
    (unit, as_of): (PanelUnit, Option<Time>),
    (knot, floor): (u32, Option<u32>),
) -> Result<Calibration, Error> {
    let built = panel::build(workspace, dossiers, unit, as_of)?;
    let mut found = of_built(&built, knot);
    found.what_if = floor.and_then(|floor| calibration::what_if(&built.panel, floor));
    found.sentences = calibration::sentences(&found);
    Ok(found)
}

/// Returns what a panel built from the store says.
pub fn of_built(built: &BuiltPanel, knot: u32) -> Calibration {
    calibration::calibrate_built(built, knot)
}

/// Returns where the next escapes may be, if the past bears a list.
pub fn risk(
    workspace: &mut Workspace,
    dossiers: &[Dossier],
    unit: PanelUnit,
    as_of: Option<Time>,
) -> Result<Risk, Error> {
    let built = panel::build(workspace, dossiers, unit, as_of)?;
    let found = of_built(&built, calibration::KNOT);
    Ok(calibration::risk(&built, &found))
}

fn read<T>(path: &Path, reader: impl FnOnce(&[u8]) -> Result<T, SourceError>) -> Result<T, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::File {
        action: "read",
        path: path.to_owned(),
        source,
    })?;
    reader(&bytes).map_err(|source| Error::Import { name: path.display().to_string(), source })
}
