//! The terms of escapee and what they mean, for `escapee help TERM`.

/// A term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Its name.
    pub name: &'static str,
    /// What it means: formula, range, what is left out.
    pub meaning: &'static str,
    /// Where the definition comes from; empty where it is escapee's own.
    pub source: &'static str,
}

const fn term(name: &'static str, meaning: &'static str, source: &'static str) -> Term {
    Term { name, meaning, source }
}

/// The terms, in the order of their names.
pub const TERMS: &[Term] = &[
    term(
        "assertion density",
        "Assertions in the tests linked to a unit, per 100 executable lines of it. A number of activity: it says nothing of what is asserted.",
        "",
    ),
    term(
        "branch coverage",
        "Branches taken / branches, of the files whose reports count branches. Of a line that two suites or shards ran the larger count stands: at least that many were taken. Without branches it is not known, which is not 0.",
        "",
    ),
    term(
        "Brier score",
        "The mean squared distance from forecast to outcome, 0 to 1: 0 is perfect, and always forecasting one half gives 0.25.",
        "Brier (1950), Monthly Weather Review 78(1)",
    ),
    term(
        "calibration",
        "Whether indicators, measured before, told where defects would escape afterwards: how well they rank, what they add at equal size and change, and whether forecasts from them could be believed as numbers.",
        "",
    ),
    term(
        "contained",
        "An escape that a canary, flag or alert stopped inside the agreed budget. A field beside the class, counted apart; it keeps its class.",
        "",
    ),
    term(
        "covered-escape share",
        "Escapes whose region was covered then, of the escapes with evidence. No evidence is not “uncovered”.",
        "",
    ),
    term(
        "defect",
        "Incidents that share a fix, a duplicate mark or a problem id; an unlinked incident alone is one. The unit of every rate.",
        "",
    ),
    term(
        "defect escape rate",
        "Defects first found in production over all defects found, with Wilson's 95 % interval. Defects of unknown phase stand outside; without any source of defects caught before release there is no percentage.",
        "Wilson (1927), Journal of the American Statistical Association 22",
    ),
    term("escape", "A defect found in production.", ""),
    term(
        "escape class",
        "Why the tests missed it, by the first rule that fits: S signal lost, C uncovered, B branch not taken, O wrong expectation, E nothing asserted, N beyond the suite, F failing state not asserted, U not determined. X0 is no escape and X1 no code of ours. A rule whose evidence is missing abstains.",
        "",
    ),
    term(
        "expected range",
        "Where the next rate is expected from the rows before it: Jeffreys predictive limits, 95 %. One value in twenty falls outside by chance.",
        "Aitchison and Dunsmore (1975), Statistical Prediction Analysis",
    ),
    term(
        "failure-state assertion",
        "Share of a unit's listed failure states that a test asserts. Levels: 4 the same error on this code; 3 some failure state; 2 values only; 1 executed, nothing asserted; 0 not executed.",
        "",
    ),
    term(
        "false confidence",
        "A unit whose coverage reaches the floor while its mutation score lies below the median of all units: coverage says more than its tests hold.",
        "",
    ),
    term(
        "floor",
        "60 % coverage unless told otherwise, set before looking. Hygiene, not a goal: whether coverage tells below it and stops telling above is tested, not assumed.",
        "",
    ),
    term(
        "incident",
        "A record of something that broke or was found broken, as a tracker or a person tells it.",
        "",
    ),
    term(
        "interval",
        "What the true value may be, given the counts: 95 of 100 intervals made this way hold it. Shares have Wilson's, changes Newcombe's, medians one from order statistics.",
        "",
    ),
    term(
        "moment",
        "Which commit “then” means: shipped (what ran when the incident started), first-shipped, introduced or fix-parent. The rung that named it is printed.",
        "",
    ),
    term(
        "mutation score",
        "(killed + timeout) / (killed + timeout + survived + no coverage): the share of deliberate faults that the tests notice.",
        "",
    ),
    term(
        "region",
        "The lines a fix replaced, at its first parent, or executable neighbours of lines it put in: where the defect was.",
        "",
    ),
    term(
        "test signal ratio",
        "Failed CI runs that were a defect, over those that were a defect or flaky; unresolved ones stand beside.",
        "",
    ),
    term(
        "then",
        "The code and the evidence as they were when the incident started. A report counts only if its commit is that commit or an ancestor of it; wall time never picks one.",
        "",
    ),
    term(
        "time hidden",
        "From the introducing commit, else the time the record names, to detection, else the start. The median's interval comes from order statistics and needs six escapes.",
        "Conover (1999), Practical Nonparametric Statistics",
    ),
    term(
        "unit-period",
        "A unit (a component, or a file) in one period, most often a quarter: a row of the panel. Indicators are measured at the opening of the period, and the row escaped if an escape that started in it has most of its faulty lines in that unit.",
        "",
    ),
    term(
        "verified-escape share",
        "Escapes whose region a test verified (level 2 or more: values or a failure state asserted), of the escapes with evidence. It says nothing alone: the same share of like code that did not escape belongs beside it.",
        "",
    ),
];

/// Returns the terms a question is about: that of the name, else those whose names hold all of its
/// words, else those whose every word occurs in it, the longest names only.
pub fn find(question: &str) -> Vec<&'static Term> {
    let words = words(question);
    let asked = words.join(" ");
    let named = |term: &&Term| self::words(term.name).join(" ") == asked;
    if let Some(term) = TERMS.iter().find(named) {
        return vec![term];
    }
    let holds = |term: &&Term| words.iter().all(|word| self::words(term.name).contains(word));
    if let Some(term) = TERMS.iter().find(holds).filter(|_| !words.is_empty()) {
        return vec![term];
    }
    let about = |term: &&Term| self::words(term.name).iter().all(|word| words.contains(word));
    let mut found: Vec<&Term> = TERMS.iter().filter(about).collect();
    if found.is_empty() {
        let part = |term: &&Term| words.iter().any(|word| self::words(term.name).contains(word));
        found = TERMS.iter().filter(part).collect();
    }
    found.sort_by_key(|term| std::cmp::Reverse(self::words(term.name).len()));
    // “verified-escape share” is not about “escape” as well.
    let longest = found.first().map_or(0, |term| self::words(term.name).len());
    found.retain(|term| self::words(term.name).len() == longest);
    found
}

fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts
        .map(|word| word.strip_suffix('s').filter(|w| w.len() > 3).unwrap_or(word).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(question: &str) -> Vec<&'static str> {
        find(question).into_iter().map(|term| term.name).collect()
    }

    #[test]
    fn a_question_finds_its_term_and_no_other() {
        assert_eq!(names("what is the verified-escape share?"), ["verified-escape share"]);
        assert_eq!(names("Mutation Scores"), ["mutation score"]);
        assert_eq!(names("escape"), ["escape"]);
        assert_eq!(names("escape rate"), ["defect escape rate"]);
        assert!(names("no such thing").is_empty());
    }

    #[test]
    fn terms_stand_in_order_and_are_sentences() {
        let names: Vec<String> = TERMS.iter().map(|term| term.name.to_lowercase()).collect();
        assert!(names.is_sorted());
        assert!(TERMS.iter().all(|term| term.meaning.ends_with('.')));
    }
}
