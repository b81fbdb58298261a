//! How a reading moves on after a page: some trackers list by change, some newest first, some in
//! windows of time.

use super::list::List;
use super::pagerduty;
use super::pages::{Next, Pages};
use crate::model::commit::Time;

impl Pages<'_> {
    /// Moves on: to the next page, to another reading, or to the end.
    pub(super) fn go_on(&mut self, following: Option<Next>, changes: &[Time]) {
        match self.list {
            List::PagerDuty { .. } => return self.go_on_in_windows(following),
            // Newest first: the newest change counts once the list was read to its end.
            List::Sentry { .. } => {
                return self.go_on_backwards(following, changes.iter().max().copied());
            }
            _ => {}
        }
        self.pass.reach(changes);
        let at_end = following.is_none();
        self.next = following.unwrap_or(Next::End);
        if at_end {
            if self.pass.end() {
                self.next = Next::First;
            } else if self.pass.since == self.pass.cursor.since {
                // Only the list from exactly here has the state that the server named.
                self.pass.cursor.etag.clone_from(&self.first_etag);
            }
        }
    }

    fn go_on_in_windows(&mut self, following: Option<Next>) {
        match &following {
            Some(Next::Window(window)) => self.pass.cursor.since = Some(window.since),
            _ => {
                if let Some(pass) = self.pass.cursor.pass.take() {
                    let usual = pass.began - pagerduty::OVERLAP;
                    self.pass.cursor.since = Some(pass.oldest_open.map_or(usual, |o| o.min(usual)));
                }
            }
        }
        self.next = following.unwrap_or(Next::End);
    }

    fn go_on_backwards(&mut self, following: Option<Next>, newest: Option<Time>) {
        let cursor = &mut self.pass.cursor;
        if let Some(pass) = &mut cursor.pass {
            pass.newest = pass.newest.max(newest);
            pass.next = match &following {
                Some(Next::Url(url)) => Some(url.clone()),
                _ => None,
            };
        }
        if following.is_none()
            && let Some(pass) = cursor.pass.take()
        {
            cursor.since = cursor.since.max(pass.newest);
        }
        self.next = following.unwrap_or(Next::End);
    }
}
