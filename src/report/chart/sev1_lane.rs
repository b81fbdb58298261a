//! Incidents of severity 1 in a lane above the plot, each over its period.
//!
//! A diamond for each period with one, a dotted leader down to the interval, and a label: for the
//! newest four the title, shortened where it must be, for the others and where it does not fit the
//! id. Where a label has room for neither, all diamonds are numbered, and a key names them.

use super::Sev1Mark;
use super::canvas::{Align, Canvas, LEFT, RIGHT, Type};
use super::labels::{Area, Taken};
use super::marks;
use super::numbers;
use super::sev1_key::Key;
use super::text::{clean, shorten_middle, shorten_words};
use super::theme::Palette;
use crate::model::period::Period;

/// Y of the diamonds beside which their labels stand.
const LANE: f64 = 126.0;
/// Y of numbered diamonds, which have their key above them.
const LANE_BELOW_KEY: f64 = 155.0;
/// From the diamonds to the plot, with labels of two lines and without.
const TO_PLOT: [f64; 2] = [34.0, 20.0];
/// Most labels with a title; more would not be read.
const MOST_LABELS: usize = 4;
/// Widths a label is tried at.
const ROOMS: [f64; 4] = [230.0, 190.0, 152.0, 115.0];

/// The incidents of one period, where they stand.
pub(super) struct Group<'a> {
    /// The middle of the period.
    pub(super) x: f64,
    /// Its incidents; at least one.
    pub(super) marks: Vec<&'a Sev1Mark>,
    /// Its place among the periods.
    place: usize,
}

/// A label beside a diamond: two lines, the side and the x of their end.
struct Label {
    head: String,
    below: String,
    align: Align,
    x: f64,
}

/// How the incidents are named.
enum Form {
    Labels(Vec<Label>),
    Key(Key),
}

/// The lane.
pub(super) struct Lane<'a> {
    groups: Vec<Group<'a>>,
    form: Form,
}

impl<'a> Lane<'a> {
    /// Returns the lane over periods, each with its middle; `None` without an incident in them.
    pub(super) fn new(
        marks: &'a [Sev1Mark],
        periods: &[(Option<Period>, f64)],
        colors: &Palette,
    ) -> Option<Self> {
        let group = |(place, (period, x)): (usize, &(Option<Period>, f64))| Group {
            x: *x,
            marks: marks.iter().filter(|mark| Some(mark.period) == *period).collect(),
            place,
        };
        let groups: Vec<Group<'_>> =
            periods.iter().enumerate().map(group).filter(|group| !group.marks.is_empty()).collect();
        if groups.is_empty() {
            return None;
        }
        let form = labels(&groups, colors)
            .map_or_else(|| Form::Key(Key::new(&groups, colors)), Form::Labels);
        Some(Self { groups, form })
    }

    fn y(&self) -> f64 {
        match self.form {
            Form::Labels(_) => LANE,
            Form::Key(_) => LANE_BELOW_KEY,
        }
    }

    /// Returns the top of the plot below the lane.
    pub(super) fn bottom(&self) -> f64 {
        match self.form {
            Form::Labels(_) => LANE + TO_PLOT[0],
            Form::Key(_) => LANE_BELOW_KEY + TO_PLOT[1],
        }
    }

    /// Draws the lane and takes what it covers of the plot; `end` gives where the leader of a period
    /// ends, by its place among the periods.
    pub(super) fn draw(
        &self,
        canvas: &Canvas,
        end: impl Fn(usize) -> f64,
        colors: &Palette,
        taken: &mut Taken,
    ) {
        let y = self.y();
        canvas.text("SEV-1", (LEFT, y + 4.3), lane_name(colors), Align::Left);
        for Group { x, marks, place } in &self.groups {
            canvas.group(
                &marks.iter().map(|mark| full(mark)).collect::<Vec<_>>().join("; "),
                |canvas| marks::diamond(canvas, (*x, y), colors.ink),
            );
            // In a crowded lane nearly every period has one, and leaders would leave no room for values.
            if matches!(self.form, Form::Labels(_)) {
                let end = end(*place);
                canvas.dashed(&[(*x, y + 9.0), (*x, end)], colors.axis, 1.25, (1.5, 2.5));
                taken.take(Area { left: x - 2.5, top: y, right: x + 2.5, bottom: end });
            }
        }
        match &self.form {
            Form::Labels(labels) => {
                let small = Type::regular(12.0, colors.muted);
                for Label { head, below, align, x } in labels {
                    canvas.text(head, (*x, y + 4.3), Type::bold(12.0, colors.ink), *align);
                    canvas.text(below, (*x, y + 19.3), small, *align);
                }
            }
            Form::Key(key) => key.draw(canvas, y, colors),
        }
    }
}

fn lane_name(colors: &Palette) -> Type {
    Type::bold(12.0, colors.muted)
}

/// Returns an incident in one line.
fn full(mark: &Sev1Mark) -> String {
    let class = mark.class.map_or_else(String::new, |class| format!(" ({})", class.label()));
    format!("{} {}{class}, {}", clean(&mark.id), clean(&mark.title), numbers::period(mark.period))
}

/// Returns a label for each group, the newest first; `None` where one has no room.
fn labels(groups: &[Group<'_>], colors: &Palette) -> Option<Vec<Label>> {
    let mut taken = Taken::default();
    taken.take(Area { left: LEFT, top: LANE - 9.0, right: LEFT + 42.0, bottom: LANE + 9.0 });
    for group in groups {
        let half = marks::DIAMOND + 2.0;
        taken.take(Area::around((group.x, LANE), half, half));
        taken.take(Area { left: group.x - 2.5, top: LANE, right: group.x + 2.5, bottom: 160.0 });
    }
    let newest = groups.iter().rev().enumerate();
    newest.map(|(place, group)| label(group, place < MOST_LABELS, colors, &mut taken)).collect()
}

/// Returns the label of a period's incidents where it fits beside the diamond.
fn label(group: &Group<'_>, titled: bool, colors: &Palette, taken: &mut Taken) -> Option<Label> {
    let (first, others) = group.marks.split_first()?;
    let id = clean(&first.id);
    let (head, below) = if others.is_empty() {
        let class = first.class.map_or("", |class| class.label());
        (format!("{id} {}", clean(&first.title)), class.to_owned())
    } else {
        (format!("{id} +{}", others.len()), String::new())
    };
    let (bold, small) = (Type::bold(12.0, colors.ink), Type::regular(12.0, colors.muted));
    let bounds = Area { left: LEFT, top: 100.0, right: RIGHT, bottom: 160.0 };
    // A title stands only behind a whole id.
    let fits = |room: &&f64| others.is_empty() && bold.width(&format!("{id} …")) <= **room;
    let rooms = ROOMS.iter().filter(|_| titled).filter(|room| !others.is_empty() || fits(room));
    let texts = rooms.map(|room| {
        let below = if small.width(&below) <= *room { below.clone() } else { String::new() };
        (shorten_words(&head, *room, 12.0, bold.weight), below)
    });
    let short = match others.len() {
        0 => shorten_middle(&id, 90.0, 12.0, bold.weight),
        more => format!("{} +{more}", shorten_middle(&id, 70.0, 12.0, bold.weight)),
    };
    let candidates = texts.chain([(short, String::new())]).flat_map(|(head, below)| {
        let width = bold.width(&head).max(small.width(&below)) + 4.0;
        let bottom = if below.is_empty() { LANE + 8.0 } else { LANE + 22.0 };
        let offset = marks::DIAMOND + 4.0;
        [Align::Left, Align::Right].map(|align| {
            let (left, x) = match align {
                Align::Right => (group.x - offset - width, group.x - offset),
                Align::Left | Align::Center => (group.x + offset, group.x + offset),
            };
            let area = Area { left, top: LANE - 8.0, right: left + width, bottom };
            (Label { head: head.clone(), below: below.clone(), align, x }, area)
        })
    });
    taken.place(&bounds, candidates)
}
