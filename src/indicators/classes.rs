//! Escape classes by quarter, and the shares of covered and of verified escapes.

use std::collections::BTreeMap;

use super::escape_rate::is_escape;
use super::periods::by_period;
use crate::model::defect::Defect;
use crate::model::incident::Phase;
use crate::model::period::Calendar;
use crate::model::rate::Rate;
use crate::model::review::{ClassRow, ClassTable};
use crate::model::verdict::EscapeClass;
use crate::stats::wilson;

/// Returns the escapes by quarter and class, with each class's share of all of them.
///
/// Quarters stand in time order without gaps; an escape without a time stands in none. An escape
/// that was not analysed is not determined. Counted apart are X0 (found before production, or no
/// defect) and X1.
pub fn class_table(defects: &[Defect], calendar: Calendar) -> ClassTable {
    let escapes: Vec<&Defect> = defects.iter().filter(|d| is_escape(d) && d.at.is_some()).collect();
    let groups = by_period(&escapes, |defect| defect.at.map(|at| calendar.quarter(at)));
    let mut rows = Vec::with_capacity(groups.len());
    for (period, group) in groups {
        let mut by_class: BTreeMap<EscapeClass, Vec<String>> = BTreeMap::new();
        for defect in group {
            by_class.entry(class(defect)).or_default().push(defect.id.clone());
        }
        for ids in by_class.values_mut() {
            ids.sort();
        }
        let counts = by_class.iter().map(|(class, ids)| (*class, ids.len() as u64)).collect();
        rows.push(ClassRow { period, counts, ids: by_class.into_values().collect() });
    }
    let all = escapes.len() as u64;
    let share = |wanted: &EscapeClass| {
        let k = escapes.iter().filter(|d| class(d) == *wanted).count() as u64;
        (*wanted, wilson(k, all))
    };
    let classes = EscapeClass::ALL.iter().filter(|c| c.is_escape());
    let apart = [EscapeClass::X0, EscapeClass::X1]
        .map(|class| (class, defects.iter().filter(|d| apart(d) == Some(class)).count() as u64));
    let by_people = escapes.iter().filter(|d| d.class_by_people).count() as u64;
    let unknown = defects.iter().filter(|d| d.phase == Phase::Unknown && self::apart(d).is_none());
    ClassTable {
        rows,
        shares: classes.map(share).collect(),
        apart: apart.to_vec(),
        unknown_phase: unknown.count() as u64,
        by_people,
    }
}

fn class(defect: &Defect) -> EscapeClass {
    defect.class.unwrap_or(EscapeClass::U)
}

/// The class of what is counted apart; `None` for an escape and for an unknown phase.
fn apart(defect: &Defect) -> Option<EscapeClass> {
    match (defect.class, defect.phase) {
        (Some(class), _) if !class.is_escape() => Some(class),
        (_, Phase::Production | Phase::Unknown) => None,
        _ => Some(EscapeClass::X0),
    }
}

/// Returns the covered-escape share: escapes whose region was covered, of those whose coverage is
/// known. In `[0, 1]`, Wilson's interval, no share without such an escape.
pub fn covered_share(defects: &[Defect]) -> Rate {
    share(defects, |defect| defect.covered)
}

/// Returns the verified-escape share: escapes whose region was verified at level 2 or more, of
/// those where that is known. In `[0, 1]`, Wilson's interval. It says nothing alone: the same share
/// of like regions that did not escape belongs beside it.
pub fn verified_share(defects: &[Defect]) -> Rate {
    share(defects, |defect| defect.verified)
}

fn share(defects: &[Defect], known: impl Fn(&Defect) -> Option<bool>) -> Rate {
    let answers: Vec<bool> = defects.iter().filter(|d| is_escape(d)).filter_map(known).collect();
    wilson(answers.iter().filter(|yes| **yes).count() as u64, answers.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::incident::Contained;

    fn escape(id: &str, month: &str, class: Option<EscapeClass>) -> Defect {
        Defect {
            id: id.to_owned(),
            incidents: vec![id.to_owned()],
            phase: Phase::Production,
            at: Some(format!("2026-{month}-15T00:00:00Z").parse().unwrap()),
            severity: None,
            component: "other".to_owned(),
            contained: Contained::Unknown,
            class,
            class_by_people: false,
            linked: false,
            has_evidence: false,
            covered: None,
            verified: None,
        }
    }

    #[test]
    fn every_defect_is_an_escape_of_a_class_or_counted_apart() {
        let of = |id: &str, phase, class| Defect { phase, ..escape(id, "01", class) };
        let all = [
            of("A", Phase::Production, Some(EscapeClass::F)),
            of("B", Phase::Production, Some(EscapeClass::X1)),
            of("C", Phase::Test, None),
            of("D", Phase::Unknown, None),
            of("E", Phase::Unknown, Some(EscapeClass::X0)),
        ];
        let table = class_table(&all, Calendar::default());
        assert_eq!(table.rows[0].counts, [(EscapeClass::F, 1)]);
        assert_eq!(table.apart, [(EscapeClass::X0, 2), (EscapeClass::X1, 1)]);
        assert_eq!(table.unknown_phase, 1);
    }

    #[test]
    fn classes_stand_in_the_order_of_their_definition_and_gaps_are_rows() {
        let all = [
            escape("A", "01", Some(EscapeClass::F)),
            escape("B", "02", Some(EscapeClass::C)),
            escape("C", "03", Some(EscapeClass::F)),
            escape("D", "08", None),
        ];
        let table = class_table(&all, Calendar::default());
        assert_eq!(table.rows[0].counts, [(EscapeClass::C, 1), (EscapeClass::F, 2)]);
        assert_eq!(table.rows[0].ids, [vec!["B"], vec!["A", "C"]]);
        assert!(table.rows[1].counts.is_empty());
        assert_eq!(table.rows[2].counts, [(EscapeClass::U, 1)]);
        let f = table.shares.iter().find(|(class, _)| *class == EscapeClass::F).unwrap().1;
        assert_eq!((f.k, f.n), (2, 4));
    }

    #[test]
    fn what_is_no_escape_is_counted_apart() {
        let mut all = vec![
            escape("A", "01", Some(EscapeClass::X0)),
            escape("B", "01", Some(EscapeClass::X1)),
            escape("C", "01", None),
            escape("D", "01", None),
        ];
        all[2].phase = Phase::Test;
        all[3].phase = Phase::Unknown;
        let table = class_table(&all, Calendar::default());
        assert!(table.rows.is_empty());
        assert_eq!(table.apart, [(EscapeClass::X0, 2), (EscapeClass::X1, 1)]);
    }

    #[test]
    fn an_escape_without_evidence_is_in_no_share() {
        let mut all =
            vec![escape("A", "01", None), escape("B", "01", None), escape("C", "01", None)];
        all[0].covered = Some(true);
        all[1].covered = Some(false);
        all[0].verified = Some(true);
        assert_eq!((covered_share(&all).k, covered_share(&all).n), (1, 2));
        assert_eq!((verified_share(&all).k, verified_share(&all).n), (1, 1));
    }
}
