//! The key of the class breakdown: classes in the order of the stack, with share and count.

use super::FEW;
use super::canvas::{Align, Canvas, RIGHT, Type};
use super::font::Weight;
use super::labels::Area;
use super::numbers;
use super::text::{capital, shorten};
use super::theme::{Theme, class_fill};
use crate::model::rate::Rate;
use crate::model::verdict::EscapeClass;

/// Left edge of the key.
pub(super) const KEY_LEFT: f64 = 676.0;
const TOP: f64 = 140.0;
const BOTTOM: f64 = 446.0;

/// Draws the classes that occur, the top of the stack first.
pub(super) fn draw(canvas: &Canvas, shares: &[(EscapeClass, Rate)], theme: Theme) {
    let shown: Vec<_> = shares.iter().rev().filter(|(_, rate)| rate.k > 0).collect();
    let pitch = ((BOTTOM - TOP) / shown.len().max(1) as f64).min(72.0);
    for (place, (class, rate)) in shown.iter().enumerate() {
        entry(canvas, *class, rate, theme, TOP + pitch * place as f64, pitch);
    }
}

fn entry(canvas: &Canvas, class: EscapeClass, rate: &Rate, theme: Theme, top: f64, pitch: f64) {
    let colors = theme.palette();
    let swatch = Area { left: KEY_LEFT, top, right: KEY_LEFT + 13.0, bottom: top + 13.0 };
    swatch_of(canvas, class, swatch, theme);

    let x = KEY_LEFT + 21.0;
    let name = Type::bold(11.0, colors.ink);
    let label = format!("{} {}", class.word(), capital(class.label()));
    let sizes = [12.5, 12.0, 11.5, 11.0].map(|size| Type::bold(size, colors.ink));
    let name = sizes.into_iter().find(|name| name.width(&label) <= RIGHT - x).unwrap_or(name);
    let label = shorten(&label, RIGHT - x, name.size, Weight::Bold);
    canvas.text(&label, (x, top + 11.0), name, Align::Left);

    let roomy = pitch >= 46.0;
    let baseline = top + if roomy { 33.0 } else { 28.0 };
    let of = format!("{} of {}", numbers::count(rate.k), numbers::count(rate.n));
    if rate.n < FEW {
        canvas.text(&of, (x, baseline), Type::regular(12.0, colors.muted), Align::Left);
        return;
    }
    let share = numbers::rate(rate);
    let interval = numbers::interval(rate);
    let roomiest = if roomy { 19.0 } else { 14.0 };
    let texts = [format!("{interval}\u{a0} {of}"), interval];
    let sizes = [(roomiest, 12.0), (14.0, 12.0), (14.0, 11.0)];
    let tried = texts.iter().flat_map(|text| sizes.map(|sizes| (text, sizes)));
    let types = tried.map(|(text, (big, small))| {
        (text, Type::bold(big, colors.ink), Type::regular(small, colors.muted))
    });
    let start = |big: &Type| x + big.width(&share) + 8.0;
    let mut fitting = types.filter(|(text, big, small)| start(big) + small.width(text) <= RIGHT);
    if let Some((text, big, small)) = fitting.next() {
        canvas.text(&share, (x, baseline), big, Align::Left);
        canvas.text(text, (start(&big), baseline), small, Align::Left);
    }
}

/// Fills an area with a class's colour, outlined where it would vanish on the paper.
pub(super) fn swatch_of(canvas: &Canvas, class: EscapeClass, area: Area, theme: Theme) {
    let fill = class_fill(class, theme);
    canvas.fill_rect(area, fill.color);
    if fill.outlined {
        canvas.outline_rect(area.inset(0.5), theme.palette().outline, 1.0);
    }
}
