//! Names of units beside their bubbles, with a leader where a name does not stand right beside its own.

use super::canvas::{Align, Canvas, Type};
use super::labels::{Area, Taken};
use super::numbers::counted;
use super::text::{clean, shorten_middle};
use super::theme::Palette;
use crate::model::quadrant::QuadrantUnit;

/// Widest name.
const WIDEST: f64 = 170.0;
/// Distances from the bubble at which a name is tried with a leader, in px.
const AWAY: [f64; 7] = [14.0, 24.0, 36.0, 50.0, 70.0, 95.0, 125.0];
/// Directions in which it is tried, in turns of a circle: the nearer to the side, the earlier.
const TURNS: [f64; 12] = [0.09, 0.41, 0.91, 0.59, 0.0, 0.5, 0.16, 0.34, 0.84, 0.66, 0.25, 0.75];

/// Where a name stands: on which side, its baseline, and whether a leader joins it to its bubble.
type Place = (Align, (f64, f64), bool);

/// Names a unit and counts its escapes where there is room: beside its bubble, else further off with a
/// leader. Without room for either it is left to the pointer and the description.
pub(super) fn draw(
    canvas: &Canvas,
    unit: &QuadrantUnit,
    ((x, y), radius): ((f64, f64), f64),
    (bounds, taken): (&Area, &mut Taken),
    colors: &Palette,
) {
    let (bold, small) = (Type::bold(13.0, colors.ink), Type::regular(12.0, colors.muted));
    let name = shorten_middle(&clean(&unit.name), WIDEST, bold.size, bold.weight);
    let count = counted(unit.escapes, "escape");
    let wide = bold.width(&name).max(small.width(&count)) + 2.0;
    let area = |align: Align, at: (f64, f64)| {
        let head = Area::of_text(at, wide, bold.size, align);
        Area { bottom: head.bottom + 15.0, ..head }
    };
    let near = [4.0, 10.0].into_iter().flat_map(|gap| {
        let off = radius + gap;
        [
            (Align::Left, (x + off, y - 2.0), false),
            (Align::Right, (x - off, y - 2.0), false),
            (Align::Center, (x, y + off + 11.0), false),
            (Align::Center, (x, y - off - 16.0), false),
        ]
    });
    let far = AWAY.into_iter().flat_map(|gap| {
        TURNS.into_iter().map(move |turn| {
            let (down, across) = (turn * std::f64::consts::TAU).sin_cos();
            let (end_x, end_y) = (x + (radius + gap) * across, y + (radius + gap) * down);
            // The end of the leader lies at the side of the name, or at its middle right above or below.
            match across {
                0.3.. => (Align::Left, (end_x + 3.0, end_y - 2.0), true),
                ..-0.3 => (Align::Right, (end_x - 3.0, end_y - 2.0), true),
                _ if down > 0.0 => (Align::Center, (end_x, end_y + 14.0), true),
                _ => (Align::Center, (end_x, end_y - 21.0), true),
            }
        })
    });
    let candidates = near.chain(far).map(|place: Place| (place, area(place.0, place.1)));
    let Some((align, at, is_led)) = taken.place(bounds, candidates) else { return };
    if is_led {
        let words = area(align, at);
        let end = (x.clamp(words.left, words.right), y.clamp(words.top, words.bottom));
        let (dx, dy) = (end.0 - x, end.1 - y);
        let length = dx.hypot(dy).max(1.0);
        let from = (x + dx / length * radius, y + dy / length * radius);
        canvas.line(&[from, end], colors.ink, 0.75);
        taken.take_line(from, end, 1.5);
    }
    canvas.text(&name, at, bold, align);
    canvas.text(&count, (at.0, at.1 + 15.0), small, align);
}

#[cfg(test)]
mod tests {
    use super::super::{ChartMeta, Theme};
    use super::*;

    fn drawn(taken: &mut Taken) -> String {
        let unit = QuadrantUnit {
            name: "src/very/deeply/nested/folders/of/the/service/payments.rs".to_owned(),
            coverage: 90.0,
            mutation_score: 20.0,
            escapes: 9,
        };
        let canvas = Canvas::new();
        let bounds = Area { left: 0.0, top: 0.0, right: 900.0, bottom: 500.0 };
        let colors = Theme::Light.palette();
        draw(&canvas, &unit, ((450.0, 250.0), 12.0), (&bounds, taken), &colors);
        canvas.finish("", "", &ChartMeta::default())
    }

    #[test]
    fn a_path_keeps_its_last_part_and_a_name_beside_its_bubble_has_no_leader() {
        let svg = drawn(&mut Taken::default());
        assert!(svg.contains("payments.rs<") && svg.contains("9 escapes"), "{svg}");
        assert_eq!(svg.matches("<path").count() + svg.matches("<line").count(), 0, "{svg}");
    }

    #[test]
    fn a_name_that_does_not_stand_beside_its_bubble_has_a_leader() {
        let mut taken = Taken::default();
        taken.take(Area::around((450.0, 250.0), 40.0, 40.0));
        let svg = drawn(&mut taken);
        assert!(svg.contains("payments.rs<"), "{svg}");
        assert!(svg.matches("<path").count() + svg.matches("<line").count() > 0, "{svg}");
    }
}
