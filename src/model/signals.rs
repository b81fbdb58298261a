//! What the leading indicators said of the code that failed, at the moment it was live.

use serde::{Deserialize, Serialize};

use super::commit::CommitId;
use super::incident::words;

/// Commits that are measured for one review at most, as each takes a tree to be read: those of its
/// worst incidents.
pub const MOST_TREES: usize = 24;

/// The leading indicators of the unit that holds a region, at the moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signals {
    /// Repository name.
    pub repo: String,
    /// The commit they are measured at.
    pub commit: CommitId,
    /// The folder they are about, from the repository root; `.` is the root.
    pub unit: String,
    /// Each indicator, measured or not.
    pub signals: Vec<Signal>,
}

/// One indicator of a unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Its name, as in a panel.
    pub indicator: String,
    /// Its value, in percent or per 100 statements; `None`: not measured.
    pub value: Option<f64>,
    /// What the value rests on: statements, failure states, mutants or red test runs; `None` where it
    /// is not measured, or the user's own.
    pub n: Option<u64>,
    /// What it should reach by the floor or the team's own list; `None`: nobody set a bar.
    pub bar: Option<f64>,
    /// The median of the other units then; `None` where none was measured.
    pub others: Option<f64>,
    /// How many other units were measured.
    pub others_n: usize,
    /// What it told.
    pub said: Said,
}

/// Fewest things a value rests on to warn.
const FEWEST: u64 = 3;

impl Signal {
    /// Returns the signal of these values. Below a bar it warned, but of one or two things
    /// nobody can tell; without a bar it can only be lower than in other units, which is no warning
    /// anybody asked for.
    pub fn new(
        indicator: String,
        (value, n): (Option<f64>, Option<u64>),
        bar: Option<f64>,
        mut others: Vec<f64>,
    ) -> Self {
        others.sort_by(f64::total_cmp);
        let half = others.len() / 2;
        let median = match others.len() {
            0 => None,
            n if n % 2 == 1 => Some(others[half]),
            _ => Some(f64::midpoint(others[half - 1], others[half])),
        };
        let said = match (value, bar, median) {
            (None, ..) => Said::NotMeasured,
            (Some(value), Some(bar), _) if value < bar => match n {
                Some(..FEWEST) => Said::TooFew,
                _ => Said::Warned,
            },
            (Some(_), Some(_), _) => Said::Silent,
            (Some(value), None, Some(median)) if value < median => Said::Lower,
            (Some(_), None, Some(_)) => Said::NotLower,
            (Some(_), None, None) => Said::NoBar,
        };
        let n = n.filter(|_| value.is_some());
        Self { indicator, value, n, bar, others: median, others_n: others.len(), said }
    }
}

/// What an indicator told before the failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// It was below its bar.
    Warned,
    /// It was below its bar and rests on too few to tell.
    TooFew,
    /// It was at its bar or above.
    Silent,
    /// It has no bar and was lower than in half of the other units.
    Lower,
    /// It has no bar and was not lower than in half of the other units.
    NotLower,
    /// It has no bar and nothing to compare with.
    NoBar,
    /// It was not measured then.
    NotMeasured,
}

words!(Said {
    Warned => "warned", TooFew => "too-few", Silent => "silent", Lower => "lower", NotLower => "not-lower",
    NoBar => "no-bar", NotMeasured => "not-measured",
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_its_bar_it_warned_and_without_a_bar_it_is_compared_with_the_others() {
        let said = |value, bar, others: &[f64]| {
            let signal = Signal::new("coverage".to_owned(), (value, Some(7)), bar, others.to_vec());
            assert_eq!(signal.n, value.map(|_| 7));
            (signal.said, signal.others)
        };
        assert_eq!(said(Some(59.9), Some(60.0), &[]), (Said::Warned, None));
        assert_eq!(said(Some(60.0), Some(60.0), &[90.0]), (Said::Silent, Some(90.0)));
        assert_eq!(said(Some(31.0), None, &[80.0, 20.0, 60.0]), (Said::Lower, Some(60.0)));
        assert_eq!(said(Some(70.0), None, &[80.0, 60.0]), (Said::NotLower, Some(70.0)));
        assert_eq!(said(Some(70.0), None, &[]), (Said::NoBar, None));
        let few = |n| Signal::new("x".to_owned(), (Some(50.0), n), Some(100.0), Vec::new()).said;
        assert_eq!(
            [few(Some(2)), few(Some(3)), few(None)],
            [Said::TooFew, Said::Warned, Said::Warned]
        );
        assert_eq!(said(None, Some(60.0), &[50.0]), (Said::NotMeasured, Some(50.0)));
    }
}
