//! Four signals of an incident at its moment: what each would have told.

use super::canvas::{Align, Canvas, LEFT, RIGHT, Type};
use super::labels::Area;
use super::numbers::{self, count, percent};
use super::text::{clean, shorten};
use super::theme::Palette;
use super::timeline_events::ran_of;
use crate::model::dossier::Dossier;
use crate::model::test_run::TestStatus;

const TOP: f64 = 410.0;
const BOTTOM: f64 = 490.0;
const GAP: f64 = 16.0;

/// Whether a signal warned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// It said that all was well.
    Fine,
    /// It warned, or would have.
    Warning,
    /// It was silent, which is no praise: the defect was there.
    Quiet,
    /// Nobody measured it.
    Unknown,
}

/// A signal with its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tile {
    /// What it is.
    pub(super) label: &'static str,
    /// Its value at the moment.
    pub(super) value: String,
    /// What the value rests on.
    pub(super) note: String,
    /// Whether it warned.
    pub(super) said: Said,
}

/// Returns the four signals.
pub(super) fn tiles(dossier: &Dossier) -> [Tile; 4] {
    [coverage(dossier), assertion(dossier), mutants(dossier), signal(dossier)]
}

fn unknown(label: &'static str, note: &str) -> Tile {
    Tile { label, value: numbers::UNKNOWN.to_owned(), note: note.to_owned(), said: Said::Unknown }
}

fn coverage(dossier: &Dossier) -> Tile {
    const LABEL: &str = "Region covered then";
    let Some(coverage) = dossier.facts.coverage.as_ref().filter(|c| c.known() > 0) else {
        return unknown(LABEL, "no report speaks of it");
    };
    let (ran, known) = (u64::from(coverage.ran()), u64::from(coverage.known()));
    Tile {
        label: LABEL,
        value: percent(ran as f64 / known as f64, 0),
        note: ran_of(coverage),
        said: if ran == known { Said::Fine } else { Said::Warning },
    }
}

fn assertion(dossier: &Dossier) -> Tile {
    const LABEL: &str = "Failing state asserted";
    let Some(state) = &dossier.facts.failure_state else {
        return unknown(LABEL, "no test is linked to it");
    };
    let (value, note, said) = match state.level {
        4.. => ("yes", "the same error, on this code", Said::Fine),
        3 => ("no", "another failure state is", Said::Warning),
        2 => ("no", "values only", Said::Warning),
        1 => ("no", "executed, nothing asserted", Said::Warning),
        0 => ("no", "not executed", Said::Warning),
    };
    Tile { label: LABEL, value: value.to_owned(), note: note.to_owned(), said }
}

fn mutants(dossier: &Dossier) -> Tile {
    const LABEL: &str = "Mutants killed";
    let Some(tally) = dossier.facts.mutants else {
        return unknown(LABEL, "no mutation report then");
    };
    let (killed, all) = (tally.killed, tally.killed + tally.survived + tally.no_coverage);
    if all == 0 {
        return unknown(LABEL, "no mutant on the region");
    }
    Tile {
        label: LABEL,
        value: format!("{} of {}", count(killed.into()), count(all.into())),
        note: format!(
            "{} survived, {} not run",
            count(tally.survived.into()),
            count(tally.no_coverage.into())
        ),
        said: if killed == all { Said::Fine } else { Said::Warning },
    }
}

fn signal(dossier: &Dossier) -> Tile {
    const LABEL: &str = "Red before shipping";
    match &dossier.facts.signal {
        Some(lost) => {
            let then = match lost.then {
                TestStatus::Skipped => "then skipped",
                TestStatus::Passed => "then passed on retry",
                _ => "and shipped all the same",
            };
            let note = format!("{} failed, {then}", clean(&lost.test));
            Tile { label: LABEL, value: "yes".to_owned(), note, said: Said::Warning }
        }
        None if dossier.facts.signal_known => Tile {
            label: LABEL,
            value: "no".to_owned(),
            note: match dossier.facts.green_runs {
                Some(1) => "green in the one run that counts".to_owned(),
                Some(runs) if runs > 1 => format!("green in {} runs", count(runs.into())),
                _ => "no covering test that ran".to_owned(),
            },
            said: Said::Quiet,
        },
        None => unknown(LABEL, "no run of a covering test"),
    }
}

/// Draws the signals side by side; the colour of an edge repeats the words.
pub(super) fn draw(canvas: &Canvas, dossier: &Dossier, colors: &Palette) {
    let width = (RIGHT - LEFT - 3.0 * GAP) / 4.0;
    for (place, tile) in tiles(dossier).iter().enumerate() {
        let left = LEFT + (width + GAP) * place as f64;
        canvas.fill_rect(Area { left, top: TOP, right: left + width, bottom: BOTTOM }, colors.band);
        let edge = match tile.said {
            Said::Fine => colors.good,
            Said::Warning => colors.alarm,
            Said::Quiet => colors.muted,
            Said::Unknown => colors.axis,
        };
        canvas.fill_rect(Area { left, top: TOP, right: left + 4.0, bottom: BOTTOM }, edge);
        let (x, room) = (left + 16.0, width - 24.0);
        let (label, value) = (Type::regular(13.0, colors.muted), Type::bold(20.0, colors.ink));
        let note = Type::regular(12.0, colors.ink);
        canvas.text(tile.label, (x, TOP + 20.0), label, Align::Left);
        canvas.text(&tile.value, (x, TOP + 46.0), value, Align::Left);
        canvas.text(
            &shorten(&tile.note, room, note.size, note.weight),
            (x, TOP + 68.0),
            note,
            Align::Left,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn silence_says_in_how_many_runs() {
        let mut dossier = sample::dossier();
        dossier.facts.signal = None;
        let told = |dossier: &Dossier| {
            let [.., signal] = tiles(dossier);
            (signal.value, signal.note)
        };
        dossier.facts.signal_known = false;
        assert_eq!(told(&dossier).1, "no run of a covering test");
        dossier.facts.signal_known = true;
        dossier.facts.green_runs = Some(12);
        assert_eq!(told(&dossier), ("no".to_owned(), "green in 12 runs".to_owned()));
    }
}
