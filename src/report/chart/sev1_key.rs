//! The key of a crowded lane: diamonds are numbered from the oldest that is named to the newest, and
//! the ids stand above them in that order. What has no room is counted.

use super::canvas::{Align, Canvas, LEFT, RIGHT, Type};
use super::numbers;
use super::sev1_lane::Group;
use super::text::{clean, shorten_middle};
use super::theme::Palette;

/// Baselines of the lines of the key.
const LINES: [f64; 2] = [111.0, 126.0];
/// Space between the names.
const GAP: f64 = 12.0;
/// Space between a number and its name.
const NARROW: f64 = 4.0;
/// Widest id.
const WIDEST: f64 = 84.0;

/// Numbers of diamonds with what they stand for.
pub(super) struct Key {
    /// Where numbers stand above their diamonds, the first that is named first.
    numbers: Vec<f64>,
    /// Lines of numbers and names, each with its left end.
    lines: Vec<Vec<(String, String, f64)>>,
    /// How many are not named, with its left end in the last line.
    older: Option<(String, f64)>,
}

impl Key {
    /// Returns the key of the newest groups that have room in it, the oldest first.
    pub(super) fn new(groups: &[Group<'_>], colors: &Palette) -> Self {
        let fits = (0..groups.len()).find_map(|left_out| {
            let (older, named) = groups.split_at(left_out);
            Self::of(older, named, colors)
        });
        fits.unwrap_or(Self { numbers: Vec::new(), lines: Vec::new(), older: None })
    }

    fn of(older: &[Group<'_>], named: &[Group<'_>], colors: &Palette) -> Option<Self> {
        let (bold, plain) = types(colors);
        let mut lines = vec![Vec::new()];
        let mut left = LEFT;
        // Returns where a text of a width stands, on a new line where it must.
        let mut placed = |width: f64, lines: &mut Vec<Vec<(String, String, f64)>>| {
            if left + width > RIGHT && left > LEFT {
                lines.push(Vec::new());
                left = LEFT;
            }
            let at = left;
            left += width + GAP;
            at
        };
        for (number, group) in (1..).zip(named) {
            let (number, name) = (format!("{number}"), name(group, plain));
            let at = placed(bold.width(&number) + NARROW + plain.width(&name), &mut lines);
            lines.last_mut()?.push((number, name, at));
        }
        let count: usize = older.iter().map(|group| group.marks.len()).sum();
        let older = (count > 0).then(|| format!("and {} older", numbers::count(count as u64)));
        let older = older.map(|text| {
            let at = placed(plain.width(&text), &mut lines);
            (text, at)
        });
        let numbers = named.iter().map(|group| group.x).collect();
        (lines.len() <= LINES.len()).then_some(Self { numbers, lines, older })
    }

    /// Draws the key, and the numbers above the diamonds at `lane`.
    pub(super) fn draw(&self, canvas: &Canvas, lane: f64, colors: &Palette) {
        let (bold, plain) = types(colors);
        for (number, x) in (1..).zip(&self.numbers) {
            canvas.text(&format!("{number}"), (*x, lane - 10.0), bold, Align::Center);
        }
        // One line stands where the second would, nearer to what it explains.
        let baselines = LINES.iter().skip(LINES.len() - self.lines.len().min(LINES.len()));
        for (line, y) in self.lines.iter().zip(baselines) {
            for (number, name, x) in line {
                canvas.text(number, (*x, *y), bold, Align::Left);
                let beside = x + bold.width(number) + NARROW;
                canvas.text(name, (beside, *y), plain, Align::Left);
            }
        }
        if let Some((text, x)) = &self.older {
            canvas.text(text, (*x, LINES[LINES.len() - 1]), plain, Align::Left);
        }
    }
}

fn types(colors: &Palette) -> (Type, Type) {
    (Type::bold(11.0, colors.ink), Type::regular(11.0, colors.muted))
}

fn name(group: &Group<'_>, plain: Type) -> String {
    let id = group.marks.first().map_or_else(String::new, |mark| clean(&mark.id));
    let id = shorten_middle(&id, WIDEST, plain.size, plain.weight);
    match group.marks.len() {
        0 | 1 => id,
        several => format!("{id} +{}", several - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Theme;
    use super::super::labels::Taken;
    use super::super::sev1_lane::Lane;
    use super::*;
    use crate::model::period::Period;
    use crate::model::review::Sev1Mark;

    fn told(id: impl Fn(usize) -> String, each: usize) -> String {
        let periods: Vec<Period> = (0..24)
            .map(|place| Period::Quarter { year: 2020 + place / 4, quarter: place as u32 % 4 + 1 })
            .collect();
        let mark = |place: usize| Sev1Mark {
            id: id(place),
            title: "payroll run twice".to_owned(),
            class: None,
            period: periods[place / each],
        };
        let marks: Vec<Sev1Mark> = (0..24 * each).map(mark).collect();
        let cells: Vec<(Option<Period>, f64)> =
            (0..24).map(|place| (Some(periods[place]), 100.0 + 29.0 * place as f64)).collect();
        let colors = Theme::Light.palette();
        let lane = Lane::new(&marks, &cells, &colors).unwrap();
        let canvas = Canvas::new();
        lane.draw(&canvas, |_| 300.0, &colors, &mut Taken::default());
        canvas.finish("", "", &super::super::ChartMeta::default())
    }

    #[test]
    fn a_crowded_lane_is_numbered_and_its_key_names_every_incident_that_has_room() {
        let svg = told(|place| format!("INC-{}", 100 + place), 1);
        for place in 0..24 {
            assert!(svg.contains(&format!(">INC-{}<", 100 + place)), "{place}: {svg}");
        }
        assert_eq!(svg.matches(">24<").count(), 2, "above its diamond and in the key");
        let svg = told(|place| format!("INC-{}", 100 + place), 2);
        assert!(svg.contains(">INC-146 +1<"), "{svg}");
        // Twenty of the names with " +1" fit two lines; of each of the four others there are two.
        assert!(svg.contains(">and 8 older<"), "{svg}");
    }

    #[test]
    fn ids_that_share_their_start_are_told_apart_by_their_end() {
        let svg = told(|place| format!("PAYMENTS-PLATFORM-{}", 20_400 + place), 1);
        for place in [20_418, 20_423] {
            assert!(svg.contains(&format!("{place}<")), "{place}: {svg}");
        }
    }

    #[test]
    fn what_has_no_room_in_the_key_is_counted() {
        let svg = told(|place| format!("PAYMENTS-{place}-{}", "9".repeat(40)), 1);
        let named = svg.matches('…').count();
        assert!(named >= 14, "{named}: {svg}");
        assert!(svg.contains(&format!(">and {} older<", 24 - named)), "{svg}");
        assert_eq!(svg.matches(&format!(">{named}<")).count(), 2, "{svg}");
        assert_eq!(svg.matches(&format!(">{}<", named + 1)).count(), 0, "{svg}");
    }
}
