//! The terms in the order of their names.

use super::Term;

const fn term(name: &'static str, meaning: &'static str, source: &'static str) -> Term {
    Term { name, meaning, source }
}

/// The terms, in the order of their names.
pub const TERMS: &[Term] = &[
    term(
        "asserted, wrong expectation",
        "Class O: the region is covered, and the fix changes the expected value of the same call in a covering test.",
        "",
    ),
    term(
        "assertion density",
        "Assertions in the tests linked to a unit, per 100 executable lines of it. A number of activity: it says nothing of what is asserted.",
        "",
    ),
    term(
        "AUC",
        "The chance that an indicator ranks a unit that escaped above one that did not: 1 always, 0.5 as a coin, below 0.5 the other way round. With DeLong's interval.",
        "DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44(3)",
    ),
    term(
        "beyond the suite",
        "Class N: covered and verified, and positive evidence that it took a condition: load, concurrency, a third party, the network, data volume, configuration or a restart.",
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
        "change-failure",
        "Deployments rolled back or first to carry an escape / deployments that went live. A definition of `escapee rate`.",
        "",
    ),
    term(
        "cheapest gate",
        "Axis C: the first stage at which the defect could have been caught at the least cost, given what was known then: a unit test, an integration test, static analysis, review, a canary, an alert.",
        "",
    ),
    term(
        "cohort",
        "What dates a defect in a rate: its detection (the default), or its introduction, where a defect counts in the quarter in which its change was committed.",
        "",
    ),
    term(
        "confidence",
        "How far a class can be trusted, high, medium or low: no further than its weakest evidence, that is how tests are linked, how a condition is known and how much of the region a report knows.",
        "",
    ),
    term(
        "contained",
        "An escape that a canary, flag or alert stopped inside the agreed budget. A field beside the class, counted apart; it keeps its class.",
        "",
    ),
    term(
        "coverage",
        "Executable lines that ran in a test / executable lines that a report knows, at the commit of the moment. It says that code ran, not that anything was checked.",
        "",
    ),
    term(
        "covered then",
        "Whether the region's statements ran in a test, by the coverage known at the shipped commit. Not what today's report says; without a report it is not known, which is not no.",
        "",
    ),
    term(
        "covered, branch not taken",
        "Class B: some statements of the region ran and some did not, or a branch whose condition the fix edits was not taken.",
        "",
    ),
    term(
        "covered, failing state not asserted",
        "Class F: covered and verified otherwise: tests ran the region and asserted something, but not the state that failed.",
        "",
    ),
    term(
        "covered, nothing asserted",
        "Class E: no covering test asserts anything, helpers and inherited tests followed, or at least two mutants are on the region and none was killed.",
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
    term(
        "density",
        "Defects found in production per 1,000 changed lines. A definition of `escapee rate`; assertion density is another term.",
        "",
    ),
    term(
        "dre-90",
        "Defect removal efficiency: defects caught before release / those and the escapes within 90 days of release. A definition of `escapee rate`.",
        "",
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
        "first-shipped",
        "The earliest release that contains the introducing commit or a cherry-pick of it: for cohorts and time hidden.",
        "",
    ),
    term(
        "flaky",
        "A test that failed and passed again at the same commit, or a red run that went green without a change of source.",
        "",
    ),
    term(
        "floor",
        "60 % coverage unless told otherwise, set before looking. Hygiene, not a goal: whether coverage tells below it and stops telling above is tested, not assumed.",
        "",
    ),
    term(
        "flow",
        "A path through the product that costs most when it fails, listed in `escapee.toml` with its code and its failure states: how each can fail and how an assertion on it looks.",
        "",
    ),
    term(
        "hollow",
        "On charts a mark that is drawn hollow claims nothing: a rate of few defects or of a period that is not over, or an indicator that is not said to predict.",
        "",
    ),
    term(
        "import-only",
        "State of a line that ran when its module was loaded and in no test: neither covered nor uncovered.",
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
        "layer",
        "Something besides a test of the code that could have kept a defect from users: a load test, an alert, a flag, a canary, a rehearsed rollback. What the record suggests bears a question mark until people say it.",
        "",
    ),
    term(
        "line coverage",
        "The same as coverage: executable lines that ran in a test / executable lines that a report knows.",
        "",
    ),
    term(
        "line state",
        "What is known of a line at the moment: covered, partly, uncovered, import-only, not-instrumented, not-in-report, younger or unknown. A statement over several lines has one state.",
        "",
    ),
    term(
        "moment",
        "Which commit “then” means: shipped (what ran when the incident started), first-shipped, introduced or fix-parent. The rung that named it is printed.",
        "",
    ),
    term(
        "mutant",
        "A deliberate small fault in the code. Killed: a test failed; survived: none did; no coverage: none ran it.",
        "",
    ),
    term(
        "mutation score",
        "(killed + timeout) / (killed + timeout + survived + no coverage): the share of deliberate faults that the tests notice.",
        "",
    ),
    term(
        "no code of ours",
        "Class X1, counted apart: a vendor's outage, hardware or a manual operation, by a field of the record or an answer.",
        "",
    ),
    term(
        "not an escape",
        "Class X0, counted apart: found before production, a duplicate, a user's error, or not reproducible.",
        "",
    ),
    term(
        "not determined",
        "Class U: every rule abstained; it says which evidence is missing. Regions that ran at import only and new definitions are U: line coverage cannot answer.",
        "",
    ),
    term(
        "odds ratio",
        "How the odds of an escape change with an indicator at equal size and change: 1 no effect, above 1 more escapes. By Firth's logistic regression, with a profile interval.",
        "Firth (1993), Biometrika 80(1)",
    ),
    term(
        "power",
        "The chance that data of this size would show an effect of a given size if it were there. Low power: that nothing was found says little.",
        "",
    ),
    term(
        "region",
        "The lines a fix replaced, at its first parent, or executable neighbours of lines it put in: where the defect was.",
        "",
    ),
    term(
        "severity-weighted",
        "Weights of defects found in production / weights of all defects found, severity 1 to 4 weighing 5, 3, 2 and 1. A definition of `escapee rate`.",
        "",
    ),
    term(
        "shipped",
        "What ran when the incident started: the deployment live then, else its affected version, else the newest tag that contains the introducing commit, else the default branch at that time, else the fix's parent, labelled “not shipped”.",
        "",
    ),
    term(
        "signal lost",
        "Class S: a covering test began to fail with the introducing change (it passed at its parent) before shipping, and was retried, muted, skipped or overridden. A known flake is no signal.",
        "",
    ),
    term(
        "stage-leakage",
        "Defects found in acceptance or production / all defects found. A definition of `escapee rate`.",
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
        "uncovered",
        "Class C: evidence exists and no executable statement of the region ran. No evidence is never “uncovered”, and what ran at import only is not determined.",
        "",
    ),
    term(
        "unit-period",
        "A unit (a component, or a file) in one period, most often a quarter: a row of the panel. Indicators are measured at the opening of the period, and the row escaped if an escape that started in it has most of its faulty lines in that unit.",
        "",
    ),
    term(
        "unlinked",
        "An escape without a link to code, by a fix, a cause or a region. It counts in the rate and is told beside it; nothing else is known of it.",
        "",
    ),
    term(
        "verified then",
        "Whether tests that ran the region asserted anything, at the shipped commit. More than covered, and still less than the right failure state.",
        "",
    ),
    term(
        "verified-escape share",
        "Escapes whose region a test verified (level 2 or more: values or a failure state asserted), of the escapes with evidence. It says nothing alone: the same share of like code that did not escape belongs beside it.",
        "",
    ),
    term(
        "Wilson",
        "The interval of a share k of n that holds for small n and never leaves 0 to 1.",
        "Wilson (1927), Journal of the American Statistical Association 22",
    ),
    term(
        "younger",
        "State of a line that no report at or before the moment can know, because it is newer than all of them.",
        "",
    ),
];
