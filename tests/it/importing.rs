//! Files read into model values: made-up bad input, and real samples where they lie beside the
//! project.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "the helpers belong to tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use escapee::model::coverage::CoverageReport;
use escapee::model::incident::{Incident, Origin, Phase};
use escapee::model::project::IncidentMapping;
use escapee::model::test_run::{TestReport, TestStatus};
use escapee::sources::{coverage, incidents, releases, test_runs};

/// Returns a folder of real samples beside the project, or says that it is skipped.
fn shared(folder: &str) -> Option<PathBuf> {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let found = project
        .ancestors()
        .map(|place| place.join("shared").join(folder))
        .find(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no ../shared/{folder} beside the project");
    }
    found
}

fn bytes(folder: &std::path::Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).unwrap()
}

fn rows(text: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text).deserialize().map(Result::unwrap).collect()
}

fn plain() -> IncidentMapping {
    IncidentMapping::default()
}

fn accepted(csv: &[u8]) -> Vec<Incident> {
    incidents::read(csv, &plain()).unwrap().0.accepted
}

#[test]
fn bad_rows_are_listed_with_their_lines_and_no_good_one_is_lost() {
    let csv = b"id,title,opened,severity\n\
        INC-1,Charged twice,2026-01-05T10:00:00Z,sev1\n\
        INC-2,Late,someday,2\n\
        INC-1,Again,2026-01-06T10:00:00Z,2\n\
        ,No id,2026-01-06T10:00:00Z,2\n\
        INC-3,,2026-01-06T10:00:00Z,2\n\
        ,,,\n\
        INC-4,Too,many,cells,here,by,far\n\
        INC-5,\"Fine, too\",2026-01-07,odd\n\
        INC-6,\"cut in the mid";
    let (batch, decided) = incidents::read(csv, &plain()).unwrap();
    let ids: Vec<&str> = batch.accepted.iter().map(|incident| incident.id.as_str()).collect();
    assert_eq!(ids, ["INC-1", "INC-5"]);
    let rejected: Vec<_> = batch.rejected.iter().map(|d| (d.line, d.reason.as_str())).collect();
    assert_eq!(
        rejected,
        [
            (3, "`opened` holds `someday`, which is no time its column can hold"),
            (4, "repeats the id `INC-1` of line 2"),
            (5, "has no id"),
            (6, "`INC-3` has no title"),
            (8, "7 cells under 4 headers; is a delimiter not quoted?"),
            (10, "a quote opens in this row and is never closed; the file may be cut"),
        ]
    );
    assert_eq!((batch.skipped[0].line, batch.skipped[0].reason.as_str()), (7, "blank row"));
    assert_eq!(batch.seen(), 9);
    assert_eq!(decided.notes, batch.notes);
    assert!(
        batch
            .notes
            .contains(&"1 × words name no severity from 1 to 4, first on line 9: `odd`".to_owned())
    );
}

#[test]
fn a_missing_column_is_an_error_that_names_the_columns_there_are() {
    let error = incidents::read(b"number of it;what\n1;x\n", &plain()).unwrap_err();
    assert_eq!(error.to_string(), "no column named `id`");
    assert!(error.hint().unwrap().starts_with("the columns are `number of it`, `what`; map one"));
    let mut mapping = plain();
    mapping.columns.insert("id".into(), "nummer".into());
    let error = incidents::read(b"number;title\n1;x\n", &mapping).unwrap_err();
    assert_eq!(error.to_string(), "no column named `nummer`, which the mapping gives to `id`");
    mapping.columns = [("idd".to_owned(), "number".to_owned())].into();
    let error = incidents::read(b"number;title\n1;x\n", &mapping).unwrap_err();
    assert_eq!(error.to_string(), "the mapping names `idd`, which is no field of an incident");
}

#[test]
fn a_hostile_title_is_text_and_nothing_else() {
    let csv = "id,title,url,description\n\
        1,\"=cmd|' /C calc'!A0\",javascript:alert(1),x\n\
        2,\"\u{202e}<script>\u{1b}[2J@ann mail ann@example.org\",https://example.org/2,\"a\n\0b\"\n";
    let incidents = accepted(csv.as_bytes());
    assert_eq!(incidents[0].title, "=cmd|' /C calc'!A0");
    assert_eq!(incidents[0].url, None);
    assert_eq!(incidents[1].title, "<script>@… mail <email>");
    assert_eq!(incidents[1].url.as_deref(), Some("https://example.org/2"));
    assert_eq!(incidents[1].body.as_deref(), Some("a\nb"));
    let long = format!("id,title\n1,{}\n", "x".repeat(100_000));
    let (batch, _) = incidents::read(long.as_bytes(), &plain()).unwrap();
    assert_eq!(batch.accepted[0].title.chars().count(), 301);
    assert_eq!(batch.notes[1], "1 texts cut at the longest that is kept");
}

#[test]
fn no_person_reaches_a_record() {
    let csv = b"id,title,Assignee,Reporter,Opened by,Watchers,Watchers,Comment,found by,Reporter Email\n\
        1,x,Jane Roe,Jane Roe,Jane Roe,Jane Roe,Jane Roe,05/Jan/26;Jane Roe;hi,Jane Roe,jane.roe@example.org\n";
    let (batch, decided) = incidents::read(csv, &plain()).unwrap();
    let told = format!("{:?} {decided:?} {:?}", batch.accepted, batch.notes).to_lowercase();
    assert!(!told.contains("jane") && !told.contains("example.org"), "{told}");
    assert!(batch.notes.contains(
        &"columns that hold persons or their words, dropped: Assignee, Reporter, Opened by, Watchers, Comment, Reporter Email".to_owned()
    ));
}

#[test]
fn a_mapping_wins_over_known_headers_and_gives_constants_and_words() {
    let csv = b"Nr;Was;Wann;Priority;Umgebung;Summary\nA1;Doppelt gebucht;16.02.2026 15:26;Show Stopper;Echtbetrieb;other\n";
    let pairs = |list: &[(&str, &str)]| {
        list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<BTreeMap<_, _>>()
    };
    let mapping = IncidentMapping {
        columns: pairs(&[
            ("id", "Nr"),
            ("title", "Was"),
            ("started_at", "Wann"),
            ("phase", "umgebung"),
        ]),
        constants: pairs(&[("component", "billing")]),
        values: [
            ("severity".to_owned(), pairs(&[("show stopper", "1")])),
            ("phase".to_owned(), pairs(&[("echtbetrieb", "production")])),
        ]
        .into(),
        zone: Some("+01:00".into()),
        ..plain()
    };
    let (batch, decided) = incidents::read(csv, &mapping).unwrap();
    let incident = &batch.accepted[0];
    assert_eq!((incident.id.as_str(), incident.title.as_str()), ("A1", "Doppelt gebucht"));
    let started = incident.started_at.unwrap();
    assert_eq!(
        (started.at.to_rfc3339().as_str(), started.origin),
        ("2026-02-16T14:26:00+00:00", Origin::Field)
    );
    assert_eq!(
        (incident.severity, incident.severity_raw.as_deref()),
        (Some(1), Some("Show Stopper"))
    );
    assert_eq!(
        (incident.phase, incident.phase_raw.as_deref()),
        (Phase::Production, Some("Echtbetrieb"))
    );
    assert_eq!(incident.component.as_deref(), Some("billing"));
    assert_eq!(decided.columns[5].field, None);
    assert_eq!(serde_json::to_value(&decided).unwrap()["columns"][0]["reason"], "mapping");
}

#[test]
fn every_field_of_the_record_is_read_under_its_own_name() {
    let csv = b"id,source,url,title,body,kind,status,severity_raw,severity,phase_raw,phase,detected_by,introduced_at,deployed_at,started_at,detected_at,acknowledged_at,mitigated_at,resolved_at,reopened_at,component,labels,customers_affected,cost,currency,condition,contained,duplicate_of,problem_id,affected_version,fix_commits,cause_commits,fix_versions,regressed_by\n\
        I1,ops,https://example.org/1,T,B,incident,closed,Sev A,2,Prod EU,production,alert,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,2026-01-03T00:00:00Z,2026-01-04T00:00:00Z,2026-01-05T00:00:00Z,2026-01-06T00:00:00Z,2026-01-07T00:00:00Z,2026-01-08T00:00:00Z,pay,a;b,\"1,200\",99.5,eur,load;third party,yes,I0,P7,v1.2,shop:abc1234 def5678,0123abc,v1.3;v1.2.1,I2\n";
    let record = serde_json::to_value(&accepted(csv)[0]).unwrap();
    let time = |day: u32| serde_json::json!({ "at": format!("2026-01-0{day}T00:00:00Z"), "origin": "field" });
    let expected = serde_json::json!({
        "id": "I1", "source": "ops", "url": "https://example.org/1", "title": "T", "body": "B",
        "kind": "incident", "status": "closed", "severity_raw": "Sev A", "severity": 2,
        "phase_raw": "Prod EU", "phase": "production", "detected_by": "alert",
        "introduced_at": time(1), "deployed_at": time(2), "started_at": time(3), "detected_at": time(4),
        "acknowledged_at": time(5), "mitigated_at": time(6), "resolved_at": time(7), "reopened_at": time(8),
        "component": "pay", "labels": ["a", "b"], "customers_affected": 1200, "cost": 99.5, "currency": "EUR",
        "conditions": ["load", "third-party"], "contained": "yes", "duplicate_of": "I0", "problem_id": "P7",
        "affected_version": "v1.2", "fix_commits": ["shop:abc1234", "def5678"], "cause_commits": ["0123abc"],
        "fix_versions": ["v1.3", "v1.2.1"], "regressed_by": ["I2"],
    });
    assert_eq!(record, expected);
}

#[test]
fn prose_under_a_bare_word_is_no_commit_and_unknown_is_not_zero() {
    let csv = b"id,title,fix,cause,customers_affected,cost\n\
        1,a,restarted the server,nobody knows,many,a lot\n\
        2,b,https://github.com/a/b/commit/0123456789abcdef0123456789abcdef01234567,v1.2,,\n";
    let incidents = accepted(csv);
    assert!(incidents[0].fix_commits.is_empty() && incidents[0].cause_commits.is_empty());
    assert_eq!((incidents[0].customers_affected, incidents[0].cost), (None, None));
    assert_eq!(incidents[1].fix_commits, ["0123456789abcdef0123456789abcdef01234567"]);
    assert_eq!(incidents[1].cause_commits, ["v1.2"]);
    assert_eq!((incidents[1].started_at, incidents[1].severity), (None, None));
}

#[test]
fn no_cut_and_no_stray_byte_makes_a_reader_panic() {
    let samples: [&[u8]; 4] = [
        b"id;title;opened;fix\n1;\"a;\"\"b\";16/02/2017 15:26;abc1234\n2;c;01/03/17;\n",
        b"time,version,result\n2026-01-05 10:00,v1,ok\n2026-01-06T10:00Z,v2,failed\n",
        b"TN:t\nSF:a.py\nDA:1,1\nDA:2,0\nBRDA:1,0,0,1\nLF:2\nend_of_record\nSF:b\nDA:9,1e+0\n",
        b"<testsuites><testsuite name='s'><testcase name='a'/><testcase name='&lt;'><failure/></testcase></testsuite></testsuites>",
    ];
    let read_all = |bytes: &[u8]| {
        if let Ok((batch, _)) = incidents::read(bytes, &plain()) {
            assert!(
                batch
                    .accepted
                    .iter()
                    .all(|incident| !incident.id.is_empty() && !incident.title.is_empty())
            );
        }
        let _ = releases::read(bytes);
        let _ = coverage::read(bytes);
        let _ = test_runs::read(bytes);
    };
    let mut state = 1_u32;
    for sample in samples {
        for end in 0..sample.len() {
            read_all(&sample[..end]);
            // A fixed sequence of changed bytes, the same in every run.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let mut changed = sample.to_vec();
            changed[end] = (state >> 24) as u8;
            read_all(&changed);
        }
    }
}

#[test]
fn an_lcov_cut_in_the_middle_keeps_every_line_before_the_cut() {
    let whole =
        "SF:a b/größe.c\nDA:1,1\nDA:2,0\nend_of_record\nSF:c.c\nDA:10,1\nDA:20,1\nend_of_record\n";
    let cut = &whole[..whole.find("DA:20").unwrap() + 4];
    let report = coverage::read(cut.as_bytes()).unwrap();
    let lines: Vec<_> = report
        .files
        .iter()
        .map(|f| (f.raw_path.as_str(), f.coverage().instrumented.count()))
        .collect();
    assert_eq!(lines, [("a b/größe.c", 2), ("c.c", 1)]);
    assert_eq!(report.warnings, ["the report stops in the middle of `c.c`"]);
    assert_eq!(report.rejected.len(), 1);
}

#[test]
fn real_incident_files_are_read_whole() {
    let Some(truth) = shared("truth") else { return };
    let mut read = 0;
    for project in ["PySnooper", "cookiecutter", "thefuck", "tqdm"] {
        let file = bytes(&truth.join(project), "incidents.csv");
        let (batch, _) = incidents::read(&file, &plain()).unwrap();
        assert_eq!((batch.skipped.len(), batch.rejected.len()), (0, 0));
        for (incident, row) in batch.accepted.iter().zip(rows(&file)) {
            assert_eq!(incident.id, row["id"]);
            assert_eq!(incident.fix_commits, [row["fix_commit"].clone()]);
            assert_eq!(incident.detected_at.unwrap().origin, Origin::Field);
            assert_eq!(incident.started_at.unwrap().origin, Origin::Derived);
            let opened = chrono::DateTime::parse_from_rfc3339(&row["opened"]).unwrap();
            assert_eq!(incident.at().unwrap(), opened);
            assert!(incident.resolved_at.is_some() && incident.severity.is_none());
            read += 1;
        }
    }
    assert_eq!(read, 47);
}

#[test]
fn one_ticket_export_gives_the_same_records_in_every_encoding_once_the_dates_are_told() {
    let Some(folder) = shared("incidents") else { return };
    let files =
        ["trac/query.csv", "encodings/utf8_semicolon_crlf.csv", "encodings/utf16le_bom_tab.txt"];
    let mapping = IncidentMapping { date_format: Some("%m/%d/%y %H:%M:%S".into()), ..plain() };
    let mut all = Vec::new();
    for file in files {
        let file = bytes(&folder, file);
        let error = incidents::read(&file, &plain()).unwrap_err();
        assert!(error.to_string().starts_with("the dates of column `Created`"), "{error}");
        let (batch, decided) = incidents::read(&file, &mapping).unwrap();
        all.push(batch.accepted);
        assert!(["UTF-8", "UTF-16LE"].contains(&decided.encoding.as_str()));
    }
    assert!(all.iter().all(|records| *records == all[0]));
    let escapes = all[0].iter().filter(|incident| incident.phase == Phase::Production).count();
    assert_eq!((all[0].len(), escapes), (4, 2));
    assert_eq!(all[0][0].at().unwrap().to_rfc3339(), "2026-01-03T04:05:06+00:00");
    assert_eq!(all[0][1].title, "Überweisung hängt in \"pending\" – Größe ß");
    assert_eq!(all[0][2].body.as_deref(), Some("=SUM(1,2) formula-looking cell"));
}

#[test]
fn exports_of_real_trackers_are_read_without_a_mapping() {
    let Some(folder) = shared("incidents") else { return };
    let read = |file: &str| incidents::read(&bytes(&folder, file), &plain()).unwrap().0;
    let blank = read("jira-csv/jira_all_fields_mostly_blank.csv");
    assert_eq!((blank.accepted.len(), blank.skipped.len(), blank.seen()), (1, 739, 740));
    let incident = &blank.accepted[0];
    assert_eq!((incident.id.as_str(), incident.severity), ("A-3367", Some(2)));
    let detected = incident.detected_at.unwrap();
    assert_eq!(
        (detected.at.to_rfc3339().as_str(), detected.origin),
        ("2017-02-16T15:26:00+00:00", Origin::Guessed)
    );
    let cloud = read("jira-csv/jira_cloud_bom_2rows.csv");
    let ids: Vec<_> = cloud.accepted.iter().map(|incident| incident.id.as_str()).collect();
    assert_eq!((ids, cloud.accepted[0].resolved_at), (vec!["PT-2", "PT-1"], None));
    assert!(!format!("{cloud:?}").contains("Rodolfo"));
    let generic = read("generic-csv/issues_input.csv");
    assert_eq!(generic.accepted.len(), 3);
    assert_eq!(generic.accepted[0].at().unwrap().to_rfc3339(), "2022-07-17T07:15:55.959+00:00");
    assert_eq!((generic.accepted[0].resolved_at, generic.accepted[0].severity), (None, Some(2)));
    assert_eq!(read("bugzilla/bugzilla_buglist.csv").accepted.len(), 5);
    let pages = read("pagerduty/devlake_expected_issues.csv");
    assert_eq!((pages.accepted.len(), pages.accepted[2].title.as_str()), (3, "[#6] Spamming logs"));
    let releases =
        releases::read(&bytes(&folder, "dora-deployments/cicd_deployment_commits.csv")).unwrap();
    assert_eq!((releases.accepted.len(), releases.rejected.len()), (5, 1));
}

#[test]
fn real_coverage_reports_have_the_published_numbers() {
    let Some(folder) = shared("reports/lcov") else { return };
    let mut checked = 0;
    for row in rows(&bytes(&folder, "expected.csv")) {
        let report = coverage::read(&bytes(&folder, &row["report"])).unwrap();
        let source = &row["source"];
        let files = report.files.iter().filter(|file| source == "*" || file.raw_path == *source);
        let number: u32 = match row["metric"].as_str() {
            "files" => files.count() as u32,
            "lines" => files.map(|file| file.coverage().instrumented.count()).sum(),
            "lines_hit" => files.map(|file| file.coverage().hit.count()).sum(),
            other => panic!("no such metric: {other}"),
        };
        assert_eq!(number.to_string(), row["value"], "{row:?}");
        checked += 1;
    }
    assert!(checked > 20);
}

#[test]
fn real_test_reports_have_the_published_numbers() {
    let Some(folder) = shared("reports/junit") else { return };
    let mut checked = 0;
    for row in rows(&bytes(&folder, "expected.csv")) {
        let report = test_runs::read(&bytes(&folder, &row["report"])).unwrap();
        let number = match row["metric"].trim_start_matches("ref_publish_action_") {
            "testcases" | "tests" => {
                report.results.iter().map(|result| result.attempts as usize).sum()
            }
            "passed_cases" | "tests_succ" => count(&report, TestStatus::Passed),
            "failed_cases" | "tests_fail" => count(&report, TestStatus::Failed),
            "errored_cases" | "tests_error" => count(&report, TestStatus::Errored),
            "skipped_cases" | "tests_skip" => count(&report, TestStatus::Skipped),
            other => panic!("no such metric: {other}"),
        };
        assert_eq!(number.to_string(), row["value"], "{row:?}");
        checked += 1;
    }
    assert!(checked > 15);
}

#[test]
fn reports_of_real_bugs_agree_with_what_was_measured() {
    let Some(truth) = shared("truth") else { return };
    let mut reports = 0;
    let mut lines = 0;
    for project in ["PySnooper", "cookiecutter", "thefuck", "tqdm"] {
        let folder = truth.join(project);
        let manifest: serde_json::Value =
            serde_json::from_slice(&bytes(&folder, "manifest.json")).unwrap();
        let mut at_fix: BTreeMap<String, CoverageReport> = BTreeMap::new();
        for (id, incident) in manifest["incidents"].as_object().unwrap() {
            for entry in incident["reports"].as_array().unwrap() {
                let file = |key: &str| bytes(&folder, entry[key].as_str().unwrap());
                let tests = test_runs::read(&file("junit")).unwrap();
                let measured = ["failures", "errors", "skipped"]
                    .map(|key| entry[key].as_u64().unwrap() as usize);
                let read = [TestStatus::Failed, TestStatus::Errored, TestStatus::Skipped]
                    .map(|s| count(&tests, s));
                assert_eq!(
                    (tests.results.len() as u64, read),
                    (entry["tests"].as_u64().unwrap(), measured),
                    "{id}"
                );
                let report = coverage::read(&file("lcov")).unwrap();
                assert!(report.rejected.is_empty() && tests.rejected.is_empty());
                if entry["kind"] == "at-buggy-commit" {
                    at_fix.insert(id.clone(), report);
                }
                reports += 1;
            }
        }
        for row in rows(&bytes(&folder, "truth_lines.csv")) {
            if !["statement", "continuation"].contains(&row["type"].as_str()) {
                continue;
            }
            let line = row["statement_line"].parse().unwrap();
            let file = at_fix[&row["id"]].files.iter().find(|file| file.raw_path == row["file"]);
            // The one file that no test imports is not in its report.
            let Some(file) = file else {
                assert_eq!(row["id"], "thefuck-8");
                continue;
            };
            assert!(file.coverage().instrumented.contains(line), "{row:?}");
            assert_eq!(file.coverage().hit.contains(line), row["hit"] == "1", "{row:?}");
            lines += 1;
        }
        let partial: BTreeSet<_> = at_fix
            .values()
            .flat_map(|report| &report.files)
            .map(|file| file.coverage().partial.count())
            .collect();
        assert_eq!(partial, [0].into(), "the dialect names where branches lead");
    }
    assert_eq!((reports, lines), (64, 122));
}

fn count(report: &TestReport, status: TestStatus) -> usize {
    report.results.iter().filter(|result| result.status == status).count()
}
