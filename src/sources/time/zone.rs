//! Zones of times that name none: an offset, or a place whose clocks change.

use chrono::{FixedOffset, LocalResult, NaiveDateTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

use super::cell::offset;
use crate::model::commit::Time;

/// A zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sources) enum Zone {
    /// Hours and minutes from UTC.
    Offset(FixedOffset),
    /// A place of the time zone database.
    Place(Tz),
}

impl Zone {
    /// Returns the zone that a text names: `+01:00`, `UTC` or `Europe/Berlin`.
    pub(in crate::sources) fn named(text: &str) -> Option<Self> {
        let place = || text.contains('/').then(|| text.parse().ok()).flatten().map(Self::Place);
        offset(text).map(Self::Offset).or_else(place)
    }

    /// Returns the time that clocks there show, and whether it is the only one: an hour that comes
    /// twice means its first half, one that is left out the hour after it.
    pub(super) fn utc(self, local: NaiveDateTime) -> Option<(Time, bool)> {
        match self {
            Self::Offset(offset) => {
                let at = offset.from_local_datetime(&local).single()?;
                Some((at.with_timezone(&Utc), true))
            }
            Self::Place(place) => match place.from_local_datetime(&local) {
                LocalResult::Single(at) => Some((at.with_timezone(&Utc), true)),
                LocalResult::Ambiguous(first, _) => Some((first.with_timezone(&Utc), false)),
                LocalResult::None => {
                    let later = place.from_local_datetime(&(local + TimeDelta::hours(1)));
                    Some((later.earliest()?.with_timezone(&Utc), false))
                }
            },
        }
    }
}
