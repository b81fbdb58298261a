//! A review in letters that the fonts have, for pictures that no font of the reader's is at hand for.
//!
//! What they lack would be a row of boxes. It is told by its number instead, as in `[6 letters]`, beside
//! what can be read; tables, alt text and the SVG keep the text as it was written.

use std::collections::{BTreeMap, BTreeSet};

use super::fonts::{Fonts, is_selector};
use super::numbers::counted;
use super::text::is_unsafe;
use crate::model::review::Review;
use crate::report::text::columns;

/// Returns the text with every run of letters that the fonts lack as their number.
pub(super) fn legible(text: &str, fonts: &Fonts) -> String {
    let mut told = String::with_capacity(text.len());
    let (mut lacked, mut held) = (0, String::new());
    let mut is_joined = false;
    let tell = |told: &mut String, lacked: &mut u64| {
        if *lacked > 0 {
            told.extend(["[", &counted(*lacked, "letter"), "]"]);
            *lacked = 0;
        }
    };
    for letter in text.chars() {
        if lacked > 0 && held.is_empty() && belongs_to_the_one_before(letter) {
            is_joined = letter == JOINER;
        } else if std::mem::take(&mut is_joined) && fonts.lacks(letter) {
            // What a joiner makes of several is one sign to its reader.
        } else if letter.is_whitespace() {
            held.push(letter);
        } else if is_unsafe(letter) {
            // No picture shows it, so none lacks it.
        } else if fonts.lacks(letter) {
            // Spaces between letters that lack belong to the run.
            if lacked == 0 {
                told.push_str(&held);
            }
            held.clear();
            lacked += 1;
        } else {
            tell(&mut told, &mut lacked);
            told.push_str(&held);
            held.clear();
            told.push(letter);
        }
    }
    tell(&mut told, &mut lacked);
    told + &held
}

/// Makes one sign of those before and after it, as a family of its members.
const JOINER: char = '\u{200d}';

/// Whether a letter is no sign of its own behind one that the fonts lack: a joiner, what selects how that
/// one is drawn, a tone of skin, a mark upon it.
fn belongs_to_the_one_before(letter: char) -> bool {
    let takes_no_place = || columns(letter.encode_utf8(&mut [0; 4])) == 0;
    is_selector(letter)
        || matches!(letter, '\u{1f3fb}'..='\u{1f3ff}')
        || !letter.is_control() && takes_no_place()
}

/// Names by kind, so that two that lack as many letters are still told apart.
#[derive(Default)]
struct Names {
    told: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl Names {
    fn tell(&mut self, name: &mut String, fonts: &Fonts) {
        if let Some(told) = self.told.get(name) {
            name.clone_from(told);
            return;
        }
        let plain = legible(name, fonts);
        let mut told = plain.clone();
        let mut number: u64 = 1;
        while self.taken.contains(&told) {
            number += 1;
            told = format!("{plain} #{number}");
        }
        self.taken.insert(told.clone());
        self.told.insert(std::mem::replace(name, told.clone()), told);
    }
}

/// Returns the review with everything from outside that stands in a picture in letters the fonts have.
pub(super) fn review(review: &Review, fonts: &Fonts) -> Review {
    let mut review = review.clone();
    let (mut ids, mut components) = (Names::default(), Names::default());
    let (mut units, mut indicators) = (Names::default(), Names::default());
    let plain = |text: &mut String| *text = legible(text, fonts);
    for dossier in &mut review.dossiers {
        ids.tell(&mut dossier.incident.id, fonts);
        plain(&mut dossier.incident.title);
        components.tell(&mut dossier.component, fonts);
        let version = dossier.first_shipped.as_mut().and_then(|moment| moment.version.as_mut());
        version.into_iter().for_each(plain);
        if let Some(signal) = &mut dossier.facts.signal {
            plain(&mut signal.test);
        }
    }
    for mark in &mut review.sev1 {
        ids.tell(&mut mark.id, fonts);
        plain(&mut mark.title);
    }
    for row in review.rate.rows.iter_mut().filter(|row| row.period.is_none()) {
        components.tell(&mut row.key, fonts);
    }
    for escape in review.latency.rows.iter_mut().flat_map(|row| &mut row.escapes) {
        ids.tell(&mut escape.id, fonts);
    }
    for row in &mut review.components.rows {
        components.tell(&mut row.name, fonts);
    }
    for (name, _) in &mut review.components.unmatched {
        plain(name);
    }
    if let Some(component) = &mut review.scope.component {
        components.tell(component, fonts);
    }
    for unit in review.quadrant.iter_mut().flat_map(|quadrant| &mut quadrant.units) {
        units.tell(&mut unit.name, fonts);
    }
    for one in review.calibration.iter_mut().flat_map(|found| &mut found.indicators) {
        indicators.tell(&mut one.name, fonts);
    }
    [&mut review.panel_file, &mut review.banner].into_iter().flatten().for_each(plain);
    review
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_lack_are_counted_and_the_rest_stays() {
        let told = |text: &str| legible(text, &Fonts::bundled());
        assert_eq!(told("INC-5 支付网关 超时 – платёж"), "INC-5 [6 letters] – платёж");
        assert_eq!(told("src/支/a.rs"), "src/[1 letter]/a.rs");
        assert_eq!(told("Charged twice 🔥"), "Charged twice [1 letter]");
        assert_eq!(told(" Größe "), " Größe ");
        assert_eq!(told(&"支".repeat(1_200)), "[1,200 letters]");
    }

    #[test]
    fn a_sign_made_of_several_is_one_and_nothing_of_it_stays() {
        let told = |text: &str| legible(text, &Fonts::bundled());
        assert_eq!(told("👨\u{200d}👩\u{200d}👧 paid"), "[1 letter] paid");
        assert_eq!(told("⚠\u{fe0f} down"), "[1 letter] down");
        assert_eq!(told("👍🏽👍"), "[2 letters]");
        assert_eq!(told("❤\u{fe0f}\u{200d}🔥🔥"), "[2 letters]");
        assert_eq!(told("支\tx\n\u{1b}y"), "[1 letter]\tx\ny");
        assert_eq!(told("ש\u{5bc}"), "[1 letter]");
        assert_eq!(told("👨\u{200d}x"), "[1 letter]x");
        assert_eq!(told("e\u{301}\u{fe0f}"), "e\u{301}\u{fe0f}");
    }

    #[test]
    fn two_names_are_never_told_alike() {
        let mut names = Names::default();
        let mut told = |name: &str| {
            let mut name = name.to_owned();
            names.tell(&mut name, &Fonts::bundled());
            name
        };
        assert_eq!(told("支付"), "[2 letters]");
        assert_eq!(told("搜索"), "[2 letters] #2");
        assert_eq!(told("支付"), "[2 letters]");
        assert_eq!(told("pay"), "pay");
    }
}
