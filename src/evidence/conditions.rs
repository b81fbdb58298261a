//! Conditions beyond the suite, each with positive evidence.
//!
//! The record's field is evidence. Words of the incident are evidence only together with a matching
//! change in the sources of the fix; words alone never are.

use std::collections::BTreeSet;

use super::fix_tests::numbered_new_lines;
use super::said_conditions::SaidConditions;
use crate::model::change::Change;
use crate::model::evidence::{ConditionEvidence, ConditionSource};
use crate::model::incident::{Condition, Incident};

/// Characters of a record's text that are read.
const MOST_TEXT: usize = 20_000;

/// Longest line of a fix that is quoted.
const MOST_QUOTED: usize = 80;

/// A condition, the words of an incident that speak of it, and the words of a fix that answer it,
/// with a comma between them.
///
/// Words are compared whole and in small letters, `camelCase` and `snake_case` taken apart; a `*`
/// ends a word that may go on. Configuration has no row: its words are too common in ordinary code,
/// and a fix of configuration alone is told by its files.
struct Row {
    condition: Condition,
    incident: &'static str,
    fix: &'static str,
}

const TABLE: &[Row] = &[
    Row {
        condition: Condition::Load,
        incident: "flash sale, black friday, peak load, peak traffic, peak hour*, under load, \
            high load, heavy load, load spike*, traffic, spike*, surge, overload*, \
            requests per second, thundering herd, stampede, saturat*, many users",
        fix: "lock*, mutex, semaphore*, idempoten*, atomic*, queue*, pool*, rate limit*, \
            throttl*, backpressure, debounce*, limit*, cache*, max connections, max \
            concurren*",
    },
    Row {
        condition: Condition::Concurrency,
        incident: "race, race condition*, concurren*, simultaneous*, at the same time, at the \
            same moment, in parallel, parallel run*, deadlock*, interleav*, twice, \
            double charge*, double click*, double submit*, double booking*, two workers, \
            two runs, two requests, two instances",
        fix: "lock*, mutex, synchronized, semaphore*, atomic*, transaction*, idempoten*, \
            unique, for update, on conflict, compare and *, serializable, run once, \
            already running",
    },
    Row {
        condition: Condition::ThirdParty,
        incident: "third party, provider, gateway, vendor*, upstream, partner api, external \
            api, external service, throttled by, rate limited by, 429, 502, 503, 504",
        fix: "retry*, retries, retried, backoff, back off, timeout*, time out, circuit*, \
            rate limit*, too many requests, retry after, fallback*, 429, 502, 503, 504",
    },
    Row {
        condition: Condition::Network,
        incident: "network, packet loss, connection reset*, connection refused, connection \
            dropped, dropped connection*, dns, unreachable, econnreset, unstable \
            connection*, flaky connection*, lost connection*",
        fix: "retry*, retries, retried, backoff, back off, timeout*, reconnect*, \
            keepalive, keep alive",
    },
    Row {
        condition: Condition::DataVolume,
        incident: "out of memory, oom, memory limit, large file*, large export*, large import*, \
            large order*, large account*, large number of, too many rows, million rows, \
            millions of, thousands of, data volume, payload too large",
        fix: "batch*, page size, paginat*, per page, stream*, chunk*, limit*, buffer*, max \
            size",
    },
    Row {
        condition: Condition::Restart,
        incident: "restart*, redeploy*, rolling deploy*, during deployment, during the \
            deployment, during a deployment, reboot*, failover",
        fix: "checkpoint*, resum*, graceful*, shutdown, sigterm, recover*, persist*, \
            durable, replay*, restor*",
    },
];

/// Returns the conditions that the record or the fixes give positive evidence of, in the order of
/// [`Condition`], each once.
///
/// `said` is what people named and what they ruled out: they know better than the record and the words.
/// `is_source` names the files whose new lines may answer; tests and documentation do not. Lines that
/// are comments or that the fix only moved do not either.
pub fn conditions(
    incident: &Incident,
    said: &SaidConditions,
    fixes: &[&Change],
    is_source: &dyn Fn(&str) -> bool,
) -> Vec<ConditionEvidence> {
    let mut found: Vec<ConditionEvidence> = Vec::new();
    for condition in incident.conditions.iter().copied().collect::<BTreeSet<_>>() {
        let words = format!("condition of the record: {condition}");
        found.push(ConditionEvidence { condition, source: ConditionSource::Field, words });
    }
    for condition in said.took.iter().copied() {
        if !found.iter().any(|f| f.condition == condition) {
            let words = format!("people say it took {condition}");
            found.push(ConditionEvidence { condition, source: ConditionSource::Answer, words });
        }
    }
    let text: String =
        [Some(incident.title.as_str()), incident.body.as_deref(), Some(&incident.labels.join(" "))]
            .into_iter()
            .flatten()
            .flat_map(|part| part.chars().take(MOST_TEXT).chain([' ']))
            .collect();
    let text = plain(&text);
    let lines: Vec<(String, &str, String)> = fixes
        .iter()
        .flat_map(|change| change.files.iter().map(move |file| (change, file)))
        .filter(|(_, file)| is_source(file.path()))
        .flat_map(|(change, file)| {
            numbered_new_lines(file).map(move |(number, line)| {
                let place = format!("{}:{number} in {}", file.path(), change.commit.short());
                (place, line, plain(line))
            })
        })
        .filter(|(_, line, _)| !is_comment(line))
        .collect();
    for row in TABLE {
        if found.iter().any(|f| f.condition == row.condition) {
            continue;
        }
        let Some(word) = row.incident.split(", ").find(|word| holds(&text, word)) else { continue };
        let answer =
            lines.iter().find(|(_, _, plain)| row.fix.split(", ").any(|word| holds(plain, word)));
        if let Some((place, line, _)) = answer {
            let line: String = line.chars().take(MOST_QUOTED).collect();
            let word = word.trim_end_matches('*');
            let words = format!("the record says `{word}`, the fix adds `{line}` at {place}");
            let (condition, source) = (row.condition, ConditionSource::WordsAndFix);
            found.push(ConditionEvidence { condition, source, words });
        }
    }
    found.retain(|found| !said.ruled_out.contains(&found.condition));
    found.sort();
    found
}

fn is_comment(line: &str) -> bool {
    ["#", "//", "/*", "*", "--", "\"\"\"", "<!--"].iter().any(|start| line.starts_with(start))
}

/// Returns the words of a text in small letters between single blanks, one before and one after.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    let mut before_is_small = false;
    plain.push(' ');
    for c in text.chars() {
        let gap = !c.is_alphanumeric();
        if (gap || (c.is_uppercase() && before_is_small)) && !plain.ends_with(' ') {
            plain.push(' ');
        }
        if !gap {
            plain.extend(c.to_lowercase());
        }
        before_is_small = c.is_lowercase() || c.is_ascii_digit();
    }
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
    plain
}

/// Whether the plain text holds the words of the table.
fn holds(plain: &str, words: &str) -> bool {
    match words.strip_suffix('*') {
        Some(start) => plain.contains(&format!(" {start}")),
        None => plain.contains(&format!(" {words} ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fix_tests::tests::{change, is_test};
    use super::super::said_conditions::said_conditions;
    use super::*;

    fn found(title: &str, added: &[&str]) -> Vec<Condition> {
        let incident = Incident::new("INC-1", "csv", title);
        let change = change("src/checkout.py", &[], added);
        let is_source = |path: &str| !is_test(path);
        conditions(&incident, &SaidConditions::default(), &[&change], &is_source)
            .into_iter()
            .map(|c| c.condition)
            .collect()
    }

    #[test]
    fn words_together_with_a_matching_change_are_evidence() {
        for (title, added, expected) in [
            (
                "Flash sale charged customers twice",
                "with self.lock(idempotencyKey):",
                vec![Condition::Load, Condition::Concurrency],
            ),
            ("Payroll ran twice", "BEGIN; SELECT … FOR UPDATE", vec![Condition::Concurrency]),
            ("Payment gateway throttles us", "retry_after = 3", vec![Condition::ThirdParty]),
            ("Network unreachable on sync", "conn.reconnect()", vec![Condition::Network]),
            ("Out of memory on export", "for chunk in rows:", vec![Condition::DataVolume]),
            ("Jobs lost at restart", "load_checkpoint()", vec![Condition::Restart]),
        ] {
            assert_eq!(found(title, &[added]), expected, "{title}");
        }
    }

    #[test]
    fn words_alone_and_a_change_alone_are_none() {
        assert_eq!(found("Flash sale charged customers twice", &["total += 1"]), []);
        assert_eq!(found("Wrong total", &["with lock:"]), []);
        assert_eq!(found("Flash sale charged twice", &["# take a lock here"]), []);
    }

    #[test]
    fn a_word_inside_another_word_is_another_word() {
        assert_eq!(found("Trace is empty", &["with lock:"]), []);
        assert_eq!(found("Payroll ran twice", &["block = clock()"]), []);
        assert_eq!(found("Payment gateway error", &["retrieve(order)"]), []);
    }

    #[test]
    fn a_lock_in_a_test_is_no_change_of_the_source() {
        let incident = Incident::new("INC-1", "csv", "Payroll ran twice");
        let change = change("tests/test_pay.py", &[], &["with lock:"]);
        assert_eq!(
            conditions(&incident, &SaidConditions::default(), &[&change], &|path| !is_test(path)),
            []
        );
    }

    #[test]
    fn the_field_alone_is_evidence_and_counts_once() {
        let mut incident = Incident::new("INC-1", "csv", "Payroll ran twice");
        incident.conditions = vec![Condition::Concurrency, Condition::Concurrency];
        let change = change("src/pay.py", &[], &["with lock:"]);
        let evidence = conditions(&incident, &SaidConditions::default(), &[&change], &|_| true);
        assert_eq!(evidence.len(), 1);
        assert_eq!(evidence[0].source, ConditionSource::Field);
    }

    #[test]
    fn what_people_rule_out_is_no_condition_whatever_the_record_says() {
        let mut incident = Incident::new("INC-1", "csv", "Payroll ran twice");
        incident.conditions = vec![Condition::Load];
        let change = change("src/pay.py", &[], &["with lock:"]);
        let left = |answer| {
            let found = conditions(&incident, &said_conditions(answer), &[&change], &|_| true);
            found.into_iter().map(|c| c.condition).collect::<Vec<_>>()
        };
        assert_eq!(left("nobody knows"), [Condition::Load, Condition::Concurrency]);
        assert_eq!(left("not load"), [Condition::Concurrency]);
        assert_eq!(left("none of these"), []);
    }

    #[test]
    fn the_words_of_the_table_are_written_as_they_are_compared() {
        for word in TABLE.iter().flat_map(|row| row.incident.split(", ").chain(row.fix.split(", ")))
        {
            let bare = word.trim_end_matches('*').trim_end();
            assert_eq!(plain(bare).trim(), bare, "{word}");
        }
    }
}
