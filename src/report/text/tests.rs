//! What a terminal shows: whole texts, and what holds for all of them.

use std::io;

use super::super::sample;
use super::*;
use crate::model::batch::{Dropped, Reconciliation};
use crate::report::View;

const PLAIN: TextStyle =
    TextStyle { width: 80, color: false, ascii: false, links: false, medium: Medium::Terminal };

fn text(write: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn import() -> Reconciliation {
    let dropped = |line, reason: &str| Dropped { line, reason: reason.to_owned() };
    Reconciliation {
        seen: 8,
        imported: 2,
        updated: 1,
        unchanged: 2,
        skipped: vec![dropped(4, "pull request"), dropped(9, "pull request")],
        failed: vec![dropped(7, sample::HOSTILE)],
        notes: vec!["encoding UTF-8, delimiter `,`".to_owned()],
    }
}

/// Every writer on rich and hostile values.
fn everything(style: TextStyle) -> String {
    let hostile = sample::hostile();
    let banner = Some("invented data");
    let mut traces = sample::trace();
    traces[0].1.candidates[0].path = "long/".repeat(60);
    traces[0].1.files[0].path = "支付/".repeat(60);
    text(|out| {
        for one in [&sample::dossier(), &sample::bare(), &sample::full(), &hostile] {
            dossier(out, one, style, banner)?;
        }
        classes(out, &sample::classes(), style, banner)?;
        trace(out, &traces, None, style, banner)?;
        incidents(out, &[hostile.clone(), sample::bare()], style, banner)?;
        links(out, &[(&hostile.incident, &hostile.links)], style, banner)?;
        flows(out, &[sample::flow_report()], style, banner)?;
        suggestions(out, &[sample::suggestion()], false, style, banner)?;
        worksheet(out, &hostile, View::Worksheet, &sample::agreement(), style, banner)?;
        said(out, &[("EVIL-1", &hostile.worksheet.answers)], &sample::agreement(), style, banner)?;
        reconciliation(out, &import(), true, style, banner)
    })
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for width in [40, 72, 80, 100] {
        for line in everything(TextStyle { width, ..PLAIN }).lines() {
            assert!(super::width::columns(line) <= width.into(), "{width}: {line}");
        }
    }
}

#[test]
fn hostile_text_is_harmless_and_ascii_style_is_ascii() {
    sample::assert_harmless(&everything(PLAIN));
    assert!(everything(TextStyle { ascii: true, ..PLAIN }).is_ascii());
}

#[test]
fn hostile_text_is_no_markup_where_the_medium_is_markdown() {
    let page = everything(TextStyle { medium: Medium::Markdown, ..PLAIN });
    sample::assert_harmless(&page);
    // Code between fences shows as it is; every fence is closed by its like.
    let mut fence = "";
    for line in page.lines() {
        match line {
            _ if line == fence => fence = "",
            _ if fence.is_empty() && line.starts_with("```") => fence = line,
            _ => assert!(!fence.is_empty() || !line.contains('<'), "{line}"),
        }
    }
    assert_eq!(fence, "", "closed");
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    let lines: Vec<&str> = page.lines().collect();
    for pair in lines.windows(2).filter(|pair| pair.iter().all(|line| line.starts_with('|'))) {
        assert_eq!(columns(pair[0]), columns(pair[1]), "{pair:?}");
    }
    let ascii = everything(TextStyle { medium: Medium::Markdown, ascii: true, ..PLAIN });
    assert!(ascii.is_ascii());
}

#[test]
fn colour_adds_codes_and_no_words() {
    let colored = everything(TextStyle { color: true, ..PLAIN });
    let mut bare = String::new();
    let mut parts = colored.split("\u{1b}[");
    bare.push_str(parts.next().unwrap());
    for part in parts {
        bare.push_str(part.split_once('m').unwrap().1);
    }
    assert_eq!(bare, everything(PLAIN));
}

#[test]
fn links_add_codes_and_no_words() {
    let linked = everything(TextStyle { links: true, ..PLAIN });
    let (mut bare, mut links) = (String::new(), 0);
    let mut parts = linked.split("\u{1b}]8;;");
    bare.push_str(parts.next().unwrap());
    for part in parts {
        let (address, rest) = part.split_once("\u{1b}\\").unwrap();
        links += usize::from(address.starts_with("https://tracker.example/"));
        bare.push_str(rest);
    }
    assert_eq!(bare, everything(PLAIN));
    assert!(links > 1, "{links}");
}

#[test]
fn the_banner_opens_every_text_and_the_same_values_give_the_same_bytes() {
    let all = everything(PLAIN);
    assert_eq!(all.matches("invented data\n\n").count(), 13);
    assert_eq!(all, everything(PLAIN));
}

#[test]
fn an_incident_shows_both_answers_and_why() {
    let text = text(|out| dossier(out, &sample::dossier(), PLAIN, Some("invented data")));
    insta::assert_snapshot!(text, @r#"
    invented data

    SHOP-142  Customers charged twice when the gateway times out
    SEV-1 · production · component checkout · 1,240 customers affected

    IN SHORT        covered then YES · verified then YES · failure state NOT
                    ASSERTED · signals NONE WARNED · class N, beyond the suite
    TIMES           deployed  2026-01-12 08:46 UTC, 26 min before the start (taken
                              from another field)
                    started   2026-01-12 09:12 UTC
                    detected  2026-01-12 09:20 UTC, 8 min after the start, by a
                              customer (guessed: the source leaves a part open)
                    resolved  2026-01-12 11:40 UTC, 2 h 28 min after the start
    LINK            fix  ffffffffff in shop · fix field of the record · high
                         confidence
                         2026-01-12 “Send an idempotency key with every retry”
    INTRODUCED BY   3333333333  2025-12-02 · confidence 0.91 · hidden 41 days
                                blame of changed lines of src/payment/retry.py:10–12
                    4444444444  confidence 0.40
                                blame of the enclosing function of
                                src/payment/retry.py:10–12
    MOMENT          shipped        r2026.01.1 · aaaaaaaaaa · 2026-01-12 08:46 UTC
                                   (the deployment live then)
                    first-shipped  r2025.12.2 · 9999999999 · 2026-01-12 08:46 UTC
                                   (the deployment live then)
    REGION          aaaaaaaaaa  src/payment/retry.py: lines 10–23
                    aaaaaaaaaa  src/payment/log.py: lines 10–23
    COVERED THEN?   YES  14 of 14 statements ran in a test
                    region  lines 10–23 of src/payment/retry.py at aaaaaaaaaa
                    report  8888888888, taken 2026-01-10, 2 days 1 h before the
                            moment; lines carried forward
                    now     covered (report of 2026-02-01, after shipping)
    VERIFIED THEN?  YES  1 covering test, 1 assertion, of values only
                    test     TestRetry.test_retry in tests/test_retry.py:28 (calls
                             the function, right for 40 % or more): 1 assertion
                    mutants  2 of 9 killed = 22 %, 6 survived, 1 not covered
    FAILURE STATE   NOT ASSERTED  level 2 of 4: values asserted, no failure state
                    looked for  timeout-after-charge, listed in flow “checkout”,
                                asserted: none
                    nearest     test_retry: status == 200
    CLASS           N  beyond the suite
                    people   N, beyond the suite, said before the machine's was
                             shown, because: seen by [e-mail] under load
                    machine  F, covered, failing state not asserted: another, with
                             one covering test, the fix adds an assertion, rule 9 of
                             10, confidence high
    SIGNALS         NONE WARNED  folder src/payment at aaaaaaaaaa; others: median of
                    the other folders
                    coverage        did not warn: 94 % (n = 310), bar 60 %, others
                                    81 % (3 folders)
                    mutation score  not measured then
    LAYERS          alert      ABSENT? a customer noticed first
                    canary     ABSENT (people)
                    not known  flag
    CHEAPEST GATE   unit: never asserted
    RULES SAY       covered then   14 of 14 statements ran in a test
                    asserted then  status == 200 in test_retry, nothing on a timeout
    NOT JUDGED      S  test runs between 3333333333 and the moment
    OTHER FILES     C  src/payment/log.py: uncovered
    WOULD CHANGE    an assertion on `timeout` at the moment would make it N
    ASK NOW         1  Did the commit named here introduce it? (cause)
                    2  Which failure state hit users? (state)
                    3  Was the change behind a flag? (flag)
    MISSING         no mutation report at or before the moment: escapee import
                    mutants FILE --commit aaaaaaaaaa
    NEXT            find out which condition it took, and add the layer the suite
                    lacks
                    escapee trace ffffffffff
    "#);
}

#[test]
fn an_incident_of_which_nothing_is_known_says_so_and_what_to_do() {
    let text = text(|out| dossier(out, &sample::bare(), PLAIN, None));
    insta::assert_snapshot!(text, @r#"
    OPS-7  Something is slow
    severity unknown · phase unknown · component other

    IN SHORT        covered then UNKNOWN · verified then UNKNOWN · failure state
                    UNKNOWN · class U, not determined
    TIMES           started   –
                    detected  –
                    resolved  –
    LINK            –  no commit or region is linked
    INTRODUCED BY   –  nothing tells
    MOMENT          –  no region, so no commit to read evidence at
    COVERED THEN?   UNKNOWN  no region
    VERIFIED THEN?  UNKNOWN  no test is linked to the region
    FAILURE STATE   –  not known whether a test asserts it
    CLASS           U  not determined
                    rule  10 of 10, confidence low
    WOULD CHANGE    a link to code
    MISSING         no link to code: escapee link OPS-7 --fix REV
    NEXT            escapee link OPS-7 --fix REV
                    escapee link OPS-7 --region PATH:A-B
    "#);
}

#[test]
fn what_stands_below_rates_names_definition_counts_and_surprises() {
    let text = notes(&sample::rate_table(), Sources::default()).join("\n");
    insta::assert_snapshot!(text.replace('\u{a0}', " "), @r#"
    Definition escape-rate: defects first found in production / all defects found. Intervals: 95 %, Wilson's score.
    206 defects (78 escaped, 128 caught) from 208 incidents; contained escapes: 1.
    Outside the counts: 10 defects of unknown phase; in brackets the rate if none or all of them escaped.
    Without a time, in no row: 1 defect.
    2026Q3 against 2026Q2: +7 points [−17 to +29], cannot be told from chance.
    Outside the range expected from the rows before: 2025Q4.
    "#);
}

#[test]
fn without_caught_defects_there_is_no_percentage_but_the_hint() {
    let mut table = sample::rate_table();
    (table.has_caught_source, table.total.caught) = (false, None);
    let text = notes(&table, Sources::default()).join("\n");
    assert!(!text.contains('%'), "{text}");
    assert!(text.contains("escapee import incidents FILE --phase test"));
    assert!(text.contains("(78 escaped, caught not known) from "), "{text}");
}

#[test]
fn zero_is_what_was_reported_of_how_many_sources() {
    let mut table = sample::rate_table();
    table.total.escapes = 0;
    let through = Some(sample::at("2026-09-30T00:00:00Z"));
    let known = Sources { count: Some(3), complete_through: through };
    let known = notes(&table, known).join("\n");
    assert!(
        known.contains("0 reported, of 3\u{a0}sources complete through 2026-09-30."),
        "{known}"
    );
    let unknown = notes(&table, Sources::default()).join("\n");
    assert!(unknown.contains("0 reported; how complete the sources are is not known."));
}

#[test]
fn an_import_accounts_for_every_record() {
    let text = text(|out| reconciliation(out, &import(), false, PLAIN, None));
    insta::assert_snapshot!(text, @r#"
    encoding UTF-8, delimiter `,`
    seen 8 = imported 2 + updated 1 + unchanged 2 + skipped 2 + failed 1
    skipped   2: pull request
    failed    line 7: =cmd|<img src=x onerror=alert(1)>`x`[2J [e-mail] [mention]
              [a](javascript:alert(1)) "'&
    "#);
}

#[test]
fn traces_rank_candidates_and_say_where_there_are_none() {
    let text = text(|out| trace(out, &sample::trace(), None, PLAIN, None));
    insta::assert_snapshot!(text, @r#"
    fix ffffffffff
    Lines are those of its first parent eeeeeeeeee.
    src/payment/retry.py: lines 10–12, 40 in charge
    Note: a merge, read against its first parent.
    rank  introduced by  lines                       confidence  method
       1  3333333333     src/payment/retry.py:10–12        0.91  deleted
       2  4444444444     src/payment/retry.py:10–12        0.40  function

    fix 0000000000
    Lines are those of its first parent –.
    Note: the fix has no parent.
    No commit found that introduced it.
    "#);
}
