//! The pages of a list, one after the other, whatever tracker holds it.

use std::collections::BTreeMap;

use chrono::SecondsFormat;
use serde_json::Value;

use super::authorization::Scheme;
use super::client::{Answer, Client};
use super::link::next_link;
use super::list::List;
use super::pagerduty::{self, Window};
use super::pass::{Pass, Seen};
use super::taken::Taken;
use super::{Access, FetchError, Page, closing, github, gitlab, jira, sentry};
use crate::model::commit::Time;
use crate::model::project::IncidentMapping;
use crate::model::sync::SyncCursor;
use crate::sources::incidents;

/// The pages of a list that changed since a cursor.
pub struct Pages<'a> {
    client: Client<'a>,
    pub(super) list: List,
    mapping: IncidentMapping,
    pub(super) pass: Pass,
    /// What the server called the state that the cursor stands for.
    known_etag: Option<String>,
    pub(super) first_etag: Option<String>,
    pub(super) next: Next,
    /// What was asked of a Jira server beforehand.
    server: Option<jira::Server>,
    /// Whether more is asked of each record: what closed it, what its trace names.
    with_links: bool,
}

/// The page to read next.
pub(super) enum Next {
    First,
    Url(String),
    Window(Window),
    End,
}

impl<'a> Pages<'a> {
    /// Returns the pages that follow a cursor; nothing is asked yet.
    pub fn new(
        access: Access<'a>,
        list: &List,
        cursor: SyncCursor,
        mapping: &IncidentMapping,
    ) -> Result<Self, FetchError> {
        list.check()?;
        let scheme = match list {
            List::GitHub { .. } | List::Sentry { .. } => Scheme::Bearer,
            List::GitLab { .. } => Scheme::Private,
            List::Jira { .. } => Scheme::Basic,
            List::PagerDuty { .. } => Scheme::Token,
        };
        let client = Client::new(access, scheme, list.token_variable())?;
        let preset = Some(list.tracker().to_owned());
        let known_etag = cursor.etag.clone();
        Ok(Self {
            client,
            list: list.clone(),
            mapping: IncidentMapping { preset, ..mapping.clone() },
            pass: Pass::new(cursor),
            known_etag,
            first_etag: None,
            next: Next::First,
            server: None,
            with_links: false,
        })
    }

    /// Asks more of each record: which commit or merge closed it, which lines its trace names.
    #[must_use]
    pub fn with_links(mut self, with_links: bool) -> Self {
        self.with_links = with_links;
        self
    }

    /// Says what the server left open since this was asked last; `None` where it told all.
    pub fn left_open(&mut self) -> Option<String> {
        closing::note(&mut self.client)
    }

    /// Returns the next page; `None` where the list was read to its end or nothing changed.
    pub fn next_page(&mut self) -> Result<Option<Page>, FetchError> {
        let next = std::mem::replace(&mut self.next, Next::End);
        let first = matches!(next, Next::First);
        let (url, window) = match next {
            Next::End => return Ok(None),
            Next::First => self.first()?,
            // A link to elsewhere is an error, but only once the page that named it is stored.
            Next::Url(url) => (self.client.base.follow(&url)?, None),
            Next::Window(window) => (window.url(&self.client.base, &self.list), Some(window)),
        };
        let path = url.split('?').next().unwrap_or_default().to_owned();
        self.pass.visit(&url, &path)?;
        let Some((answer, mut page)) = self.ask(&url, first)? else { return Ok(None) };
        if first {
            self.first_etag = answer.header("etag").map(str::to_owned);
            self.pass.begin(answer.clock().unwrap_or(self.client.now()));
        }
        let records = self.records(&mut page, &path)?;
        let changes: Vec<Time> =
            records.iter().filter_map(|record| self.seen(record).changed).collect();
        let following = self.following(&answer, &page, &url, &records, window);
        let list = &self.list;
        let (mut news, mut dropped) = self.pass.take(records, |record| seen(list, record));
        if self.with_links {
            for record in &mut news {
                closing::add(&mut self.client, list, record)?;
            }
        }
        let keys = if self.server.is_some() { jira::keys(&news) } else { BTreeMap::new() };
        let page = match &self.server {
            Some(server) => server.page_of(&news, &page),
            None => Value::Array(news),
        };
        let mut taken = Taken::default();
        let (mut batch, decided) = incidents::read_page(page, &self.mapping, &mut taken)?;
        batch.accepted = taken.incidents;
        // What an interface holds besides is no news to who reads it daily.
        let of_columns = incidents::column_notes(&decided);
        batch.notes.retain(|note| !of_columns.contains(note));
        batch.skipped.append(&mut dropped);
        self.go_on(following, &changes);
        let ended = matches!(self.next, Next::End);
        let form = incidents::raw_form(&decided);
        Ok(Some(Page {
            batch,
            form,
            raws: taken.raws,
            keys,
            cursor: self.pass.cursor.clone(),
            last: ended,
        }))
    }

    /// Returns the address where a reading starts or goes on.
    fn first(&mut self) -> Result<(String, Option<Window>), FetchError> {
        let since = self.pass.since;
        let stopped_at = self.pass.cursor.pass.as_ref().and_then(|pass| pass.next.clone());
        if let (Some(next), List::Sentry { .. }) = (stopped_at, &self.list) {
            return Ok((self.client.base.follow(&next)?, None));
        }
        let base = &self.client.base;
        Ok(match &self.list {
            List::GitHub { .. } => (github::first(base, &self.list, since), None),
            List::GitLab { .. } => (gitlab::first(base, &self.list, since), None),
            List::Sentry { .. } => (sentry::first(base, &self.list, since), None),
            List::PagerDuty { from, .. } => {
                let window = Window::starting(since.unwrap_or(*from), self.client.now());
                (window.url(base, &self.list), Some(window))
            }
            List::Jira { api, .. } => {
                let server = match self.server.take() {
                    Some(server) => server,
                    None => jira::Server::ask(&mut self.client, *api, &self.mapping)?,
                };
                let url = server.first(&self.client, &self.list, since);
                self.server = Some(server);
                (url, None)
            }
        })
    }

    /// Returns the answer and its JSON; `None` where nothing changed since the last reading.
    fn ask(&mut self, url: &str, first: bool) -> Result<Option<(Answer, Value)>, FetchError> {
        let mut headers = match self.list {
            List::GitHub { .. } => github::HEADERS.to_vec(),
            List::PagerDuty { .. } => pagerduty::HEADERS.to_vec(),
            _ => vec![("accept", "application/json")],
        };
        let etag = self.known_etag.take().filter(|_| first);
        if let Some(etag) = &etag {
            headers.push(("if-none-match", etag));
        }
        let asked = self.client.json(url, &headers);
        match asked {
            Ok((answer, _)) if answer.status == 304 => Ok(None),
            Ok(asked) => Ok(Some(asked)),
            Err(FetchError::Status { status, .. })
                if first
                    && self.server.as_mut().is_some_and(|server| server.try_another(status)) =>
            {
                let (url, _) = self.first()?;
                self.client.json(&url, &headers).map(Some)
            }
            Err(error) => Err(error),
        }
    }

    /// Takes the records out of a page.
    fn records(&self, page: &mut Value, path: &str) -> Result<Vec<Value>, FetchError> {
        let found = match (&self.list, &mut *page) {
            (List::Jira { .. }, page) => jira::Server::records(page),
            (List::PagerDuty { .. }, page) => match page.get_mut("incidents").map(Value::take) {
                Some(Value::Array(records)) => Some(records),
                _ => None,
            },
            (_, Value::Array(records)) => Some(std::mem::take(records)),
            _ => None,
        };
        let what = if matches!(self.list, List::PagerDuty { .. }) { "incidents" } else { "issues" };
        found.ok_or_else(|| FetchError::Shape { path: path.to_owned(), what })
    }

    fn seen(&self, record: &Value) -> Seen {
        seen(&self.list, record)
    }

    /// Returns the page that follows one.
    fn following(
        &mut self,
        answer: &Answer,
        page: &Value,
        url: &str,
        records: &[Value],
        window: Option<Window>,
    ) -> Option<Next> {
        match &self.list {
            List::GitHub { .. } | List::Sentry { .. } => {
                let link = answer.header("link").and_then(next_link)?;
                Some(Next::Url(link.to_owned()))
            }
            List::GitLab { .. } => gitlab::next(answer, url).map(Next::Url),
            List::Jira { .. } => {
                let server = self.server.as_ref()?;
                let since = self.pass.since;
                let url = server.next(&self.client, &self.list, since, page, records.len())?;
                Some(Next::Url(url))
            }
            List::PagerDuty { .. } => {
                let created: Vec<Time> = records.iter().filter_map(pagerduty::created).collect();
                let open = records.iter().filter(|record| pagerduty::is_open(record));
                if let Some(pass) = &mut self.pass.cursor.pass {
                    let oldest = open.filter_map(pagerduty::created).min();
                    pass.oldest_open = pass.oldest_open.into_iter().chain(oldest).min();
                }
                let now = self.client.now().max(answer.clock().unwrap_or(self.client.now()));
                Some(Next::Window(window?.next(page, &created, now)?))
            }
        }
    }
}

fn seen(list: &List, record: &Value) -> Seen {
    match list {
        List::GitHub { .. } => github::seen(record),
        List::GitLab { .. } => gitlab::seen(record),
        List::Jira { .. } => jira::seen(record),
        List::PagerDuty { .. } => pagerduty::seen(record),
        List::Sentry { .. } => sentry::seen(record),
    }
}

/// Returns a time to the second, as addresses hold it.
pub(super) fn second(time: Time) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Returns the time under a key of a record; zones may lack their colon.
pub(super) fn time_at(record: &Value, key: &str) -> Option<Time> {
    let text = record.get(key)?.as_str()?;
    incidents::time(text).map(|stamp| stamp.at)
}
