//! The issues of a GitHub repository, oldest change first, page after page.
//!
//! The link to the next page is followed as the server gives it. Records that change while the list
//! is read move to its end and shift the others; what changed after the reading began makes it start
//! again from where it stood, so that none is missed.

use chrono::DateTime;

use super::client::{Answer, Client};
use super::{Access, FetchError, Page};
use crate::model::commit::Time;
use crate::model::project::IncidentMapping;
use crate::model::sync::{SyncCursor, SyncPass};
use crate::sources::incidents;

/// Where the interface of the public server begins.
pub const GITHUB: &str = "https://api.github.com";

/// Most times a list is read again because it changed meanwhile.
const PASSES: u32 = 3;

/// The pages of a repository's issues that changed since a cursor.
pub struct GitHubPages<'a> {
    client: Client<'a>,
    repo: String,
    mapping: IncidentMapping,
    cursor: SyncCursor,
    /// What the server called the state that the cursor stands for.
    known_etag: Option<String>,
    /// Where the requests of this pass start.
    since: Option<Time>,
    next: Option<String>,
    first_etag: Option<String>,
    passes: u32,
}

impl<'a> GitHubPages<'a> {
    /// Returns the pages that follow a cursor; nothing is asked yet.
    pub fn new(
        access: Access<'a>,
        repo: &str,
        cursor: SyncCursor,
        mapping: &IncidentMapping,
    ) -> Result<Self, FetchError> {
        let part = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        };
        match repo.split_once('/') {
            Some((owner, name)) if part(owner) && part(name) => {}
            _ => return Err(FetchError::Name { name: repo.to_owned() }),
        }
        let client = Client::new(access)?;
        let mapping = IncidentMapping { preset: Some("github".to_owned()), ..mapping.clone() };
        let mut pages = Self {
            client,
            repo: repo.to_owned(),
            mapping,
            known_etag: cursor.etag.clone(),
            since: cursor.since,
            cursor,
            next: None,
            first_etag: None,
            passes: 0,
        };
        pages.next = Some(pages.first_url());
        Ok(pages)
    }

    /// Returns the next page; `None` where the list was read to its end or nothing changed.
    pub fn next_page(&mut self) -> Result<Option<Page>, FetchError> {
        let Some(url) = self.next.take() else { return Ok(None) };
        let first = url == self.first_url();
        let mut headers = vec![
            ("accept", "application/vnd.github+json, application/json;q=0.9"),
            ("x-github-api-version", "2022-11-28"),
        ];
        let etag = self.known_etag.take().filter(|_| first);
        if let Some(etag) = &etag {
            headers.push(("if-none-match", etag));
        }
        let url = if first { url } else { self.client.base.follow(&url)? };
        let answer = self.client.get(&url, &headers)?;
        if answer.status == 304 {
            return Ok(None);
        }
        if first {
            self.first_etag = answer.header("etag").map(str::to_owned);
            if let (None, Some(began)) = (&self.cursor.pass, clock(&answer)) {
                self.cursor.pass = Some(SyncPass { since: self.since, began });
            }
        }
        let (mut batch, decided) = incidents::read(&answer.body, &self.mapping)?;
        // What an interface holds besides is no news to who reads it daily.
        let of_columns = incidents::column_notes(&decided);
        batch.notes.retain(|note| !of_columns.contains(note));
        self.cursor.since = self.cursor.since.max(newest_change(&answer.body));
        self.cursor.etag = None;
        self.next = match next_link(answer.header("link").unwrap_or_default()) {
            // A link to elsewhere is an error, but only once this page is stored.
            Some(link) => Some(link.to_owned()),
            None => self.another_pass(),
        };
        if self.next.is_none() && self.since == self.cursor.since {
            // Only the list from exactly here has the state that the server named.
            self.cursor.etag.clone_from(&self.first_etag);
        }
        Ok(Some(Page { batch, bytes: answer.body, cursor: self.cursor.clone() }))
    }

    /// Ends a pass, and starts another if a record changed after this one began.
    fn another_pass(&mut self) -> Option<String> {
        let pass = self.cursor.pass.take()?;
        let moved = self.cursor.since.is_some_and(|newest| newest > pass.began);
        if !moved || self.passes >= PASSES {
            return None;
        }
        self.passes += 1;
        self.since = pass.since;
        Some(self.first_url())
    }

    fn first_url(&self) -> String {
        let since = self.since.map_or_else(String::new, |since| {
            format!("&since={}", since.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
        });
        let list = "state=all&sort=updated&direction=asc&per_page=100";
        self.client.base.call(&format!("/repos/{}/issues?{list}{since}", self.repo))
    }
}

fn clock(answer: &Answer) -> Option<Time> {
    let time = DateTime::parse_from_rfc2822(answer.header("date")?).ok()?;
    Some(time.with_timezone(&chrono::Utc))
}

/// Returns the newest change among the records of a page.
fn newest_change(body: &[u8]) -> Option<Time> {
    let records: Vec<serde_json::Value> = serde_json::from_slice(body).ok()?;
    let times =
        records.iter().filter_map(|record| record.get("updated_at")?.as_str()?.parse().ok());
    times.max()
}

/// Returns the address of the next page in a `Link` header.
fn next_link(header: &str) -> Option<&str> {
    header.split(',').find_map(|link| {
        let (address, rest) = link.trim().strip_prefix('<')?.split_once('>')?;
        let is_next = |part: &str| {
            let part = part.trim();
            part == "rel=\"next\"" || part == "rel=next"
        };
        rest.split(';').any(is_next).then_some(address)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_the_one_that_says_so() {
        let header = "<https://h/r?page=1>; rel=\"prev\", <https://h/r?page=3&a=b>; rel=\"next\", <https://h/r?page=9>; rel=\"last\"";
        assert_eq!(next_link(header), Some("https://h/r?page=3&a=b"));
        assert_eq!(next_link("<https://h/r?page=1>; rel=\"first\""), None);
        assert_eq!(next_link("no link"), None);
    }

    #[test]
    fn the_name_of_a_repository_is_nothing_else() {
        for name in ["shop", "a/b/c", "a/../b", "../x", "a/b?x=1", "a b/c", "/x", "a/"] {
            let mut wait = |_: std::time::Duration, _: &str| {};
            let access = Access { base: GITHUB.to_owned(), token: None, wait: &mut wait };
            let made =
                GitHubPages::new(access, name, SyncCursor::default(), &IncidentMapping::default());
            assert!(matches!(made.err(), Some(FetchError::Name { .. })), "{name}");
        }
    }
}
