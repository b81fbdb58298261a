//! Incidents of severity 1 in a lane above the plot, each over its period.
//!
//! A diamond for each period with one, a dotted leader down to the interval, and a label: for the
//! newest four the title, shortened where it must be, for the others and where it does not fit the
//! id, and where even that has no room how many there are.

use super::Sev1Mark;
use super::canvas::{Align, Canvas, LEFT, RIGHT, Type};
use super::escape_rate::Point;
use super::labels::{Area, Taken};
use super::marks;
use super::numbers;
use super::scale::Cells;
use super::text::{clean, shorten};
use super::theme::Palette;

/// Y of the diamonds.
const LANE: f64 = 126.0;
/// Most labels with a title; more would not be read.
const MOST_LABELS: usize = 4;
/// Widths a label is tried at.
const ROOMS: [f64; 4] = [230.0, 190.0, 152.0, 115.0];

/// Draws the lane and takes what it covers.
pub(super) fn draw(
    canvas: &Canvas,
    marks: &[&Sev1Mark],
    points: &[Point<'_>],
    colors: &Palette,
    cells: &Cells,
    taken: &mut Taken,
) {
    if marks.is_empty() {
        return;
    }
    let name = Type::bold(12.0, colors.muted);
    canvas.text("SEV-1", (LEFT, LANE + 4.3), name, Align::Left);
    taken.take(Area { left: LEFT, top: LANE - 9.0, right: LEFT + 42.0, bottom: LANE + 9.0 });

    let groups: Vec<(f64, Vec<&Sev1Mark>)> = points
        .iter()
        .enumerate()
        .map(|(place, point)| {
            let here = marks.iter().copied().filter(|mark| Some(mark.period) == point.row.period);
            (cells.center(place), here.collect())
        })
        .collect();
    for ((x, here), point) in groups.iter().zip(points).filter(|((_, here), _)| !here.is_empty()) {
        let end = point.at.map_or(point.bar.1, |_| point.bar.1 - 4.0);
        let leader = [(*x, LANE + 9.0), (*x, end)];
        canvas.dashed(&leader, colors.axis, 1.25, (1.5, 2.5));
        canvas.group(
            &here.iter().map(|mark| full(mark)).collect::<Vec<_>>().join("; "),
            |canvas| {
                marks::diamond(canvas, (*x, LANE), colors.ink);
            },
        );
        taken.take(Area::around((*x, LANE), marks::DIAMOND + 2.0, marks::DIAMOND + 2.0));
        taken.take(Area { left: x - 2.5, top: LANE, right: x + 2.5, bottom: end });
    }
    let newest = groups.iter().rev().filter(|(_, here)| !here.is_empty());
    for (place, (x, here)) in newest.enumerate() {
        label(canvas, *x, here, place < MOST_LABELS, colors, taken);
    }
}

/// Returns an incident in one line.
fn full(mark: &Sev1Mark) -> String {
    let class = mark.class.map_or_else(String::new, |class| format!(" ({})", class.label()));
    format!("{} {}{class}, {}", clean(&mark.id), clean(&mark.title), numbers::period(mark.period))
}

/// Draws the label of a period's incidents where it fits beside the diamond.
fn label(
    canvas: &Canvas,
    x: f64,
    here: &[&Sev1Mark],
    titled: bool,
    colors: &Palette,
    taken: &mut Taken,
) {
    let Some((first, others)) = here.split_first() else { return };
    let id = clean(&first.id);
    let (head, below) = if others.is_empty() {
        let class = first.class.map_or("", |class| class.label());
        (format!("{id} {}", clean(&first.title)), class.to_owned())
    } else {
        (format!("{id} +{}", others.len()), String::new())
    };
    let bold = Type::bold(12.0, colors.ink);
    let small = Type::regular(12.0, colors.muted);
    let bounds = Area { left: LEFT, top: 100.0, right: RIGHT, bottom: 160.0 };
    let rooms = if titled { &ROOMS[..] } else { &[] };
    let texts = rooms.iter().map(|room| {
        let below = if small.width(&below) <= *room { below.clone() } else { String::new() };
        (shorten(&head, *room, 12.0, bold.weight), below)
    });
    let short = match others.len() {
        0 => shorten(&id, 90.0, 12.0, bold.weight),
        more => format!("{} +{more}", shorten(&id, 70.0, 12.0, bold.weight)),
    };
    let counted = format!("{}×", here.len());
    let texts = texts.chain([(short, String::new()), (counted, String::new())]);
    let candidates = texts.flat_map(|(head, below)| {
        let width = bold.width(&head).max(small.width(&below)) + 4.0;
        let bottom = if below.is_empty() { LANE + 8.0 } else { LANE + 22.0 };
        let offset = marks::DIAMOND + 4.0;
        [Align::Left, Align::Right].map(|align| {
            let (left, at) = match align {
                Align::Right => (x - offset - width, x - offset),
                Align::Left | Align::Center => (x + offset, x + offset),
            };
            let area = Area { left, top: LANE - 8.0, right: left + width, bottom };
            ((head.clone(), below.clone(), align, at), area)
        })
    });
    if let Some((head, below, align, at)) = taken.place(&bounds, candidates) {
        canvas.text(&head, (at, LANE + 4.3), bold, align);
        canvas.text(&below, (at, LANE + 19.3), small, align);
    }
}
