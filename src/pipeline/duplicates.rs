//! Which incidents only repeat others, and which must stand for themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::incident::Incident;

/// Where the incident is that another one repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Original {
    /// It repeats none, or is the first of those that repeat one another.
    Itself,
    /// The incident it repeats is here.
    Here,
    /// The incident it repeats is not here.
    Absent,
}

/// What incidents say of one another.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    repeats: BTreeMap<String, String>,
    known: BTreeSet<String>,
}

impl Duplicates {
    /// Returns what the incidents say of one another.
    pub(super) fn among(incidents: &[Incident]) -> Self {
        let pair =
            |incident: &Incident| Some((incident.id.clone(), incident.duplicate_of.clone()?));
        Self {
            repeats: incidents.iter().filter_map(pair).collect(),
            known: incidents.iter().map(|incident| incident.id.clone()).collect(),
        }
    }

    /// Returns where the incident's original is.
    ///
    /// Somebody has to be the first, or a defect would be counted nowhere: where incidents name one
    /// another in a ring the smallest id is, and an incident whose original is not here stands for
    /// it.
    pub(super) fn original(&self, id: &str) -> Original {
        let Some(mut next) = self.repeats.get(id) else { return Original::Itself };
        if !self.known.contains(next) {
            return Original::Absent;
        }
        let mut chain = vec![id];
        loop {
            if let Some(start) = chain.iter().position(|seen| seen == next) {
                let first = chain[start..].iter().min() == Some(&id);
                return if first { Original::Itself } else { Original::Here };
            }
            chain.push(next);
            match self.repeats.get(next) {
                Some(further) => next = further,
                None => return Original::Here,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn originals(pairs: &[(&str, Option<&str>)]) -> Vec<Original> {
        let incident = |(id, of): &(&str, Option<&str>)| Incident {
            duplicate_of: of.map(str::to_owned),
            ..Incident::new(id, "csv", "t")
        };
        let incidents: Vec<Incident> = pairs.iter().map(incident).collect();
        let duplicates = Duplicates::among(&incidents);
        pairs.iter().map(|(id, _)| duplicates.original(id)).collect()
    }

    #[test]
    fn one_incident_of_every_ring_stands_for_itself() {
        use Original::{Absent, Here, Itself};
        assert_eq!(
            originals(&[("A", None), ("B", Some("A")), ("C", Some("B"))]),
            [Itself, Here, Here]
        );
        assert_eq!(originals(&[("A", Some("B")), ("B", Some("A"))]), [Itself, Here]);
        assert_eq!(originals(&[("A", Some("A"))]), [Itself]);
        assert_eq!(
            originals(&[("A", Some("B")), ("B", Some("C")), ("C", Some("B"))]),
            [Here, Itself, Here]
        );
        assert_eq!(originals(&[("A", Some("GONE"))]), [Absent]);
    }
}
