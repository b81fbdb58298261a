//! What a server's answer asks of a reader: to go on, to wait, or to stop.

use std::time::Duration;

use super::FetchError;

/// Attempts before a connection counts as lost.
pub(super) const ATTEMPTS: u32 = 6;

/// Longest a reader waits between two attempts that failed.
const LONGEST_BACKOFF: u64 = 60;

/// Longest a reader waits because a server asks it to.
const LONGEST_WAIT: u64 = 3_700;

/// The parts of an answer that say how to go on.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) status: u16,
    pub(super) retry_after: Option<u64>,
    /// Requests left before the limit.
    pub(super) remaining: Option<u64>,
    /// When the limit ends, in seconds since 1970 by the server's clock.
    pub(super) reset: Option<i64>,
    /// The server's clock, in seconds since 1970.
    pub(super) now: Option<i64>,
    /// Whether the answer speaks of a limit in its text only.
    pub(super) speaks_of_limit: bool,
}

/// Returns how long to wait before the next attempt and for what; `None` is an answer to take.
pub(super) fn wait_for(
    told: &Told,
    attempt: u32,
) -> Result<Option<(Duration, &'static str)>, FetchError> {
    let limited = matches!(told.status, 403 | 429)
        && (told.retry_after.is_some()
            || told.remaining == Some(0)
            || told.speaks_of_limit
            || told.status == 429);
    if !limited && !matches!(told.status, 500..=599) {
        return Ok(None);
    }
    let until_reset = told
        .reset
        .zip(told.now)
        .filter(|_| limited && told.remaining == Some(0))
        // One second more, as both clocks are cut to whole seconds.
        .map(|(reset, now)| (reset - now).max(0) as u64 + 1);
    let patient =
        || if told.speaks_of_limit { LONGEST_BACKOFF } else { backoff(attempt).as_secs() };
    let seconds = told.retry_after.or(until_reset).unwrap_or_else(patient);
    if seconds > LONGEST_WAIT {
        return Err(FetchError::TooLong { seconds });
    }
    let what = if limited { "the server's limit" } else { "the server to recover" };
    Ok(Some((Duration::from_secs(seconds), what)))
}

/// Returns the pause after a failed attempt: 1, 2, 4 … seconds, up to a minute.
pub(super) fn backoff(attempt: u32) -> Duration {
    Duration::from_secs(2_u64.saturating_pow(attempt).min(LONGEST_BACKOFF))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(told: &Told, attempt: u32) -> Option<u64> {
        wait_for(told, attempt).unwrap().map(|(pause, _)| pause.as_secs())
    }

    #[test]
    fn a_server_is_waited_for_as_it_asks_and_no_longer_than_that() {
        let told = |status| Told { status, ..Told::default() };
        assert_eq!(seconds(&Told { retry_after: Some(7), ..told(403) }, 0), Some(7));
        assert_eq!(seconds(&told(403), 0), None);
        assert_eq!(seconds(&Told { speaks_of_limit: true, ..told(403) }, 0), Some(60));
        assert_eq!(seconds(&told(429), 3), Some(8));
        // 100 seconds by the server's own clock, whatever the clock here says, and one more.
        let limited =
            Told { remaining: Some(0), reset: Some(1_100), now: Some(1_000), ..told(403) };
        assert_eq!(seconds(&limited, 0), Some(101));
        assert_eq!((seconds(&told(502), 0), seconds(&told(502), 9)), (Some(1), Some(60)));
        assert_eq!((seconds(&told(200), 0), seconds(&told(404), 0)), (None, None));
        let long = wait_for(&Told { retry_after: Some(86_400), ..told(429) }, 0).unwrap_err();
        assert_eq!(
            long.to_string(),
            "the server asks to wait 86400 seconds, longer than a reader waits"
        );
    }
}
