//! The ids of issues that are numbered from 1 in each repository.

use std::collections::{HashMap, HashSet};

use crate::model::incident::Incident;
use crate::sources;

/// The pages of the incidents that are stored.
#[derive(Debug, Default)]
pub(super) struct KnownPages {
    id_of: HashMap<String, String>,
    taken: HashSet<String>,
}

impl KnownPages {
    /// Returns the pages with their incidents' ids.
    pub(super) fn new(pages: Vec<(String, String)>) -> Self {
        let taken = pages.iter().map(|(_, id)| id.clone()).collect();
        Self { id_of: pages.into_iter().collect(), taken }
    }

    /// Returns whether the page of an incident is one of issues that are numbered.
    pub(super) fn concerns(incident: &Incident) -> bool {
        sources::incidents::id_among_repositories(incident).is_some()
    }

    /// Gives an issue that is numbered in its repository the id that tells it from others: a page
    /// that is stored keeps its id; a new one gets `owner/name#42` where `always` or where its number
    /// is taken by another page.
    pub(super) fn keep_id(&mut self, incident: &mut Incident, always: bool) {
        let Some(id) = sources::incidents::id_among_repositories(incident) else { return };
        let Some(url) = incident.url.clone() else { return };
        if let Some(known) = self.id_of.get(&url) {
            incident.id.clone_from(known);
            return;
        }
        if !incident.id.contains('#') && (always || self.taken.contains(&incident.id)) {
            incident.id = id;
        }
        self.taken.insert(incident.id.clone());
        self.id_of.insert(url, incident.id.clone());
    }
}
