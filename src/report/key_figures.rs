//! The numbers of a review that are worth a tile.

use super::chart::FEW;
use super::format::{MISSING, of, percent, rate, thousands};
use super::summary::scope_row;
use crate::model::rate::Rate;
use crate::model::review::Review;

/// A number worth a tile: what it is, the number, what it rests on.
pub(super) struct KeyFigure {
    /// What it is.
    pub(super) label: &'static str,
    /// The number.
    pub(super) value: String,
    /// What it rests on.
    pub(super) note: String,
}

/// Returns the figures for the tiles.
pub(super) fn key_figures(review: &Review) -> Vec<KeyFigure> {
    let row = scope_row(review);
    let mut figures = Vec::new();
    figures.push(match row.rate {
        Some(share) if share.n > 0 && review.rate.has_caught_source => {
            share_figure("Defect escape rate", share, "")
        }
        _ => KeyFigure {
            label: "Escapes",
            value: thousands(row.escapes),
            note: "no percentage without a source of defects caught before release".to_owned(),
        },
    });
    figures.push(share_figure("Covered then", review.covered_escapes, " escapes with evidence"));
    let mut verified =
        share_figure("Verified then", review.verified_escapes, " escapes with evidence");
    verified.note.push_str(&review.alike.map_or_else(
        || "; not compared with code that did not escape".to_owned(),
        |found| {
            // Where all units have assertions, that tells nothing of what they verify.
            let all = |rate: &Rate| rate.k == rate.n;
            if all(&found.escaped) && all(&found.others) {
                return format!(
                    "; no comparison: every unit of like size and change has some assertion ({} that \
                     escaped, {} that did not)",
                    of(&found.escaped),
                    of(&found.others)
                );
            }
            format!(
                "; to compare, whether a linked test of the unit asserts anything: {} that escaped, \
                 {} of like size and change that did not",
                of(&found.escaped),
                of(&found.others)
            )
        },
    ));
    figures.push(verified);
    let known = row.escapes.saturating_sub(row.no_evidence.k);
    figures.push(KeyFigure {
        label: "Escapes with evidence",
        value: match row.escapes {
            0 => MISSING.to_owned(),
            all => format!("{} of {}", thousands(known), thousands(all)),
        },
        note: match row.escapes {
            0 => "no escape reported".to_owned(),
            _ => format!("{} unlinked", thousands(row.unlinked.k)),
        },
    });
    figures
}

fn share_figure(label: &'static str, share: Rate, what: &str) -> KeyFigure {
    let text = rate(&share);
    let interval = text
        .split_once('[')
        .map_or_else(String::new, |(_, rest)| format!(", interval {}", rest.trim_end_matches(']')));
    KeyFigure {
        label,
        value: match share.rate {
            None => MISSING.to_owned(),
            Some(_) if share.n < FEW => of(&share),
            Some(value) => percent(value, share.n),
        },
        note: match share.n {
            0 => format!("no{what}"),
            1..FEW => {
                let note = format!("{what}{interval}, no rate under {FEW}");
                note.trim_start_matches([',', ' ']).to_owned()
            }
            _ => format!("{}{what}{interval}", of(&share)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn under_ten_a_tile_gives_counts_and_no_rate() {
        let mut review = sample::review();
        review.rate.rows[6].rate = Some(sample::share(2, 3));
        review.covered_escapes = sample::share(3, 9);
        let figures = key_figures(&review);
        assert_eq!((figures[0].value.as_str(), figures[1].value.as_str()), ("2 of 3", "3 of 9"));
        assert!(figures[1].note.starts_with("escapes with evidence, interval 3–63"));
        assert!(figures[1].note.ends_with("no rate under 10"));
        assert!(figures[0].note.starts_with("interval "), "{}", figures[0].note);
    }

    #[test]
    fn tiles_carry_their_interval_and_never_a_lone_share() {
        let figures = key_figures(&sample::review());
        assert_eq!(figures[1].value, "90\u{a0}%");
        assert!(figures[1].note.starts_with("9 of 10 escapes with evidence, interval "));
        let beside = "5 of 8 that escaped, 24 of 32 of like size and change";
        assert!(figures[2].note.contains(beside), "{}", figures[2].note);
        let alone = key_figures(&Review { alike: None, ..sample::review() });
        assert!(alone[2].note.contains("not compared"));
        assert_eq!(
            (figures[3].value.as_str(), figures[3].note.as_str()),
            ("10 of 12", "3 unlinked")
        );
    }
}
