//! What every chart carries around its plot: title, subtitle, footer.

use super::canvas::{Align, Canvas, LEFT, RIGHT, Type};
use super::font::{self, CAP_HEIGHT, Weight};
use super::numbers;
use super::text::{clean, shorten, wrap};
use super::wording::Words;
use super::{Chart, ChartMeta};

/// Sizes a title is tried at; the smallest is never undercut.
const TITLE_SIZES: [f64; 3] = [24.0, 22.0, 20.0];
/// Sizes a subtitle is tried at, for two lines at most.
const SUBTITLE_SIZES: [f64; 3] = [14.0, 13.0, 12.0];
const ROOM: f64 = RIGHT - LEFT;

/// Returns a finished chart: its frame, and the plot that `draw` puts into it.
pub(super) fn chart(words: Words, meta: &ChartMeta, draw_plot: impl FnOnce(&Canvas)) -> Chart {
    let canvas = Canvas::new();
    draw(&canvas, &words, meta);
    draw_plot(&canvas);
    finished(&canvas, words, meta)
}

/// Returns the chart of what was drawn.
pub(super) fn finished(canvas: &Canvas, words: Words, meta: &ChartMeta) -> Chart {
    let svg = canvas.finish(&words.title, &words.description, meta);
    let subtitle = words.subtitle.join(" ");
    let method = methods(&words, meta);
    let hint = canvas.hint.take();
    let is_drawn = hint.is_none();
    Chart {
        svg,
        title: words.title,
        subtitle,
        description: words.description,
        method,
        is_drawn,
        hint,
    }
}

fn methods(words: &Words, meta: &ChartMeta) -> String {
    let picked = meta.picked.as_deref().into_iter();
    picked.chain(words.footer.iter().map(String::as_str)).collect::<Vec<_>>().join(" · ")
}

/// Draws title, subtitle and footer.
pub(super) fn draw(canvas: &Canvas, words: &Words, meta: &ChartMeta) {
    let colors = meta.theme.palette();
    let size = TITLE_SIZES
        .into_iter()
        .find(|size| Type::bold(*size, colors.ink).width(&words.title) <= ROOM)
        .unwrap_or(20.0);
    let title = shorten(&words.title, ROOM, size, Weight::Bold);
    let baseline = 30.0 + CAP_HEIGHT * 24.0;
    canvas.text(&title, (LEFT, baseline), Type::bold(size, colors.ink), Align::Left);

    let (size, lines) = subtitle(&words.subtitle);
    for (line, cap_top) in lines.iter().zip([62.0, 81.0]) {
        let at = (LEFT, cap_top + CAP_HEIGHT * size);
        canvas.text(line, at, Type::regular(size, colors.muted), Align::Left);
    }
    footer(canvas, words, meta);
}

/// Returns whether sentences fit the subtitle whole.
pub(super) fn fits(sentences: &[String]) -> bool {
    let (_, lines) = subtitle(sentences);
    lines.last().is_none_or(|line| !line.ends_with('…'))
}

/// Returns whether a title fits its line at the smallest size.
pub(super) fn is_line(title: &str) -> bool {
    font::width(title, TITLE_SIZES[2], Weight::Bold) <= ROOM
}

/// Returns the size at which the subtitle takes two lines at most, and these lines.
fn subtitle(sentences: &[String]) -> (f64, Vec<String>) {
    let text = &sentences.join(" ");
    for size in SUBTITLE_SIZES {
        if let Some(lines) = whole_sentences(sentences, size) {
            return (size, lines);
        }
        let lines = wrap(text, ROOM, size, Weight::Regular);
        if lines.len() <= 2 {
            return (size, lines);
        }
    }
    let size = 12.0;
    let mut lines = wrap(text, ROOM, size, Weight::Regular);
    let rest = lines.split_off(1).join(" ");
    lines.push(shorten(&rest, ROOM, size, Weight::Regular));
    (size, lines)
}

/// Returns the sentences in at most two lines that break between sentences, if they fit so.
fn whole_sentences(sentences: &[String], size: f64) -> Option<Vec<String>> {
    let fits = |line: &str| font::width(line, size, Weight::Regular) <= ROOM;
    (0..sentences.len())
        .map(|place| sentences.split_at(sentences.len() - place))
        .map(|(first, second)| [first.join(" "), second.join(" ")])
        .find(|lines| lines.iter().all(|line| fits(line)))
        .map(|lines| lines.into_iter().filter(|line| !line.is_empty()).collect())
}

/// Baselines of a footer on one line, and of one on two.
const FOOTER: f64 = 521.5;
const FOOTER_OF_TWO: [f64; 2] = [517.0, 531.0];

/// Draws the footer: methods and source, banner and version; methods that have no room beside the
/// source stand on a line of their own above it, so that nothing is cut.
fn footer(canvas: &Canvas, words: &Words, meta: &ChartMeta) {
    let colors = meta.theme.palette();
    let small = Type::regular(10.5, colors.muted);
    canvas.line(&[(LEFT, 505.0), (RIGHT, 505.0)], colors.grid, 0.75);

    let version = format!("escapee {}", clean(&meta.version));
    let version = shorten(&version, 120.0, small.size, small.weight);
    let loud = Type::bold(small.size, colors.ink);
    let banner = meta.banner.as_ref();
    let banner = banner.map(|banner| shorten(&clean(banner), 180.0, loud.size, loud.weight));
    let version_left = RIGHT - small.width(&version) - 12.0;
    let end = banner.as_ref().map_or(version_left, |text| version_left - loud.width(text) - 12.0);

    let source = shorten(&file_name(&meta.source), 180.0, small.size, small.weight);
    let through = meta.data_through.map(|at| format!("data to {}", numbers::day(at)));
    let origin: Vec<String> = [(!source.is_empty()).then(|| format!("Source: {source}")), through]
        .into_iter()
        .flatten()
        .collect();
    let (methods, origin) = (methods(words, meta), origin.join(", "));
    let parts = [methods.as_str(), origin.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let both = parts.join(" · ");
    let fits = small.width(&both) <= end - LEFT;
    let last = if fits { FOOTER } else { FOOTER_OF_TWO[1] };
    canvas.text(&version, (RIGHT, last), small, Align::Right);
    if let Some(banner) = banner {
        canvas.text(&banner, (version_left, last), loud, Align::Right);
    }
    if fits {
        return canvas.text(&both, (LEFT, last), small, Align::Left);
    }
    let methods = shorten(&methods, ROOM, small.size, small.weight);
    canvas.text(&methods, (LEFT, FOOTER_OF_TWO[0]), small, Align::Left);
    canvas.text(&origin, (LEFT, last), small, Align::Left);
}

/// Returns the last part of a path: no picture tells how a machine's folders are named.
fn file_name(source: &str) -> String {
    let name = source.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next();
    clean(name.unwrap_or_default())
}

/// What stands in a chart of escapes that has none.
pub(super) const NO_ESCAPE: &str = "Nothing to draw yet: no escape is recorded. `escapee import incidents FILE` brings in those found \
     in production.";

/// Draws a sentence where a plot would be empty; a command in it, between backticks, stays on one line.
pub(super) fn sentence(canvas: &Canvas, text: &str, meta: &ChartMeta) {
    canvas.hint.replace(Some(text.to_owned()));
    let style = Type::regular(16.0, meta.theme.palette().muted);
    let parts = text.split('`').enumerate();
    let whole = |(place, part): (usize, &str)| match place % 2 {
        1 => part.replace(' ', "\u{a0}"),
        _ => part.to_owned(),
    };
    let text: String = parts.map(whole).collect();
    for (place, line) in wrap(&text, 620.0, style.size, style.weight).iter().enumerate() {
        let baseline = 276.0 + 24.0 * place as f64;
        canvas.text(line, (f64::midpoint(LEFT, RIGHT), baseline), style, Align::Center);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_part_of_a_path_is_printed() {
        assert_eq!(file_name("/home/someone/incidents.csv"), "incidents.csv");
        assert_eq!(file_name("C:\\data\\incidents.csv"), "incidents.csv");
        assert_eq!(file_name("jira"), "jira");
    }

    #[test]
    fn a_command_in_a_sentence_stays_on_one_line_and_is_told_as_it_is_typed() {
        let hint = "The incident has no time, so it has no place on a line at all here. \
                    `escapee incidents edit ID --started TIME` adds one.";
        let words = Words {
            title: "Nothing".to_owned(),
            subtitle: Vec::new(),
            footer: Vec::new(),
            description: String::new(),
        };
        let meta = ChartMeta::default();
        let chart = chart(words, &meta, |canvas| sentence(canvas, hint, &meta));
        let command = "escapee incidents edit ID --started TIME".replace(' ', "\u{a0}");
        assert!(chart.svg.contains(&command) && !chart.svg.contains('`'), "{}", chart.svg);
        assert!(!chart.is_drawn);
        assert_eq!(chart.hint.as_deref(), Some(hint));
    }

    #[test]
    fn a_subtitle_takes_two_lines_at_most() {
        let (size, lines) = subtitle(&["escapes by quarter ".repeat(60)]);
        assert_eq!((size.to_string().as_str(), lines.len()), ("12", 2));
        assert!(lines[1].ends_with('…'));
        assert_eq!(subtitle(&["Short.".to_owned()]).1, ["Short."]);
    }

    #[test]
    fn a_subtitle_breaks_between_sentences_where_it_can() {
        let sentences = [70, 60, 20].map(|length| format!("{}.", "e".repeat(length)));
        let (_, lines) = subtitle(&sentences);
        assert_eq!(lines, [sentences[0].clone(), format!("{} {}", sentences[1], sentences[2])]);
    }
}
