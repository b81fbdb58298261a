//! Where the words of an incident's events stand: above and below the bar, each beside its leader.
//!
//! Events are few, so all ways are tried: of those in which no label crosses another or its leader,
//! the one is taken that names most events, the weightiest first, then most times to the minute,
//! then nearest to the bar.

use chrono::Datelike;

use super::canvas::{Align, LEFT, RIGHT, Type};
use super::labels::Area;
use super::text::shorten;
use super::theme::Palette;
use super::timeline_events::Event;
use crate::model::commit::Time;

/// Top and bottom of the bar.
pub(super) const BAR: (f64, f64) = (234.0, 260.0);
/// Widest note.
const WIDEST: f64 = 170.0;
/// Distances of a label from the bar.
const GAPS: [f64; 3] = [18.0, 58.0, 98.0];
/// What all labels lie within.
const BOUNDS: Area = Area { left: LEFT - 2.0, top: 104.0, right: RIGHT + 2.0, bottom: 388.0 };

/// An event with its label: the words, where they stand, and where the event lies.
#[derive(Clone)]
pub(super) struct Label<'a> {
    /// The event.
    pub(super) event: &'a Event,
    /// When and what.
    pub(super) text: String,
    /// What belongs to it.
    pub(super) note: String,
    /// On which side of its place the text stands.
    pub(super) align: Align,
    /// Where the text stands.
    pub(super) at: (f64, f64),
    /// Where the event lies.
    pub(super) x: f64,
    words: Area,
    leader: Area,
    worth: u32,
}

impl Label<'_> {
    fn crosses(&self, other: &Self) -> bool {
        [self.words, self.leader]
            .iter()
            .any(|one| one.crosses(&other.words) || one.crosses(&other.leader))
    }
}

/// Returns the labels there is room for.
pub(super) fn placed<'a>(
    events: &'a [Event],
    x: impl Fn(Time) -> f64,
    start: Time,
    colors: &Palette,
) -> Vec<Label<'a>> {
    let span = Span::new(events, start);
    let mut all = Vec::new();
    for above in [true, false] {
        let mut side: Vec<&Event> = events.iter().filter(|event| event.above == above).collect();
        side.sort_by_key(|event| event.rank);
        let ways: Vec<Vec<Label<'a>>> =
            side.into_iter().map(|event| ways(event, x(event.at), span, colors)).collect();
        let mut search = Search { ways: &ways, best: Vec::new(), worth: 0 };
        search.go(0, &mut Vec::new(), 0);
        all.extend(search.best);
    }
    all.sort_by_key(|label| label.event.at);
    all
}

/// The best of the ways tried so far.
struct Search<'w, 'a> {
    ways: &'w [Vec<Label<'a>>],
    best: Vec<Label<'a>>,
    worth: u32,
}

impl<'w, 'a> Search<'w, 'a> {
    fn go(&mut self, place: usize, chosen: &mut Vec<&'w Label<'a>>, worth: u32) {
        let most = |ways: &Vec<Label<'_>>| ways.iter().map(|way| way.worth).max().unwrap_or(0);
        let hope: u32 = self.ways[place..].iter().map(most).sum();
        if worth + hope <= self.worth {
            return;
        }
        let Some(ways) = self.ways.get(place) else {
            self.worth = worth;
            self.best = chosen.iter().map(|label| (*label).clone()).collect();
            return;
        };
        for way in ways {
            if !chosen.iter().any(|other| other.crosses(way)) {
                chosen.push(way);
                self.go(place + 1, chosen, worth + way.worth);
                chosen.pop();
            }
        }
        self.go(place + 1, chosen, worth);
    }
}

/// An impact of more days than this is told by its days and years.
const LONG: i64 = 300;

/// What decides how times are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// When the impact starts.
    start: Time,
    /// Whether so much comes after that the day counts, not the minute.
    is_long: bool,
}

impl Span {
    /// Returns the span of events in time order around the start of an impact.
    pub(super) fn new(events: &[Event], start: Time) -> Self {
        let last = events.iter().map(|event| event.at).max().unwrap_or(start);
        Self { start, is_long: (last - start).num_days() > LONG }
    }

    /// Returns how a time is written: more than a day before the impact the day counts, from then on the
    /// minute, unless the impact is long. The start has its year, and so has what lies in another year.
    pub(super) fn form(&self, at: Time) -> &'static str {
        let is_near = (self.start - at).num_hours() < 24;
        if self.is_long || at < self.start && !is_near {
            "%-d %b %Y"
        } else if at <= self.start || at.year() != self.start.year() {
            "%-d %b %Y %H:%M"
        } else {
            "%-d %b %H:%M"
        }
    }

    /// Returns how a time is written where there is no room for more.
    fn short_form(&self, at: Time) -> &'static str {
        if self.is_long || at.year() != self.start.year() || at == self.start {
            "%-d %b %Y"
        } else {
            "%-d %b"
        }
    }
}

/// Returns the ways to write an event, the best first.
fn ways<'a>(event: &'a Event, x: f64, span: Span, colors: &Palette) -> Vec<Label<'a>> {
    let (bold, small) = (Type::bold(13.0, colors.ink), Type::regular(12.0, colors.muted));
    let full = format!("{} {}", event.at.format(span.form(event.at)), event.name);
    let short = format!("{} {}", event.at.format(span.short_form(event.at)), event.name);
    let note = shorten(&event.note, WIDEST, small.size, small.weight);
    let deep = if note.is_empty() { 0.0 } else { 16.0 };
    let mut ways = Vec::new();
    for (text, in_full) in [(&full, 10), (&short, 0)] {
        for (near, gap) in [2, 1, 0].into_iter().zip(GAPS) {
            for (side, (align, shift)) in [2, 1, 0].into_iter().zip([
                (Align::Left, -3.0),
                (Align::Right, 3.0),
                (Align::Center, 0.0),
            ]) {
                let wide = bold.width(text).max(small.width(&note)) + 8.0;
                let baseline = if event.above { BAR.0 - gap - deep } else { BAR.1 + gap + 11.0 };
                let at = (x + shift, baseline);
                let head = Area::of_text(at, wide, bold.size, align);
                let words = Area { bottom: head.bottom + deep, ..head };
                let (top, bottom) = if event.above {
                    (words.bottom + 0.5, BAR.0 - 0.5)
                } else {
                    (BAR.1 + 0.5, words.top - 0.5)
                };
                let leader = Area { left: x - 2.0, right: x + 2.0, top, bottom };
                if BOUNDS.holds(&words) {
                    // A name outweighs all forms; of names the weightier outweighs a lighter one.
                    let worth = 1_000 + 100 * (6 - u32::from(event.rank.min(6)));
                    let worth = worth + in_full + 3 * near + side;
                    let (text, note) = (text.clone(), note.clone());
                    ways.push(Label { event, text, note, align, at, x, words, leader, worth });
                }
            }
        }
    }
    ways.sort_by_key(|way| std::cmp::Reverse(way.worth));
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::Theme;
    use crate::report::sample::at;

    #[test]
    fn what_was_long_before_the_impact_has_its_year() {
        let start = at("2026-02-28T09:10:00Z");
        let span = Span::new(&[], start);
        let told = |time: &str| at(time).format(span.form(at(time))).to_string();
        assert_eq!(told("2024-02-28T08:00:00Z"), "28 Feb 2024");
        assert_eq!(told("2026-02-28T11:00:00Z"), "28 Feb 11:00");
        assert_eq!(told("2026-02-28T08:00:00Z"), "28 Feb 2026 08:00", "an hour before");
    }

    #[test]
    fn the_start_of_an_impact_has_its_year_and_so_has_all_of_a_long_one() {
        let start = "2022-03-27T00:00:00Z";
        let event = |time: &str| Event {
            at: at(time),
            name: "resolved".to_owned(),
            note: String::new(),
            above: true,
            rank: 2,
        };
        let told = |span: Span, time: &str| {
            let short = at(time).format(span.short_form(at(time))).to_string();
            (at(time).format(span.form(at(time))).to_string(), short)
        };
        let days = Span::new(&[event(start), event("2022-04-02T10:00:00Z")], at(start));
        let year = ("27 Mar 2022 00:00".to_owned(), "27 Mar 2022".to_owned());
        assert_eq!(told(days, start), year);
        assert_eq!(told(days, "2022-04-02T10:00:00Z").1, "2 Apr");
        assert_eq!(told(days, "2023-01-02T10:00:00Z").0, "2 Jan 2023 10:00");
        let end = "2026-03-26T00:00:00Z";
        let years = Span::new(&[event(start), event(end)], at(start));
        assert_eq!(told(years, start).0, "27 Mar 2022");
        assert_eq!(told(years, end), ("26 Mar 2026".to_owned(), "26 Mar 2026".to_owned()));
    }

    #[test]
    fn events_close_together_are_all_named_and_the_lightest_goes_first() {
        let event = |time: &str, name: &str, above, rank| Event {
            at: at(time),
            name: name.to_owned(),
            note: String::new(),
            above,
            rank,
        };
        let start = at("2025-04-21T22:00:00Z");
        let mut events = vec![
            event("2025-04-21T22:00:00Z", "impact starts", true, 0),
            event("2025-04-22T01:15:00Z", "detected", false, 1),
            event("2025-04-23T10:10:00Z", "fix committed", false, 4),
            event("2025-04-23T10:40:00Z", "resolved", true, 2),
        ];
        let x = |time: Time| 624.0 + (time - start).num_minutes() as f64 * 168.0 / 2_200.0;
        let colors = Theme::Light.palette();
        let names = |events: &[Event]| -> Vec<String> {
            placed(events, x, start, &colors).iter().map(|label| label.text.clone()).collect()
        };
        assert_eq!(names(&events).len(), 4, "{:?}", names(&events));
        // At one place only one leader can stand.
        events.push(event("2025-04-22T01:15:00Z", "coverage report", false, 5));
        let said = names(&events).join(", ");
        assert!(said.contains("detected") && !said.contains("coverage report"), "{said}");
    }
}
