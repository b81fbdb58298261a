//! When it happened, what fixed it, what introduced it, and which commit "then" means.

use crate::model::commit::Time;
use crate::model::dossier::Dossier;
use crate::model::incident::{Contained, DetectedBy, Incident, Origin, Stamp};
use crate::model::link::{LinkMethod, LinkTarget};
use crate::model::moment::{Moment, MomentKind, Rung};
use crate::model::project::Project;
use crate::model::region::{Candidate, CandidateMethod};
use crate::report::clean::one_line;
use crate::report::format::{MISSING, count, day, length, minute, stretch, thousands};
use crate::report::redact::is_redacted;

use super::{Item, Row, Tone};

/// How many links or candidates a row lists; the rest is counted.
const MOST: usize = 3;

pub(super) fn place(dossier: &Dossier) -> String {
    let incident = &dossier.incident;
    let mut parts = vec![match component(dossier) {
        (word, true) => format!("component {word} (counted as {})", Project::OTHER),
        // A made-up name says what it is of.
        (word, false) if is_redacted(dossier) => word,
        (word, false) => format!("component {word}"),
    }];
    if let Some(customers) = incident.customers_affected {
        parts.push(format!("{} affected", count(customers, "customer")));
    }
    if let Some(cost) = incident.cost {
        let currency = incident.currency.as_deref().unwrap_or("");
        parts.push(format!("cost {} {currency}", thousands(cost.max(0.0).round() as u64)));
    }
    match incident.contained {
        Contained::Yes => parts.push("contained".to_owned()),
        Contained::No => parts.push("not contained".to_owned()),
        Contained::Unknown => {}
    }
    if dossier.defect != incident.id {
        parts.push(format!("same defect as {}", one_line(&dossier.defect, 60)));
    }
    parts.join(" · ")
}

/// Returns the component, and whether that is only what the record calls it: `escapee.toml` has none for it.
pub(in crate::report) fn component(dossier: &Dossier) -> (String, bool) {
    let own = one_line(&dossier.component, 60);
    let recorded = dossier.incident.component.as_deref().map(|word| one_line(word, 60));
    match recorded.filter(|word| dossier.component == Project::OTHER && !word.is_empty()) {
        Some(word) if word != own => (word, true),
        _ => (own, false),
    }
}

pub(super) fn times(dossier: &Dossier) -> Row {
    let incident = &dossier.incident;
    let start = incident.started_at.map(|stamp| stamp.at);
    let named: [(&str, Option<Stamp>, bool); 7] = [
        ("deployed", incident.deployed_at, false),
        ("started", incident.started_at, true),
        ("detected", incident.detected_at, true),
        ("acknowledged", incident.acknowledged_at, false),
        ("mitigated", incident.mitigated_at, false),
        ("resolved", incident.resolved_at, true),
        ("reopened", incident.reopened_at, false),
    ];
    let items = named
        .into_iter()
        .filter(|(_, stamp, always)| *always || stamp.is_some())
        .map(|(name, stamp, _)| Item::new(name, moment_of(name, stamp, start, incident)))
        .collect();
    Row::plain("TIMES", items)
}

fn moment_of(name: &str, stamp: Option<Stamp>, start: Option<Time>, incident: &Incident) -> String {
    let Some(stamp) = stamp else { return MISSING.to_owned() };
    let mut text = minute(stamp.at);
    if let Some(start) = start.filter(|start| name != "started" && *start != stamp.at) {
        let side = if stamp.at < start { "before" } else { "after" };
        text = format!("{text}, {} {side} the start", length(stamp.at - start));
    }
    if name == "detected" && incident.detected_by != DetectedBy::Unknown {
        text = format!("{text}, by {}", detector(incident.detected_by));
    }
    match stamp.origin {
        Origin::Field => {}
        Origin::Derived => text.push_str(" (taken from another field)"),
        Origin::Guessed => text.push_str(" (guessed: the source leaves a part open)"),
    }
    text
}

fn detector(by: DetectedBy) -> &'static str {
    match by {
        DetectedBy::Customer => "a customer",
        DetectedBy::Alert => "an alert",
        DetectedBy::Internal => "somebody inside",
        DetectedBy::Partner => "a partner",
        DetectedBy::Unknown => MISSING,
    }
}

pub(super) fn links(dossier: &Dossier) -> Row {
    if dossier.links.is_empty() {
        let items = vec![Item::text("no commit or region is linked")];
        return Row::answer("LINK", MISSING, Tone::Unknown, items);
    }
    let mut items = Vec::new();
    for link in dossier.links.iter().take(MOST) {
        let (kind, target) = link_target(&link.target);
        let method = link_method(link.method);
        items.push(Item::new(
            kind,
            format!("{target} · {method} · {} confidence", link.method.confidence()),
        ));
        if let LinkTarget::Fix { commit, .. } = &link.target
            && let Some(fix) = dossier.fixes.iter().find(|fix| fix.commit == *commit)
        {
            let subject = one_line(&fix.subject, 100);
            let mut text = day(fix.at);
            if !subject.is_empty() {
                text = format!("{text} “{subject}”");
            }
            if let Some(reason) = &fix.dropped {
                text = format!("{text}; does not count: {}", one_line(reason, 200));
            }
            items.push(Item::new("", text));
        }
    }
    push_rest(&mut items, dossier.links.len(), "link");
    Row::plain("LINK", items)
}

/// Returns what a link points to: the kind and the place.
pub(in crate::report) fn link_target(target: &LinkTarget) -> (&'static str, String) {
    match target {
        LinkTarget::Fix { repo, commit } => ("fix", format!("{} in {repo}", commit.short())),
        LinkTarget::Cause { repo, commit } => ("cause", format!("{} in {repo}", commit.short())),
        LinkTarget::Region { repo, commit, path, lines } => {
            ("region", format!("{path}:{} at {} in {repo}", stretch(*lines), commit.short()))
        }
    }
}

/// Returns who or what says so, in words.
pub(in crate::report) fn link_method(method: LinkMethod) -> &'static str {
    match method {
        LinkMethod::Person => "named by a person",
        LinkMethod::FixField => "fix field of the record",
        LinkMethod::CauseField => "cause field of the record",
        LinkMethod::RootCauseLine => "root-cause line",
        LinkMethod::FixesLine => "Fixes line of the message",
        LinkMethod::Revert => "reverted by the fix",
        LinkMethod::RegressedBy => "the record it was brought in by",
        LinkMethod::KeyInMessage => "key in the commit message",
        LinkMethod::StackFrame => "stack trace in the record",
    }
}

pub(super) fn introduced_by(dossier: &Dossier) -> Row {
    let label = "INTRODUCED BY";
    if dossier.candidates.is_empty() {
        if let Some((at, _)) = dossier.introduction() {
            let text = format!("{}{}", day(at), hidden(dossier));
            return Row::plain(label, vec![Item::new("by the record", text)]);
        }
        return Row::answer(label, MISSING, Tone::Unknown, vec![Item::text("nothing tells")]);
    }
    let mut items = Vec::new();
    for (rank, candidate) in dossier.candidates.iter().take(MOST).enumerate() {
        let mut text = format!("confidence {:.2}", candidate.confidence);
        if let Some(at) = dossier.introduced_at.filter(|_| rank == 0) {
            text = format!("{} · {text}{}", day(at), hidden(dossier));
        }
        items.push(Item::new(candidate.commit.short(), text));
        items.push(Item::text(candidate_place(candidate)));
    }
    push_rest(&mut items, dossier.candidates.len(), "candidate");
    Row::plain(label, items)
}

/// Returns how long the defect was hidden, and how often tests of its code ran green with it, to be put
/// behind its introduction.
fn hidden(dossier: &Dossier) -> String {
    let Some(hidden) = dossier.hidden() else { return String::new() };
    let green = match dossier.facts.green_runs {
        None | Some(0) => String::new(),
        Some(runs) => format!(", {} of its tests before shipping", count(runs.into(), "green run")),
    };
    format!(" · hidden {}{green}", length(hidden))
}

fn candidate_place(candidate: &Candidate) -> String {
    let place = candidate
        .lines
        .map(|lines| format!(" of {}:{}", candidate.path, stretch(lines)))
        .unwrap_or_default();
    format!("{}{place}", candidate_method(candidate.method))
}

fn candidate_method(method: CandidateMethod) -> &'static str {
    match method {
        CandidateMethod::Person => "named by a person or the record",
        CandidateMethod::Message => "named in the fix's message",
        CandidateMethod::Revert => "reverted by the fix",
        CandidateMethod::Deleted => "blame of changed lines",
        CandidateMethod::Adjacent => "blame of neighbouring lines",
        CandidateMethod::Function => "blame of the enclosing function",
        CandidateMethod::AnyLine => "blame of all deleted lines",
        CandidateMethod::Earlier => "blame of an earlier version of changed lines",
        CandidateMethod::Touched => "changed the same file",
    }
}

pub(super) fn moment(dossier: &Dossier) -> Row {
    let label = "MOMENT";
    let Some(moment) = &dossier.moment else {
        let items = vec![Item::text("no region, so no commit to read evidence at")];
        return Row::answer(label, MISSING, Tone::Unknown, items);
    };
    let mut items = vec![Item::new(moment.kind.word(), moment_words(moment))];
    if let Some(first) = &dossier.first_shipped
        && moment.kind != MomentKind::FirstShipped
        && first.commit != moment.commit
    {
        items.push(Item::new(first.kind.word(), moment_words(first)));
    }
    Row::plain(label, items)
}

fn moment_words(moment: &Moment) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(moment.version.as_deref().map(|version| one_line(version, 60)));
    parts.extend(moment.commit.as_ref().map(|commit| commit.short().to_owned()));
    parts.extend(moment.at.map(minute));
    if parts.is_empty() {
        parts.push(MISSING.to_owned());
    }
    format!("{} ({})", parts.join(" · "), rung_words(moment.rung))
}

fn rung_words(rung: Rung) -> &'static str {
    match rung {
        Rung::Deployment => "the deployment live then",
        Rung::AffectedVersion => "the version the record names",
        Rung::Tag => "the newest release tag then that contains it",
        Rung::DefaultBranch => "the default branch then",
        Rung::FixParent => "the fix's parent: not shipped",
        Rung::Introduced => "the introducing commit: caught before release",
        Rung::Unknown => "nothing tells what ran",
    }
}

fn push_rest(items: &mut Vec<Item>, all: usize, noun: &str) {
    if all > MOST {
        items.push(Item::text(format!(
            "and {}",
            count((all - MOST) as u64, &format!("more {noun}"))
        )));
    }
}
