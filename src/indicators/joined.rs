//! Which incidents belong together: those that share a fix commit, repeat one another or name the same
//! problem, also through a third one.

use std::collections::BTreeMap;

use crate::model::dossier::Dossier;

/// What two incidents may share.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Incident(&'a str),
    Problem(&'a str),
    Fix(&'a str, &'a str),
}

/// Returns for each dossier the place of the first one it belongs together with.
pub(super) fn roots(dossiers: &[&Dossier]) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..dossiers.len()).collect();
    let mut first: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    for (place, dossier) in dossiers.iter().enumerate() {
        let incident = &dossier.incident;
        let mut keys = vec![Key::Incident(&incident.id)];
        keys.extend(incident.duplicate_of.iter().map(|id| Key::Incident(id)));
        keys.extend(incident.problem_id.iter().map(|id| Key::Problem(id)));
        let counting = dossier.fixes.iter().filter(|fix| fix.dropped.is_none());
        keys.extend(counting.map(|fix| Key::Fix(&fix.repo, &fix.commit.0)));
        for key in keys {
            let other = *first.entry(key).or_insert(place);
            let (a, b) = (find(&mut parent, place), find(&mut parent, other));
            parent[a.max(b)] = a.min(b);
        }
    }
    (0..dossiers.len()).map(|place| find(&mut parent, place)).collect()
}

fn find(parent: &mut [usize], mut place: usize) -> usize {
    while parent[place] != place {
        parent[place] = parent[parent[place]];
        place = parent[place];
    }
    place
}
