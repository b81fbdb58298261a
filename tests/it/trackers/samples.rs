//! The real exports beside the project, with the counts and values that are known of them.

use std::path::PathBuf;

use escapee::model::release::ReleaseResult;
use escapee::sources::releases;

use super::{Batch, Incident, IncidentMapping, day, ids, incidents, read, with_preset};

/// Returns the folder of the real exports, or says that it is skipped.
fn shared() -> Option<PathBuf> {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let places = project.ancestors().map(|place| place.join("shared/incidents"));
    let found = places.into_iter().find(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no ../shared/incidents beside the project");
    }
    found
}

fn sample(file: &str) -> Option<Vec<u8>> {
    Some(std::fs::read(shared()?.join(file)).unwrap())
}

/// File, preset it is read as, ids, skipped, rejected.
const FILES: &[(&str, &str, &[&str], usize, usize)] = &[
    ("jira-csv/jira_all_fields_mostly_blank.csv", "jira", &["A-3367"], 739, 0),
    ("jira-csv/jira_cloud_bom_2rows.csv", "jira", &["PT-2", "PT-1"], 0, 0),
    ("jira-rest/jira_issues_page_1.json", "jira", &["HELP-6043", "HELP-6042"], 0, 0),
    ("jira-rest/jira_issues_page_2.json", "jira", &["HELP-6041"], 0, 0),
    ("jira-rest/openapi_search_jql.json", "jira", &["ED-1"], 0, 0),
    ("github/perceval_github_issue_1.json", "github", &[], 1, 0),
    ("github/perceval_github_issue_2.json", "github", &["2"], 0, 0),
    ("github/perceval_github_issue_2_with_pr.json", "github", &[], 1, 0),
    ("github/openapi_list_issues.json", "github", &[], 1, 0),
    ("github/openapi_timeline.json", "", &[], 4, 0),
    ("github/webhook_issues.json", "github", &["1"], 2, 0),
    ("github/webhook_pull_request.json", "", &[], 3, 0),
    ("gitlab/perceval_issue_page_1.json", "gitlab", &["1", "2"], 0, 0),
    ("gitlab/perceval_issue_page_2.json", "gitlab", &["3", "4"], 0, 0),
    ("pagerduty/openapi_list_incidents.json", "pagerduty", &["PT4KHLK"], 0, 0),
    (
        "pagerduty/devlake_raw_pagerduty_incidents.csv",
        "pagerduty",
        &["Q3YON8WNWTZMRQ", "Q3CZAU7Q4008QD", "Q1OHFWFP3GPXOG"],
        0,
        0,
    ),
    (
        "pagerduty/devlake_expected_issues.csv",
        "",
        &["pagerduty:Incident:1:4", "pagerduty:Incident:1:5", "pagerduty:Incident:1:6"],
        0,
        0,
    ),
    ("bugzilla/bugzilla_buglist.csv", "bugzilla", &["15", "18", "17", "20", "19"], 0, 0),
    ("bugzilla/bugzilla_rest_bugs.json", "bugzilla", &["1273442", "1273439"], 0, 0),
    ("bugzilla/bugzilla_rest_bugs_history.json", "", &[], 2, 0),
    ("redmine/redmine_issues.json", "redmine", &["9", "5", "2"], 0, 0),
    ("sentry/openapi_list_issues.json", "sentry", &["1"], 0, 0),
    ("generic-csv/issues_input.csv", "", &["csv:1", "csv:10", "csv:11"], 0, 0),
];

#[test]
fn every_real_export_gives_the_records_that_are_known_of_it() {
    if shared().is_none() {
        return;
    }
    for (file, preset, expected, skipped, rejected) in FILES {
        let bytes = sample(file).unwrap();
        let (batch, decided) = read(&bytes, &IncidentMapping::default());
        assert_eq!(ids(&batch), *expected, "{file}: {batch:?}");
        assert_eq!((batch.skipped.len(), batch.rejected.len()), (*skipped, *rejected), "{file}");
        assert_eq!(batch.seen(), expected.len() + skipped + rejected, "{file}");
        assert_eq!(decided.preset.as_deref().unwrap_or_default(), *preset, "{file}");
        if !preset.is_empty() {
            let (named, _) = read(&bytes, &with_preset(preset));
            assert_eq!(named.accepted, batch.accepted, "{file}");
        }
    }
}

#[test]
fn no_person_of_a_real_export_reaches_a_record() {
    if shared().is_none() {
        return;
    }
    let persons = [
        "Rodolfo",
        "xyz",
        "Engler",
        "redfish",
        "Amini",
        "Codertocat@",
        "octocat@",
        "Castillo",
        "John Doe",
        "rocapal",
        "whuang",
        "Wesley",
        "Krystof",
        "User1",
        "User2",
    ];
    for (file, ..) in FILES {
        let (batch, _) = read(&sample(file).unwrap(), &IncidentMapping::default());
        let told = format!("{:?} {:?} {:?}", batch.accepted, batch.notes, batch.rejected);
        for person in persons {
            assert!(!told.contains(person), "{file} tells of {person}: {told}");
        }
    }
}

fn accepted(file: &str) -> Vec<Incident> {
    read(&sample(file).unwrap(), &IncidentMapping::default()).0.accepted
}

#[test]
fn times_and_severities_of_real_exports_are_the_known_ones() {
    if shared().is_none() {
        return;
    }
    let jira = accepted("jira-rest/jira_issues_page_1.json");
    assert_eq!(day(jira[0].detected_at).as_deref(), Some("2016-03-03T13:40:01Z"));
    assert_eq!((jira[0].resolved_at, jira[0].severity), (None, Some(2)));
    assert_eq!(day(jira[1].resolved_at).as_deref(), Some("2016-03-03T14:30:17Z"));
    assert_eq!(accepted("jira-rest/openapi_search_jql.json")[0].title, "Main order flow broken");

    let github = &accepted("github/perceval_github_issue_2.json")[0];
    assert_eq!(day(github.resolved_at).as_deref(), Some("2016-03-15T15:09:29Z"));
    assert_eq!(github.labels, ["bug", "v1.1.0"]);

    let gitlab = accepted("gitlab/perceval_issue_page_2.json");
    assert!(gitlab.iter().all(|issue| issue.resolved_at.is_none()));
    assert_eq!(gitlab[1].labels, ["CI/CD", "Deliverable"]);

    let raw = accepted("pagerduty/devlake_raw_pagerduty_incidents.csv");
    assert_eq!(day(raw[2].detected_at).as_deref(), Some("2022-11-03T06:45:36Z"));
    assert_eq!(day(raw[2].resolved_at).as_deref(), Some("2022-11-03T06:51:44Z"));
    assert_eq!((raw[0].resolved_at, raw[1].resolved_at), (None, None));
    assert_eq!(raw[2].severity_raw.as_deref(), Some("low"));
    let page = &accepted("pagerduty/openapi_list_incidents.json")[0];
    assert_eq!(day(page.resolved_at).as_deref(), Some("2015-10-06T21:38:23Z"));
    assert_eq!((page.severity, page.component.as_deref()), (Some(2), Some("My Mail Service")));

    let bug = &accepted("bugzilla/bugzilla_rest_bugs.json")[0];
    assert_eq!(day(bug.detected_at).as_deref(), Some("2016-05-17T09:44:44Z"));
    assert_eq!((bug.severity, bug.component.as_deref()), (Some(3), Some("Project Sensor Web")));
    assert!(accepted("bugzilla/bugzilla_buglist.csv").iter().all(|bug| bug.at().is_none()));

    let redmine = &accepted("redmine/redmine_issues.json")[0];
    assert_eq!(day(redmine.resolved_at).as_deref(), Some("2011-12-08T09:51:07Z"));
    let sentry = &accepted("sentry/openapi_list_issues.json")[0];
    assert_eq!(day(sentry.started_at).as_deref(), Some("2018-11-06T21:19:55Z"));
    assert_eq!(sentry.title, "This is an example Python exception");
}

#[test]
fn pages_of_one_list_are_read_as_one_and_a_missing_page_is_noticed() {
    let (Some(first), Some(second)) =
        (sample("jira-rest/jira_issues_page_1.json"), sample("jira-rest/jira_issues_page_2.json"))
    else {
        return;
    };
    let not_whole = |batch: &Batch<Incident>| {
        batch.notes.iter().filter(|note| note.contains("not whole")).cloned().collect::<Vec<_>>()
    };
    let whole = IncidentMapping::default();
    let array = [b"[".as_slice(), &first, b",", &second, b"]"].concat();
    let lines = [first.as_slice(), b"\n", &second].concat();
    for bytes in [array, lines] {
        let (batch, _) = read(&bytes, &whole);
        assert_eq!(ids(&batch), ["HELP-6043", "HELP-6042", "HELP-6041"]);
        assert_eq!(not_whole(&batch), Vec::<String>::new());
    }
    let (batch, _) = read(&first, &whole);
    assert_eq!(
        not_whole(&batch),
        ["the export is not whole: its pages speak of 3 records and hold 2"]
    );
    let redmine = sample("redmine/redmine_issues.json").unwrap();
    assert!(not_whole(&read(&redmine, &whole).0)[0].contains("4 records and hold 3"));
    let cut = incidents::read(&first[..first.len() / 2], &whole).unwrap_err();
    assert!(cut.to_string().starts_with("the JSON cannot be read at line"), "{cut}");
}

#[test]
fn bugs_and_their_histories_come_together() {
    let (Some(bugs), Some(history)) = (
        sample("bugzilla/bugzilla_rest_bugs.json"),
        sample("bugzilla/bugzilla_rest_bugs_history.json"),
    ) else {
        return;
    };
    let both = [b"[".as_slice(), &bugs, b",", &history, b"]"].concat();
    let (batch, _) = read(&both, &IncidentMapping::default());
    assert_eq!((ids(&batch), batch.skipped.len()), (vec!["1273442", "1273439"], 2));
    assert_eq!(batch.skipped[0].reason, "the history of a bug, read into it");
}

#[test]
fn the_tables_of_a_pipeline_come_together_to_its_deployments() {
    let folder = "dora-deployments";
    let names = ["cicd_tasks.csv", "cicd_pipelines.csv", "cicd_pipeline_commits.csv"];
    let Some(files) = names.map(|name| sample(&format!("{folder}/{name}"))).into_iter().collect()
    else {
        return;
    };
    let files: Vec<Vec<u8>> = files;
    let slices: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    let batch = releases::read_pipelines(&slices, None, None).unwrap().unwrap();
    let mut reasons: Vec<&str> = batch.skipped.iter().map(|d| d.reason.as_str()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    // Six deployments as the expected file has them; one of them runs still.
    assert_eq!((batch.accepted.len(), batch.rejected.len(), batch.seen()), (5, 0, 15));
    assert_eq!(
        reasons,
        [
            "a deployment that has not finished",
            "a deployment that was skipped",
            "a run that deploys nothing"
        ]
    );
    let expected = sample(&format!("{folder}/cicd_deployment_commits.csv")).unwrap();
    let expected = releases::read(&expected).unwrap();
    let of = |batch: &Batch<escapee::model::release::Release>| {
        let mut all: Vec<_> =
            batch.accepted.iter().map(|r| (r.time, r.commit.clone(), r.result)).collect();
        all.sort_by_key(|(time, ..)| *time);
        all
    };
    assert_eq!(of(&batch), of(&expected));
    assert_eq!(of(&batch)[4].2, ReleaseResult::Success);
    assert!(releases::read_pipelines(&slices[..1], None, None).unwrap().is_none());
}

#[test]
fn forty_public_post_mortems_are_forty_incidents_with_the_known_durations() {
    let Some(folder) = shared() else { return };
    let (mut minutes, mut labelled) = (Vec::new(), 0);
    for entry in std::fs::read_dir(folder.join("postmortems-md")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name == "README.md") {
            continue;
        }
        let (batch, decided) = read(&std::fs::read(&path).unwrap(), &IncidentMapping::default());
        assert_eq!((batch.accepted.len(), batch.seen()), (1, 1), "{}", path.display());
        assert_eq!(decided.preset.as_deref(), Some("postmortem"));
        let record = &batch.accepted[0];
        assert_eq!(path.file_stem().unwrap().to_str(), Some(record.id.as_str()));
        assert!(record.body.is_some() && record.url.is_some());
        labelled += usize::from(!record.labels.is_empty());
        let (start, end) = (record.started_at.unwrap().at, record.resolved_at.unwrap().at);
        minutes.push((end - start).num_minutes());
    }
    minutes.sort_unstable();
    // In minutes: the upper median is 8.6 hours, the longest 6,854.3.
    assert_eq!((minutes.len(), minutes[20], minutes[39]), (40, 517, 411_259));
    // Four name no category.
    assert_eq!(labelled, 36);
}
