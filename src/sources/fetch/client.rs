//! One server's client: redirects stay on the server, failures are tried again after a pause,
//! answers have a largest size.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::{HeaderMap, Response};

use super::authorization::Scheme;
use super::polite::{ATTEMPTS, Told, backoff, wait_for};
use super::url::Base;
use super::{Access, FetchError};
use crate::model::commit::Time;
use crate::sources::text::Cleaner;

/// Largest answer that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// Most redirects that are followed.
const REDIRECTS: u32 = 5;

/// Attempts before an answer that is no JSON counts as the server's word.
const GARBLED: u32 = 3;

/// A client of one server.
pub(super) struct Client<'a> {
    pub(super) base: Base,
    access: Access<'a>,
    scheme: Scheme,
    variable: &'static str,
    agent: Agent,
    /// Questions that may go without an answer and did, by the status that came instead.
    unanswered: BTreeMap<u16, usize>,
    /// Issues whose commits are too many to be links.
    pub(super) crowded: usize,
}

/// An answer that can be taken.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// Returns a header as text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the server's clock.
    pub(super) fn clock(&self) -> Option<Time> {
        let time = chrono::DateTime::parse_from_rfc2822(self.header("date")?).ok()?;
        Some(time.with_timezone(&chrono::Utc))
    }
}

impl<'a> Client<'a> {
    /// Returns a client, or what is wrong with the address.
    pub(super) fn new(
        access: Access<'a>,
        scheme: Scheme,
        variable: &'static str,
    ) -> Result<Self, FetchError> {
        let base = Base::new(&access.base, access.token.is_some())?;
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("escapee/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(20)))
            .timeout_global(Some(Duration::from_mins(2)));
        if base.is_loopback() {
            // What runs on this machine is not reached over a proxy.
            config = config.proxy(None);
        }
        let agent = config.build().new_agent();
        Ok(Self { base, access, scheme, variable, agent, unanswered: BTreeMap::new(), crowded: 0 })
    }

    /// Returns the present, by the clock here.
    pub(super) fn now(&self) -> Time {
        self.access.now
    }

    /// Returns the answer to a request and the JSON it holds; nothing where nothing changed. An
    /// answer that is no JSON may have been cut, so it is asked for again.
    pub(super) fn json(
        &mut self,
        url: &str,
        headers: &[(&str, &str)],
    ) -> Result<(Answer, Value), FetchError> {
        let mut attempt = 0;
        loop {
            let answer = self.get(url, headers)?;
            if answer.status == 304 {
                return Ok((answer, Value::Null));
            }
            match serde_json::from_slice(&answer.body) {
                Ok(value) => return Ok((answer, opened(value))),
                Err(source) if attempt + 1 >= GARBLED => {
                    return Err(FetchError::Garbled { path: path_of(url), source });
                }
                Err(_) => (self.access.wait)(backoff(attempt), "an answer that can be read"),
            }
            attempt += 1;
        }
    }

    /// Returns what a server tells; `None` where it does not, which is counted.
    pub(super) fn optional(
        &mut self,
        url: &str,
        headers: &[(&str, &str)],
    ) -> Result<Option<(Answer, Value)>, FetchError> {
        let status = match self.json(url, headers) {
            Ok(told) => return Ok(Some(told)),
            Err(FetchError::Status { status: status @ 400..=499, .. }) => status,
            Err(FetchError::Garbled { .. }) => 200,
            Err(error) => return Err(error),
        };
        *self.unanswered.entry(status).or_default() += 1;
        Ok(None)
    }

    /// Returns how often the server did not answer what it may leave open, by status; 200 stands for
    /// an answer that could not be read. Counting starts anew.
    pub(super) fn take_unanswered(&mut self) -> BTreeMap<u16, usize> {
        std::mem::take(&mut self.unanswered)
    }

    /// Returns the answer to a request, after as many attempts and redirects as are polite.
    pub(super) fn get(
        &mut self,
        url: &str,
        headers: &[(&str, &str)],
    ) -> Result<Answer, FetchError> {
        let path = path_of(url);
        let mut url = url.to_owned();
        for _ in 0..=REDIRECTS {
            let answer = self.attempts(&url, headers, &path)?;
            match answer.status {
                200..=299 | 304 => return Ok(answer),
                301 | 302 | 307 | 308 => {
                    let Some(place) = answer.header("location") else { break };
                    url = self.base.follow(place)?;
                }
                status => {
                    let (said, variable) = (said(&answer.body), self.variable);
                    return Err(FetchError::Status { status, path, said, variable });
                }
            }
        }
        Err(FetchError::Circle { path })
    }

    fn attempts(
        &mut self,
        url: &str,
        headers: &[(&str, &str)],
        path: &str,
    ) -> Result<Answer, FetchError> {
        let mut attempt = 0;
        loop {
            let last = attempt + 1 >= ATTEMPTS;
            match self.once(url, headers) {
                Ok(answer) => match wait_for(&told(&answer), attempt)? {
                    Some((pause, what)) if !last => (self.access.wait)(pause, what),
                    _ => return Ok(answer),
                },
                Err(source) if last => {
                    let (path, source) = (path.to_owned(), Box::new(source));
                    return Err(FetchError::Connection { path, attempts: ATTEMPTS, source });
                }
                Err(_) => (self.access.wait)(backoff(attempt), "the connection"),
            }
            attempt += 1;
        }
    }

    fn once(&self, url: &str, headers: &[(&str, &str)]) -> Result<Answer, ureq::Error> {
        let mut request = self.agent.get(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some((name, value)) = self.scheme.header(&self.access) {
            request = request.header(name, value);
        }
        let (parts, mut body) = Response::into_parts(request.call()?);
        // A body that ends early is a failed attempt.
        let body = body.with_config().limit(LARGEST).read_to_vec()?;
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
    }
}

/// Returns the JSON that a text holds, as some servers wrap an answer once more; else the value.
fn opened(value: Value) -> Value {
    let inner = value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    inner.filter(|inner| inner.is_object() || inner.is_array()).unwrap_or(value)
}

fn told(answer: &Answer) -> Told {
    let first = |names: &[&str]| names.iter().find_map(|name| answer.header(name)).map(str::trim);
    let now = answer.clock().map(|time| time.timestamp());
    let seconds = |text: &str| {
        let date = || chrono::DateTime::parse_from_rfc2822(text).ok();
        text.parse::<f64>().ok().map(|s| s.ceil().max(0.0) as u64).or_else(|| {
            // A date to wait for, by the server's own clock.
            Some((date()?.timestamp() - now?).max(0) as u64)
        })
    };
    Told {
        status: answer.status,
        retry_after: first(&["retry-after"]).and_then(seconds),
        remaining: first(&[
            "x-ratelimit-remaining",
            "ratelimit-remaining",
            "x-sentry-rate-limit-remaining",
        ])
        .and_then(|text| text.parse().ok()),
        reset: first(&["x-ratelimit-reset", "ratelimit-reset", "x-sentry-rate-limit-reset"])
            .and_then(|text| reset(text, now)),
        now,
        speaks_of_limit: answer.status == 403
            && said(&answer.body).is_some_and(|text| {
                let text = text.to_lowercase();
                text.contains("rate limit") || text.contains("abuse detection")
            }),
    }
}

/// Returns when a limit ends, in seconds since 1970: as such, as a time, or as seconds from now.
fn reset(text: &str, now: Option<i64>) -> Option<i64> {
    if let Ok(time) = text.parse::<Time>() {
        return Some(time.timestamp());
    }
    let seconds: i64 = text.parse().ok()?;
    if seconds > 100_000_000 { Some(seconds) } else { Some(now? + seconds) }
}

fn path_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("/", |at| &rest[at..]);
    path.split('?').next().unwrap_or_default().to_owned()
}

/// Returns the server's own words on what is wrong.
fn said(body: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let places = ["/message", "/errorMessages/0", "/error/message", "/error", "/detail", "/title"];
    let text = places.iter().find_map(|place| value.pointer(place)?.as_str())?;
    Some(Cleaner::default().line(text, 200)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_limit_is_a_time_or_seconds_from_now() {
        assert_eq!(reset("1767614500", None), Some(1_767_614_500));
        assert_eq!(reset("30", Some(1_767_614_400)), Some(1_767_614_430));
        assert_eq!(reset("2026-01-05T12:00:00Z", None), Some(1_767_614_400));
        assert_eq!((reset("30", None), reset("soon", Some(1))), (None, None));
    }
}
