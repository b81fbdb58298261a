//! One incident in time: when could the tests have caught it?
//!
//! A bar for the time hidden and one for the impact. Weeks and hours do not fit one scale, so each
//! bar has its own, with a break between them that says so. Production stands above, tests and
//! people below.

use super::canvas::{Align, Canvas, LEFT, RIGHT, Type};
use super::labels::Area;
use super::text::shorten;
use super::theme::{Palette, Theme, class_fill};
use super::timeline_events::{Event, events};
use super::timeline_labels::{BAR, Label, Span, placed};
use super::wording::{end, hidden, start, timeline_words};
use super::{Chart, ChartMeta, frame, numbers, timeline_tiles};
use crate::model::commit::Time;
use crate::model::dossier::Dossier;

const HIDDEN: (f64, f64) = (70.0, 596.0);
const IMPACT: (f64, f64) = (624.0, 792.0);

/// Returns the chart of one incident; `None` is no incident.
pub fn timeline(dossier: Option<&Dossier>, meta: &ChartMeta) -> Chart {
    frame::chart(timeline_words(dossier), meta, |canvas| {
        match dossier.and_then(|dossier| Some((dossier, start(dossier)?))) {
            Some((dossier, start)) => {
                draw(canvas, dossier, start, meta.theme);
                timeline_tiles::draw(canvas, dossier, &meta.theme.palette());
            }
            None if dossier.is_some() => {
                let hint = "The incident has no time, so it has no place on a line. \
                            `escapee incidents edit ID --started TIME` adds one.";
                frame::sentence(canvas, hint, meta);
            }
            None => {
                let hint = "Nothing to draw yet: no incident was imported. \
                            `escapee import incidents FILE` brings them in.";
                frame::sentence(canvas, hint, meta);
            }
        }
    })
}

/// From times to px: the time hidden, then the impact.
struct Line {
    introduced: Option<Time>,
    start: Time,
    end: Option<Time>,
}

impl Line {
    fn x(&self, at: Time) -> f64 {
        let share = |from: Time, to: Time, (left, right): (f64, f64)| {
            let whole = (to - from).num_seconds().max(1) as f64;
            left + ((at - from).num_seconds() as f64 / whole).clamp(0.0, 1.0) * (right - left)
        };
        if at < self.start {
            return self
                .introduced
                .map_or(HIDDEN.0, |introduced| share(introduced, self.start, HIDDEN));
        }
        match self.end {
            Some(end) if at > end => IMPACT.1 + 26.0,
            Some(end) => share(self.start, end, IMPACT),
            None if at == self.start => IMPACT.0,
            None => IMPACT.0 + 60.0,
        }
    }
}

fn draw(canvas: &Canvas, dossier: &Dossier, start: Time, theme: Theme) {
    let colors = theme.palette();
    let known = dossier.introduction().filter(|_| hidden(dossier).is_some());
    let introduced = known.map(|(at, _)| at);
    let line = Line { introduced, start, end: end(dossier) };
    let middle = f64::midpoint(BAR.0, BAR.1);
    canvas.line(&[(LEFT, middle), (RIGHT, middle)], colors.axis, 1.5);
    let fill = class_fill(dossier.class(), theme);
    let bold = Type::bold(13.0, fill.text);
    if let Some(hidden) = hidden(dossier) {
        let area = Area { left: HIDDEN.0, top: BAR.0, right: HIDDEN.1, bottom: BAR.1 };
        canvas.fill_rect(area, fill.color);
        if fill.outlined {
            canvas.outline_rect(area.inset(0.5), colors.outline, 1.0);
        }
        let until = if dossier.incident.detected_at.is_some() { " until detected" } else { "" };
        let text = format!("hidden {}{until}", numbers::days(hidden));
        canvas.text(&text, (f64::midpoint(HIDDEN.0, HIDDEN.1), middle + 5.0), bold, Align::Center);
    } else {
        canvas.fill_rect(
            Area { left: HIDDEN.0, top: BAR.0, right: HIDDEN.1, bottom: BAR.1 },
            colors.band,
        );
        let text = "not known when it was introduced";
        let style = Type::regular(13.0, colors.muted);
        canvas.text(text, (f64::midpoint(HIDDEN.0, HIDDEN.1), middle + 5.0), style, Align::Center);
    }
    impact(canvas, &line, &colors);
    labels(canvas, &events(dossier), &line, &colors);
}

/// Draws the impact and the break before it.
fn impact(canvas: &Canvas, line: &Line, colors: &Palette) {
    let middle = f64::midpoint(BAR.0, BAR.1);
    let gap = f64::midpoint(HIDDEN.1, IMPACT.0);
    canvas.fill_rect(
        Area { left: gap - 5.0, top: middle - 3.0, right: gap + 5.0, bottom: middle + 3.0 },
        colors.paper,
    );
    for x in [gap - 4.0, gap + 4.0] {
        canvas.line(&[(x - 3.0, middle + 8.0), (x + 3.0, middle - 8.0)], colors.axis, 1.5);
    }
    let area = Area { left: IMPACT.0, top: BAR.0, right: IMPACT.1, bottom: BAR.1 };
    let text = if let Some(end) = line.end {
        canvas.fill_rect(area, colors.ink);
        format!("impact {}", numbers::days((end - line.start).num_seconds() as f64 / 86_400.0))
    } else {
        canvas.fill_rect(area, colors.paper);
        canvas.outline_rect(area.inset(0.75), colors.ink, 1.5);
        "end not recorded".to_owned()
    };
    let ink = if line.end.is_some() { colors.paper } else { colors.ink };
    canvas.text(
        &text,
        (f64::midpoint(IMPACT.0, IMPACT.1), middle + 5.0),
        Type::bold(13.0, ink),
        Align::Center,
    );
}

/// Writes each event where it crosses neither another nor the leader of another. What has no room is
/// told in words.
fn labels(canvas: &Canvas, events: &[Event], line: &Line, colors: &Palette) {
    let best = placed(events, |at| line.x(at), line.start, colors);
    let (bold, small) = (Type::bold(13.0, colors.ink), Type::regular(12.0, colors.muted));
    let span = Span::new(events, line.start);
    let left_out: Vec<String> = events
        .iter()
        .filter(|event| !best.iter().any(|one| one.event == *event))
        .map(|event| format!("{} {}", event.at.format(span.form(event.at)), event.name))
        .collect();
    if !left_out.is_empty() {
        let text = format!("No room for: {}", left_out.join(", "));
        let text = shorten(&text, RIGHT - LEFT, small.size, small.weight);
        canvas.text(&text, (LEFT, 400.0), small, Align::Left);
    }
    for Label { event, text, note, align, at, x, .. } in best {
        let below_label = if note.is_empty() { 5.0 } else { 21.0 };
        let (from, to) =
            if event.above { (at.1 + below_label, BAR.0) } else { (at.1 - 13.0, BAR.1) };
        canvas.line(&[(x, from), (x, to)], colors.axis, 1.0);
        let title = format!("{} {}", event.at.format("%Y-%m-%d %H:%M UTC"), event.name);
        canvas.group(&title, |canvas| canvas.dot((x, to), 3.5, colors.ink));
        canvas.text(&text, at, bold, align);
        canvas.text(&note, (at.0, at.1 + 16.0), small, align);
    }
}
