//! One server's client: redirects stay on the server, failures are tried again after a pause,
//! answers have a largest size.

use std::time::Duration;

use ureq::Agent;
use ureq::http::{HeaderMap, Response};

use super::polite::{ATTEMPTS, Told, backoff, wait_for};
use super::url::Base;
use super::{Access, FetchError};
use crate::sources::text::Cleaner;

/// Largest answer that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// Most redirects that are followed.
const REDIRECTS: u32 = 5;

/// A client of one server.
pub(super) struct Client<'a> {
    pub(super) base: Base,
    access: Access<'a>,
    agent: Agent,
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
}

impl<'a> Client<'a> {
    /// Returns a client, or what is wrong with the address.
    pub(super) fn new(access: Access<'a>) -> Result<Self, FetchError> {
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
        Ok(Self { base, access, agent: config.build().new_agent() })
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
                    return Err(FetchError::Status { status, path, said: said(&answer.body) });
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
        if let Some(token) = &self.access.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let (parts, mut body) = Response::into_parts(request.call()?);
        // A body that ends early is a failed attempt.
        let body = body.with_config().limit(LARGEST).read_to_vec()?;
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
    }
}

fn told(answer: &Answer) -> Told {
    let number = |name| answer.header(name).and_then(|text| text.trim().parse().ok());
    let clock = answer.header("date").and_then(|text| {
        chrono::DateTime::parse_from_rfc2822(text).ok().map(|time| time.timestamp())
    });
    Told {
        status: answer.status,
        retry_after: number("retry-after"),
        remaining: number("x-ratelimit-remaining"),
        reset: number("x-ratelimit-reset").and_then(|seconds| i64::try_from(seconds).ok()),
        now: clock,
    }
}

fn path_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("/", |at| &rest[at..]);
    path.split('?').next().unwrap_or_default().to_owned()
}

/// Returns the server's own words on what is wrong.
fn said(body: &[u8]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(body).ok()?;
    let text = value.get("message")?.as_str()?;
    Some(Cleaner::default().line(text, 200)).filter(|text| !text.is_empty())
}
