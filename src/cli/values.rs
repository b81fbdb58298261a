//! Values of flags that clap does not know: times, periods.

use std::ffi::OsStr;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::builder::{PossibleValue, TypedValueParser};
use escapee::model::commit::Time;
use escapee::model::period::Period;
use escapee::sources::incidents;

/// Returns the time a flag names: a date (its first instant, UTC) or an RFC 3339 time.
pub(super) fn time(text: &str) -> Result<Time, String> {
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Ok(date.and_time(NaiveTime::MIN).and_utc());
    }
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.with_timezone(&Utc))
        .map_err(|_| "expected a date or RFC 3339 time, as in 2026-09-30T18:00:00Z".to_owned())
}

/// Returns a text a flag gives: cleaned, on one line and not empty.
pub(super) fn words(text: &str) -> Result<String, String> {
    let clean = escapee::report::clean(text);
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { Err("expected some text".to_owned()) } else { Ok(line) }
}

/// Returns the quarter a flag names.
pub(super) fn quarter(text: &str) -> Result<Period, String> {
    match Period::parse(text) {
        Some(period @ Period::Quarter { .. }) => Ok(period),
        _ => Err("expected a quarter, as in 2026Q3".to_owned()),
    }
}

/// Returns the name of a tracker whose exports are known.
pub(super) fn preset(text: &str) -> Result<String, String> {
    if incidents::is_preset(text) {
        Ok(text.to_owned())
    } else {
        Err(format!("expected one of {}", incidents::preset_names().join(", ")))
    }
}

/// The words of an enum of the model, as a flag reads them and a shell that completes offers them.
#[derive(Clone, Copy)]
pub(super) struct Words<T: 'static> {
    all: &'static [T],
    word: fn(T) -> &'static str,
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for Words<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        let Self { all, word } = *self;
        let read = move |text: &str| {
            all.iter().copied().find(|value| word(*value) == text).ok_or_else(|| {
                let words: Vec<_> = all.iter().map(|value| word(*value)).collect();
                format!("expected one of {}", words.join(", "))
            })
        };
        read.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.all.iter().map(|value| PossibleValue::new((self.word)(*value)))))
    }
}

/// Returns what reads the words of an enum of the model.
macro_rules! word_of {
    ($name:ident, $kind:ty) => {
        /// Returns what reads a flag's word.
        pub(super) fn $name() -> Words<$kind> {
            Words { all: <$kind>::ALL, word: |value| value.word() }
        }
    };
}

/// Returns the ISO 4217 code of a currency that a flag names.
pub(super) fn currency(text: &str) -> Result<String, String> {
    let code = text.trim().to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(code)
    } else {
        Err("expected a code of three letters, as in EUR".to_owned())
    }
}

word_of!(phase, escapee::model::incident::Phase);
word_of!(detected_by, escapee::model::incident::DetectedBy);
word_of!(condition, escapee::model::incident::Condition);
word_of!(contained, escapee::model::incident::Contained);
word_of!(moment, escapee::model::moment::MomentKind);
word_of!(grouping, escapee::model::rate::Grouping);
word_of!(definition, escapee::model::rate::RateDefinition);
word_of!(panel_unit, escapee::model::built_panel::PanelUnit);
word_of!(claim, escapee::model::panel::Claim);
word_of!(order, escapee::pipeline::order::Order);
word_of!(cohort, escapee::model::rate_study::Cohort);

/// Returns the days a flag gives, as in `90d` or `90`.
pub(super) fn days(text: &str) -> Result<u32, String> {
    let number = text.trim().strip_suffix('d').unwrap_or(text.trim());
    number
        .parse()
        .ok()
        .filter(|days| *days <= 36_500)
        .ok_or_else(|| "expected days, as in 90d".to_owned())
}

/// The languages there are words in.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Language {
    En,
}
