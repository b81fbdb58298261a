//! Which unit and quarter each defect marks: the file with most faulty lines, the quarter in which
//! the incident started. One defect marks one row.

use std::collections::BTreeMap;

use super::Trunk;
use super::contrasts::test_negative;
use super::sums::Sums;
use super::units::unit_of;
use crate::indicators::{is_caught, is_escape};
use crate::model::built_panel::{
    PanelUnit, UNLINKED, WITHOUT_CODE, WITHOUT_FILE, WITHOUT_REPOSITORY,
};
use crate::model::defect::Defect;
use crate::model::dossier::Dossier;
use crate::model::evidence::LineState;
use crate::model::panel::MatchedRow;
use crate::model::period::{Calendar, Period};
use crate::model::region::FileKind;
use crate::pipeline::Workspace;
use crate::syntax;

/// Ids of the defects that mark a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub escapes: Vec<String>,
    pub caught: Vec<String>,
}

/// A defect with the file it marks.
struct Marked {
    id: String,
    escaped: bool,
    trunk: usize,
    file: usize,
}

/// The defects of all quarters.
pub(super) struct Outcome {
    by_period: Vec<Vec<Marked>>,
    /// Escapes without a place, with the reason.
    pub unplaced: Vec<(String, String)>,
    pub test_negative: Vec<MatchedRow>,
    pub gaps: Vec<f64>,
}

impl Outcome {
    /// Returns where each defect falls.
    pub(super) fn of(
        defects: &[&Defect],
        dossiers: &[Dossier],
        trunks: &[Trunk],
        periods: &[Period],
        calendar: Calendar,
    ) -> Self {
        let by_id: BTreeMap<&str, &Dossier> =
            dossiers.iter().map(|dossier| (dossier.incident.id.as_str(), dossier)).collect();
        let mut found = Self {
            by_period: periods.iter().map(|_| Vec::new()).collect(),
            unplaced: Vec::new(),
            test_negative: Vec::new(),
            gaps: gaps(defects),
        };
        for defect in defects {
            let escaped = is_escape(defect);
            if !escaped && !is_caught(defect) {
                continue;
            }
            let own: Vec<&Dossier> =
                defect.incidents.iter().filter_map(|id| by_id.get(id.as_str()).copied()).collect();
            let period = defect.at.map(|at| calendar.quarter(at));
            let place = period.and_then(|period| periods.iter().position(|one| *one == period));
            if let Some(place) = place {
                let name = periods[place].to_string();
                found.test_negative.extend(test_negative(defect, &own, &name, escaped));
            }
            match (place, place.and_then(|place| faulty_file(&own, trunks, place))) {
                (Some(place), Some((trunk, file))) => {
                    let id = defect.id.clone();
                    found.by_period[place].push(Marked { id, escaped, trunk, file });
                }
                (None, _) if escaped => {
                    let why = if period.is_some() { "before the quarters" } else { "no time" };
                    found.unplaced.push((defect.id.clone(), why.to_owned()));
                }
                (Some(_), None) if escaped => {
                    found.unplaced.push((defect.id.clone(), nowhere(&own, trunks).to_owned()));
                }
                _ => {}
            }
        }
        found
    }

    /// Returns the defects of a quarter by unit; an escape whose unit was not there at the opening
    /// goes into `left_out`.
    pub(super) fn marks(
        &self,
        workspace: &Workspace,
        trunks: &[Trunk],
        by: PanelUnit,
        place: usize,
        units: &BTreeMap<String, Sums>,
        left_out: &mut Vec<(String, String)>,
    ) -> BTreeMap<String, Marks> {
        let mut marks: BTreeMap<String, Marks> = BTreeMap::new();
        for one in &self.by_period[place] {
            let trunk = &trunks[one.trunk];
            let path = &trunk.files.names[one.file];
            let unit = unit_of(&workspace.project, by, &trunk.name, path)
                .filter(|unit| units.contains_key(unit));
            match unit {
                Some(unit) => {
                    let own = marks.entry(unit).or_default();
                    let ids = if one.escaped { &mut own.escapes } else { &mut own.caught };
                    ids.push(one.id.clone());
                }
                None if one.escaped => {
                    let why = "its unit was not there at the opening of the quarter";
                    left_out.push((one.id.clone(), why.to_owned()));
                }
                None => {}
            }
        }
        marks
    }
}

/// Returns repository and file with most faulty lines, ties by name.
fn faulty_file(own: &[&Dossier], trunks: &[Trunk], place: usize) -> Option<(usize, usize)> {
    let regions = own.iter().flat_map(|dossier| &dossier.regions);
    let mut found: Vec<(std::cmp::Reverse<usize>, &str, usize, usize)> = regions
        .filter(|region| syntax::file_kind(&region.path) == FileKind::Source)
        .filter_map(|region| {
            let trunk = trunks.iter().position(|trunk| trunk.name == region.repo)?;
            let file = trunks[trunk].files.id_of(place, &region.path)?;
            let code = region.lines.iter().filter(|line| line.state != LineState::NotInstrumented);
            Some((std::cmp::Reverse(code.count()), region.path.as_str(), trunk, file))
        })
        .collect();
    found.sort();
    found.first().map(|(_, _, trunk, file)| (*trunk, *file))
}

/// Returns why a defect has no file at an opening.
fn nowhere(own: &[&Dossier], trunks: &[Trunk]) -> &'static str {
    let regions = own.iter().flat_map(|dossier| &dossier.regions);
    let mut code = regions.filter(|region| syntax::file_kind(&region.path) == FileKind::Source);
    match code.next() {
        None if own.iter().all(|dossier| dossier.links.is_empty()) => UNLINKED,
        None => WITHOUT_CODE,
        Some(one) if !trunks.iter().any(|trunk| trunk.name == one.repo) => WITHOUT_REPOSITORY,
        Some(_) => WITHOUT_FILE,
    }
}

/// Days between one escape and the next.
fn gaps(defects: &[&Defect]) -> Vec<f64> {
    let mut times: Vec<_> =
        defects.iter().filter(|defect| is_escape(defect)).filter_map(|defect| defect.at).collect();
    times.sort();
    let days = |pair: &[crate::model::commit::Time]| {
        (pair[1] - pair[0]).num_minutes() as f64 / (24.0 * 60.0)
    };
    times.windows(2).map(days).collect()
}
