//! A review in letters that the fonts have, for pictures that no font of the reader's is at hand for.
//!
//! What they lack would be a row of boxes. It is told by its number instead, as in `[6 letters]`, beside
//! what can be read; tables, alt text and the SVG keep the text as it was written.

use std::collections::{BTreeMap, BTreeSet};

use super::fonts::Fonts;
use super::numbers::counted;
use crate::model::review::Review;

/// Returns the text with every run of letters that the fonts lack as their number.
pub(super) fn legible(text: &str, fonts: &Fonts) -> String {
    let mut told = String::with_capacity(text.len());
    let (mut lacked, mut held) = (0, String::new());
    let tell = |told: &mut String, lacked: &mut u64| {
        if *lacked > 0 {
            told.extend(["[", &counted(*lacked, "letter"), "]"]);
            *lacked = 0;
        }
    };
    for letter in text.chars() {
        if fonts.lacks(letter) {
            // Spaces between letters that lack belong to the run.
            if lacked == 0 {
                told.push_str(&held);
            }
            held.clear();
            lacked += 1;
        } else if letter.is_whitespace() {
            held.push(letter);
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
