//! One scenario in the shape of every preset: two defects, one found in production and resolved,
//! one found in acceptance, mild and open, and a person in every place that may hold one.

use super::{IncidentMapping, day, ids, incidents, read, with_preset};
use escapee::model::incident::{Incident, Phase};

/// Preset, what it is about, the file, the ids, and whether it names components.
const FILES: &[(&str, &str, &str, [&str; 2], bool)] = &[
    (
        "jira",
        "CSV",
        "Summary,Issue key,Issue id,Issue Type,Status,Priority,Resolution,Assignee,Reporter,Created,Resolved,Component/s,Component/s,Labels,Labels,Custom field (Found in),Custom field (Start date),Comment,Comment\n\
         Charged twice,SHOP-1,10001,Bug,Done,High,Fixed,Jane Roe,Jane Roe,05/Jan/26 10:00 AM,06/Jan/26 12:30 PM,checkout,,a,b,Production,01/Jan/26 12:00 AM,05/Jan/26 11:00 AM;Jane Roe;seen; root cause: 0123abc,06/Jan/26 9:00 AM;;ok\n\
         No tax line,SHOP-2,10002,Bug,Open,Medium,,Jane Roe,Jane Roe,07/Feb/26 8:15 AM,,checkout,,,,UAT,,,\n",
        ["SHOP-1", "SHOP-2"],
        true,
    ),
    (
        "jira",
        "search page, rich text",
        r#"{"isLast":true,"names":{"customfield_10301":"Found in"},"issues":[
         {"id":"10001","key":"SHOP-1","self":"https://x/rest/api/3/issue/1","changelog":{"histories":[{"author":{"displayName":"Jane Roe"},"created":"2026-01-06T10:00:00.000+0000","items":[{"field":"status","toString":"Reopened"}]},{"created":"2026-01-05T11:00:00.000+0000","items":[{"field":"status","toString":"Reopened"}]}]},"fields":{"summary":"Charged twice","status":{"name":"Done"},"issuetype":{"name":"Bug"},"priority":{"name":"High"},"assignee":{"displayName":"Jane Roe"},"created":"2026-01-05T18:00:00.000+0800","resolutiondate":"2026-01-06T12:30:00.000+0000","components":[{"id":"1","name":"checkout"}],"labels":["a","b"],"customfield_10301":{"value":"Production"},"issuelinks":[{"type":{"name":"Duplicate"},"outwardIssue":{"key":"SHOP-0"}},{"type":{"name":"Problem/Incident"},"inwardIssue":{"key":"PROB-7"}}],
          "description":{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"mention","attrs":{"text":"@Jane Roe"}},{"type":"text","text":" saw it"}]}]}}},
         {"id":"10002","key":"SHOP-2","self":"https://x/2","fields":{"summary":"No tax line","status":{"name":"Open"},"priority":{"name":"Medium"},"created":"2026-02-07T08:15:00.000+0000","resolutiondate":null,"components":[{"name":"checkout"}],"customfield_10301":{"value":"UAT"}}}]}"#,
        ["SHOP-1", "SHOP-2"],
        true,
    ),
    (
        "github",
        "list",
        r#"[{"number":1,"title":"Charged twice","state":"closed","html_url":"https://github.com/o/r/issues/1","user":{"login":"jane-roe"},"labels":[{"name":"found-in: production"},{"name":"severity: 2"}],"created_at":"2026-01-05T10:00:00Z","closed_at":"2026-01-06T12:30:00Z","body":"@jane-roe saw it"},
            {"number":2,"title":"No tax line","state":"open","html_url":"https://github.com/o/r/issues/2","user":{"login":"jane-roe"},"labels":[{"name":"P3"},{"name":"found-in:uat"}],"created_at":"2026-02-07T08:15:00Z","closed_at":null,"body":null},
            {"number":3,"title":"Fix it","state":"closed","html_url":"https://github.com/o/r/pull/3","pull_request":{"url":"https://api.github.com/repos/o/r/pulls/3"},"created_at":"2026-01-05T10:00:00Z"}]"#,
        ["1", "2"],
        false,
    ),
    (
        "github",
        "CSV",
        "number,title,state,user,labels,created_at,closed_at,html_url\n\
         1,Charged twice,closed,Jane Roe,\"found-in:production,sev2\",2026-01-05T10:00:00Z,2026-01-06T12:30:00Z,https://github.com/o/r/issues/1\n\
         2,No tax line,open,Jane Roe,\"P3,found-in:uat\",2026-02-07T08:15:00Z,,https://github.com/o/r/issues/2\n\
         3,Fix it,closed,Jane Roe,,2026-02-07T08:15:00Z,,https://github.com/o/r/pull/3\n",
        ["1", "2"],
        false,
    ),
    (
        "github",
        "what the command line prints",
        r#"[{"number":1,"title":"Charged twice","state":"CLOSED","closed":true,"author":{"login":"jane-roe","name":"Jane Roe"},"labels":[{"id":"x","name":"found-in:production"},{"name":"S2"}],"createdAt":"2026-01-05T10:00:00Z","closedAt":"2026-01-06T12:30:00Z"},
            {"number":2,"title":"No tax line","state":"OPEN","closed":false,"labels":[{"name":"sev3"},{"name":"found-in:uat"}],"createdAt":"2026-02-07T08:15:00Z","closedAt":null}]"#,
        ["1", "2"],
        false,
    ),
    (
        "gitlab",
        "mailed CSV, cut",
        "Title,Description,Issue ID,URL,State,Author,Author Username,Assignee,Assignee Username,Confidential,Locked,Due Date,Created At (UTC),Updated At (UTC),Closed At (UTC),Milestone,Weight,Labels,Time Estimate,Time Spent\n\
         Charged twice,\"\",1,https://gitlab.com/o/r/-/issues/1,Closed,Jane Roe,jane.roe,Jane Roe,jane.roe,No,No,,2026-01-05 10:00:00,2026-01-06 12:30:00,2026-01-06 12:30:00,,,\"found-in::production,severity::2\",0,0\n\
         No tax line,,2,https://gitlab.com/o/r/-/issues/2,Open,Jane Roe,jane.roe,,,No,No,,2026-02-07 08:15:00,2026-02-07 08:15:00,,,,\"severity::3,found-in::uat\",0,0\n\
         2 of 14513 issues have been included because the file is limited to 15 MB\n",
        ["1", "2"],
        false,
    ),
    (
        "gitlab",
        "list",
        r#"[{"id":901,"iid":1,"project_id":7,"title":"Charged twice","state":"closed","web_url":"https://gitlab.com/o/r/-/issues/1","author":{"name":"Jane Roe","username":"jane.roe"},"labels":["found-in::production"],"severity":"HIGH","created_at":"2026-01-05T10:00:00.000Z","closed_at":"2026-01-06T12:30:00.000Z"},
            {"id":902,"iid":2,"project_id":7,"title":"No tax line","state":"opened","web_url":"https://gitlab.com/o/r/-/issues/2","labels":["found-in::uat","severity::3"],"severity":"UNKNOWN","created_at":"2026-02-07T08:15:00.000Z","closed_at":null}]"#,
        ["1", "2"],
        false,
    ),
    (
        "pagerduty",
        "CSV",
        "id,incident_number,description,service_id,service_name,created_on,resolved_on,urgency,priority_name,assigned_to_user_names,environment\n\
         PA1,1,Charged twice,S1,checkout,2026-01-05T10:00:00Z,2026-01-06T12:30:00Z,high,P2,Jane Roe,production\n\
         PA2,2,No tax line,S1,checkout,2026-02-07T08:15:00Z,,low,P3,Jane Roe,uat\n",
        ["PA1", "PA2"],
        true,
    ),
    (
        "pagerduty",
        "page",
        r#"{"incidents":[{"id":"PA1","incident_number":1,"title":"Charged twice","status":"resolved","urgency":"high","priority":{"summary":"P2"},"service":{"id":"S1","summary":"checkout"},"created_at":"2026-01-05T10:00:00Z","resolved_at":"2026-01-06T12:30:00Z","environment":"production","assignments":[{"assignee":{"summary":"Jane Roe"}}],"last_status_change_by":{"summary":"Jane Roe"}},
            {"id":"PA2","incident_number":2,"title":"No tax line","status":"triggered","urgency":"low","priority":{"summary":"P3"},"service":{"summary":"checkout"},"created_at":"2026-02-07T08:15:00Z","resolved_at":null,"environment":"uat"}],"more":false}"#,
        ["PA1", "PA2"],
        true,
    ),
    (
        "servicenow",
        "list",
        "Number,Opened,Short description,Caller,Priority,State,Category,Assignment group,Assigned to,Resolved,Updated by,Configuration item,Environment\n\
         INC001,2026-01-05 10:00:00,Charged twice,Jane Roe,2 - High,Closed,Software,Shop,Jane Roe,2026-01-06 12:30:00,jane.roe,checkout,Production\n\
         INC002,2026-02-07 08:15:00,No tax line,Jane Roe,3 - Moderate,New,Software,Shop,,,jane.roe,checkout,UAT\n",
        ["INC001", "INC002"],
        true,
    ),
    (
        "servicenow",
        "table with references",
        r#"{"result":[{"number":"INC001","sys_id":"a1","short_description":"Charged twice","state":"7","severity":"2","opened_at":"2026-01-05 10:00:00","resolved_at":"2026-01-06 12:30:00","cmdb_ci":{"link":"https://x/api","value":"c1","display_value":"checkout"},"caller_id":{"link":"https://x","value":"u1","display_value":"Jane Roe"},"u_environment":"Production"},
            {"number":"INC002","sys_id":"a2","short_description":"No tax line","state":"1","severity":"3","opened_at":"2026-02-07 08:15:00","resolved_at":"","cmdb_ci":{"display_value":"checkout"},"problem_id":"","u_environment":"UAT"}]}"#,
        ["INC001", "INC002"],
        true,
    ),
    (
        "servicenow",
        "cells as a program prints them",
        "number,short_description,state,severity,opened_at,resolved_at,cmdb_ci,caller_id,u_environment\n\
         INC001,Charged twice,7,2,2026-01-05 10:00:00,2026-01-06 12:30:00,\"{'link': 'https://x', 'display_value': 'checkout'}\",\"{'display_value': 'Jane Roe'}\",\"{'display_value': u'Production', 'value': None}\"\n\
         INC002,No tax line,1,3,2026-02-07 08:15:00,,\"{'display_value': 'checkout'}\",,\"{'display_value': 'UAT'}\"\n",
        ["INC001", "INC002"],
        true,
    ),
    (
        "linear",
        "CSV",
        "ID,Team,Title,Description,Status,Estimate,Priority,Project ID,Project,Creator,Assignee,Labels,Cycle Number,Created,Updated,Started,Triaged,Completed,Canceled\n\
         SHO-1,Shop,Charged twice,,Done,,High,p1,checkout,Jane Roe,Jane Roe,\"Bug, found-in:production\",1,2026-01-05T10:00:00.000Z,2026-01-06T12:30:00.000Z,2026-01-05T11:00:00.000Z,,2026-01-06T12:30:00.000Z,\n\
         SHO-2,Shop,No tax line,,Todo,,Medium,p1,checkout,Jane Roe,,\"Bug, found-in:uat\",,2026-02-07T08:15:00.000Z,,,,,\n",
        ["SHO-1", "SHO-2"],
        true,
    ),
    (
        "linear",
        "answer to a query",
        r#"{"data":{"issues":{"nodes":[{"id":"u-1","identifier":"SHO-1","title":"Charged twice","priority":2,"state":{"name":"Done"},"labels":{"nodes":[{"name":"found-in:production"}]},"createdAt":"2026-01-05T10:00:00.000Z","startedAt":"2026-01-05T11:00:00.000Z","completedAt":"2026-01-06T12:30:00.000Z","assignee":{"displayName":"Jane Roe"},"project":{"name":"checkout"}},
            {"id":"u-2","identifier":"SHO-2","title":"No tax line","priority":3,"state":{"name":"Todo"},"labels":{"nodes":[{"name":"found-in:uat"}]},"createdAt":"2026-02-07T08:15:00.000Z","completedAt":null,"project":{"name":"checkout"}}],"pageInfo":{"hasNextPage":false}}}}"#,
        ["SHO-1", "SHO-2"],
        true,
    ),
    (
        "azure",
        "CSV",
        "ID,Work Item Type,Title 1,Title 2,Assigned To,State,Tags,Severity,Created Date,Closed Date,Area Path\n\
         1,Bug,Charged twice,,Jane Roe <jane.roe@example.org>,Closed,found-in: production; shop,2 - High,1/5/2026 10:00:00 AM,1/6/2026 12:30:00 PM,checkout\n\
         2,Bug,,No tax line,Jane Roe <jane.roe@example.org>,New,found-in: uat,3 - Medium,2/7/2026 8:15:00 AM,,checkout\n\
         3,Bug,Late,,,New,,3 - Medium,2/17/2026 8:15:00 AM,1/16/2026 8:15:00 AM,checkout\n",
        ["1", "2"],
        true,
    ),
    (
        "azure",
        "work items",
        r#"{"count":2,"value":[{"id":1,"rev":4,"url":"https://dev.azure.com/x/1","fields":{"System.Title":"Charged twice","System.WorkItemType":"Bug","System.State":"Closed","System.AssignedTo":{"displayName":"Jane Roe"},"System.Tags":"found-in: production; shop","Microsoft.VSTS.Common.Severity":"2 - High","System.CreatedDate":"2026-01-05T10:00:00Z","Microsoft.VSTS.Common.ClosedDate":"2026-01-06T12:30:00Z","System.AreaPath":"checkout"}},
            {"id":2,"rev":1,"url":"https://dev.azure.com/x/2","fields":{"System.Title":"No tax line","System.State":"New","System.Tags":"found-in: uat","Microsoft.VSTS.Common.Severity":"3 - Medium","System.CreatedDate":"2026-02-07T08:15:00Z","System.AreaPath":"checkout"}}]}"#,
        ["1", "2"],
        true,
    ),
    (
        "bugzilla",
        "CSV",
        "\"bug_id\",\"product\",\"component\",\"assigned_to\",\"bug_status\",\"resolution\",\"short_desc\",\"changeddate\",\"opendate\",\"bug_severity\",\"cf_last_resolved\",\"keywords\"\n\
         1,\"Shop\",\"checkout\",\"jane.roe\",\"RESOLVED\",\"FIXED\",\"Charged twice\",\"2026-01-07 12:30:00\",\"2026-01-05 10:00:00\",\"major\",\"2026-01-06 12:30:00\",\"found-in:production\"\n\
         2,\"Shop\",\"checkout\",\"jane.roe\",\"NEW\",\"---\",\"No tax line\",\"2026-02-07 08:15:00\",\"2026-02-07 08:15:00\",\"normal\",\"\",\"found-in:uat\"\n",
        ["1", "2"],
        true,
    ),
    (
        "bugzilla",
        "bugs and histories",
        r#"[{"bugs":[{"id":1,"summary":"Charged twice","product":"Shop","component":"checkout","status":"RESOLVED","resolution":"FIXED","severity":"major","priority":"--","creation_time":"2026-01-05T10:00:00Z","keywords":["found-in:production"],"assigned_to":"jane.roe","creator_detail":{"real_name":"Jane Roe"},"version":"unspecified"},
            {"id":2,"summary":"No tax line","product":"Shop","component":"checkout","status":"NEW","resolution":"","severity":"normal","creation_time":"2026-02-07T08:15:00Z","keywords":["found-in:uat"]}]},
            {"bugs":[{"id":1,"history":[{"when":"2026-01-05T12:00:00Z","who":"jane.roe","changes":[{"field_name":"status","added":"RESOLVED","removed":"NEW"}]},{"when":"2026-01-05T13:00:00Z","who":"jane.roe","changes":[{"field_name":"status","added":"REOPENED","removed":"RESOLVED"}]},{"when":"2026-01-06T12:30:00Z","who":"jane.roe","changes":[{"field_name":"status","added":"RESOLVED","removed":"REOPENED"}]}]}]}]"#,
        ["1", "2"],
        true,
    ),
    (
        "trac",
        "query",
        "id,Summary,Status,Type,Priority,Found in,Component,Resolution,Created,Modified,Keywords,Reporter\n\
         1,Charged twice,closed,defect,major,production,checkout,fixed,2026-01-05T10:00:00Z,2026-01-07T10:00:00Z,a,Jane Roe\n\
         2,No tax line,new,defect,minor,UAT,checkout,,2026-02-07T08:15:00Z,,,Jane Roe\n",
        ["1", "2"],
        true,
    ),
    (
        "redmine",
        "CSV",
        "#;Project;Tracker;Parent task;Status;Priority;Subject;Author;Assignee;Updated;Category;Start date;% Done;Created;Closed;Found in\n\
         1;Shop;Bug;;Closed;High;Charged twice;Jane Roe;Jane Roe;2026-01-07 10:00;checkout;2026-01-01;100;2026-01-05 10:00;2026-01-06 12:30;production\n\
         2;Shop;Bug;;New;Normal;No tax line;Jane Roe;;2026-02-07 08:15;checkout;;0;2026-02-07 08:15;;UAT\n",
        ["1", "2"],
        true,
    ),
    (
        "redmine",
        "page",
        r#"{"issues":[{"id":1,"subject":"Charged twice","tracker":{"id":1,"name":"Bug"},"status":{"name":"Closed"},"priority":{"name":"High"},"author":{"id":3,"name":"Jane Roe"},"project":{"name":"Shop"},"category":{"name":"checkout"},"created_on":"2026-01-05T10:00:00Z","closed_on":"2026-01-06T12:30:00Z","custom_fields":[{"id":1,"name":"Found in","value":"production"}]},
            {"id":2,"subject":"No tax line","tracker":{"name":"Bug"},"status":{"name":"New"},"priority":{"name":"Normal"},"project":{"name":"Shop"},"category":{"name":"checkout"},"created_on":"2026-02-07T08:15:00Z","closed_on":null,"custom_fields":[{"id":1,"name":"Found in","value":"UAT"}]}],"total_count":2,"offset":0,"limit":25}"#,
        ["1", "2"],
        true,
    ),
    (
        "shortcut",
        "CSV, local times with an offset",
        "id,name,type,requester,owners,description,is_completed,created_at,started_at,updated_at,completed_at,labels,state,project,severity,utc_offset\n\
         1,Charged twice,bug,jane.roe@example.org,jane.roe@example.org,,TRUE,2026/01/05 04:00:00,2026/01/05 05:00:00,2026/01/06 06:30:00,2026/01/06 06:30:00,found-in:production;a,Done,checkout,High,-06:00\n\
         2,No tax line,bug,jane.roe@example.org,,,FALSE,2026/02/07 10:15:00,,,,found-in:uat,Todo,checkout,Medium,+02:00\n",
        ["1", "2"],
        true,
    ),
    (
        "shortcut",
        "stories",
        r#"{"data":[{"id":1,"name":"Charged twice","story_type":"bug","severity":"High","app_url":"https://app.shortcut.com/x/1","created_at":"2026-01-05T10:00:00Z","started_at":"2026-01-05T11:00:00Z","completed_at":"2026-01-06T12:30:00Z","labels":[{"id":1,"name":"found-in:production"}],"project":{"name":"checkout"},"commits":[{"hash":"0123456789abcdef0123456789abcdef01234567","author_email":"jane.roe@example.org"}],"owner_ids":["u1"]},
            {"id":2,"name":"No tax line","story_type":"bug","severity":"Medium","created_at":"2026-02-07T08:15:00Z","completed_at":null,"labels":[{"name":"found-in:uat"}],"project":{"name":"checkout"}}],"next":null}"#,
        ["1", "2"],
        true,
    ),
    (
        "pivotal",
        "CSV of the early years",
        "Id,Story,Labels,Story Type,Estimate,Priority,Current State,Created at,Accepted at,Requested By,Description,URL,Owned By,Comment\n\
         1,Charged twice,\"found-in:production,a\",bug,,High,accepted,\"Jan 5, 2026 10:00 AM\",\"Jan 6, 2026 12:30 PM\",Jane Roe,,https://www.pivotaltracker.com/story/show/1,Jane Roe,seen (Jane Roe)\n\
         2,No tax line,found-in:uat,bug,,Medium,unscheduled,\"Feb 7, 2026 8:15 AM\",,Jane Roe,,,,\n",
        ["1", "2"],
        false,
    ),
    (
        "pivotal",
        "CSV of the late years",
        "Id,Title,Labels,Iteration,Iteration Start,Iteration End,Type,Estimate,Priority,Current State,Created at,Accepted at,Deadline,Requested By,Description,URL,Owned By\n\
         1,Charged twice,found-in:production,1,\"Jan 1, 2026\",\"Jan 8, 2026\",bug,,p2 - High,accepted,2026-01-05T10:00:00Z,2026-01-06T12:30:00Z,,Jane Roe,,https://www.pivotaltracker.com/story/show/1,Jane Roe\n\
         2,No tax line,found-in:uat,,,,bug,,p3 - Low,unstarted,2026-02-07T08:15:00Z,,,Jane Roe,,,\n",
        ["1", "2"],
        false,
    ),
    (
        "youtrack",
        "CSV",
        "\u{feff}\"Issue Id\",\"Project\",\"Tags\",\"Summary\",\"Reporter\",\"Created\",\"Updated\",\"Resolved\",\"Priority\",\"Type\",\"State\",\"Assignee\",\"Subsystem\",\"Environment\"\n\
         \"S-1\",\"Shop\",\"found-in:production\",\"Charged twice\",\"jane.roe\",\"05 Jan 2026 10:00\",\"\",\"06 Jan 2026 12:30\",\"Major\",\"Bug\",\"Fixed\",\"Jane Roe\",\"checkout\",\"Test phone 3\"\n\
         \"S-2\",\"Shop\",\"found-in:uat\",\"No tax line\",\"jane.roe\",\"07 Feb 2026 08:15\",\"\",\"\",\"Normal\",\"Bug\",\"Open\",\"\",\"checkout\",\"\"\n",
        ["S-1", "S-2"],
        true,
    ),
    (
        "sentry",
        "list",
        r#"[{"id":"1","shortId":"SHOP-1","title":"Charged twice","culprit":"pay","level":"error","status":"resolved","firstSeen":"2026-01-05T10:00:00Z","lastSeen":"2026-01-06T12:30:00Z","count":"150","userCount":7,"project":{"id":"2","name":"checkout","slug":"c"},"assignedTo":{"type":"user","name":"Jane Roe","email":"jane.roe@example.org"},"environment":"production","resolved_at":"2026-01-06T12:30:00Z"},
            {"id":"2","shortId":"SHOP-2","title":"No tax line","culprit":"receipt","level":"warning","status":"unresolved","firstSeen":"2026-02-07T08:15:00Z","lastSeen":"2026-02-07T08:15:00Z","count":"1","project":{"name":"checkout"},"environment":"uat"}]"#,
        ["1", "2"],
        true,
    ),
];

fn facts(incident: &Incident) -> (&str, Option<u8>, Phase, Option<String>, Option<String>) {
    let (found, resolved) = (day(incident.detected_at), day(incident.resolved_at));
    (&incident.title, incident.severity, incident.phase, found, resolved)
}

#[test]
fn one_scenario_gives_the_same_records_in_the_shape_of_every_tracker() {
    let time = |text: &str| Some(text.to_owned());
    let expected = [
        (
            "Charged twice",
            Some(2),
            Phase::Production,
            time("2026-01-05T10:00:00Z"),
            time("2026-01-06T12:30:00Z"),
        ),
        ("No tax line", Some(3), Phase::Uat, time("2026-02-07T08:15:00Z"), None),
    ];
    for (preset, what, file, expected_ids, names_component) in FILES {
        let place = format!("{preset}, {what}");
        let (batch, decided) = read(file.as_bytes(), &IncidentMapping::default());
        assert_eq!(decided.preset.as_deref(), Some(*preset), "{place}");
        assert_eq!(ids(&batch)[..2], *expected_ids, "{place}: {batch:?}");
        let mut expected = expected.clone();
        if *preset == "trac" {
            // Its queries have no column of the closing time.
            expected[0].4 = None;
        }
        let read_facts: Vec<_> = batch.accepted.iter().take(2).map(facts).collect();
        assert_eq!(read_facts, expected, "{place}: {batch:?}");
        assert!(batch.rejected.is_empty(), "{place}: {batch:?}");
        let component = names_component.then_some("checkout");
        for incident in batch.accepted.iter().take(2) {
            assert_eq!(incident.component.as_deref(), component, "{place}");
            assert_eq!(incident.source, *preset, "{place}");
        }
        let told = format!("{:?} {:?}", batch.accepted, batch.notes).to_lowercase();
        assert!(!told.contains("jane") && !told.contains("roe"), "{place}: {told}");
    }
}

#[test]
fn what_is_no_issue_is_skipped_with_its_reason_and_a_cut_export_says_so() {
    for (preset, what, file, ..) in FILES {
        let (batch, _) = read(file.as_bytes(), &IncidentMapping::default());
        let pulls = batch.skipped.iter().filter(|d| d.reason == "a pull request, no issue").count();
        let lists_pulls = *preset == "github" && !what.contains("command line");
        assert_eq!(pulls, usize::from(lists_pulls), "{preset}, {what}");
        let notice = batch.notes.iter().any(|note| note.contains("2 of 14513 issues"));
        assert_eq!(notice, what.contains("cut"), "{preset}, {what}");
    }
}

#[test]
fn links_comments_and_commits_of_a_record_come_along() {
    let (page, _) = read(FILES[1].2.as_bytes(), &IncidentMapping::default());
    let issue = &page.accepted[0];
    assert_eq!(issue.url.as_deref(), Some("https://x/browse/SHOP-1"));
    assert_eq!(day(issue.reopened_at).as_deref(), Some("2026-01-06T10:00:00Z"));
    assert_eq!(
        (issue.duplicate_of.as_deref(), issue.problem_id.as_deref()),
        (Some("SHOP-0"), Some("PROB-7"))
    );
    assert_eq!(issue.body.as_deref(), Some("@… saw it"));
    let (jira, _) = read(FILES[0].2.as_bytes(), &IncidentMapping::default());
    assert_eq!(jira.accepted[0].cause_commits, ["0123abc"]);
    assert_eq!(jira.accepted[0].labels, ["a", "b"]);
    let stories = FILES.iter().find(|file| file.1 == "stories").unwrap();
    let (stories, _) = read(stories.2.as_bytes(), &IncidentMapping::default());
    assert_eq!(stories.accepted[0].fix_commits.len(), 1);
}

#[test]
fn fix_versions_and_the_record_that_brought_it_in_come_along() {
    let lists = |file: &str| {
        let (batch, _) = read(file.as_bytes(), &IncidentMapping::default());
        let told = |incident: &Incident| {
            (incident.fix_versions.join(" "), incident.regressed_by.join(" "))
        };
        batch.accepted.iter().map(told).collect::<Vec<_>>()
    };
    let told = |versions: &str, by: &str| vec![(versions.to_owned(), by.to_owned())];

    let jira = lists(
        "Issue key,Issue id,Summary,Fix Version/s,Fix Version/s,Inward issue link (Regression)\n\
         A-1,7,Charged twice,1.2.1,2.0,A-0\n",
    );
    assert_eq!(jira, told("1.2.1 2.0", "A-0"));
    let page = lists(
        r#"[{"key":"A-1","id":"7","self":"https://x/rest/api/2/issue/7","fields":{"summary":"Charged twice",
            "fixVersions":[{"name":"1.2.1"},{"name":"2.0"}],
            "issuelinks":[{"type":{"name":"Regression"},"inwardIssue":{"key":"A-0"}},
                {"type":{"name":"Regression"},"inwardIssue":{"key":"A-5"}},
                {"type":{"name":"Regression"},"outwardIssue":{"key":"A-9"}}]}}]"#,
    );
    assert_eq!(page, told("1.2.1 2.0", "A-0 A-5"));
    let bugs = lists(
        r#"{"bugs":[{"id":1,"summary":"Charged twice","product":"Shop","component":"checkout",
            "target_milestone":"---","regressed_by":[1273442,12]}]}"#,
    );
    assert_eq!(bugs, told("", "1273442 12"));
    let bugs =
        lists("bug_id,short_desc,target_milestone,regressed_by\n1,Charged twice,68,\"12, 13\"\n");
    assert_eq!(bugs, told("68", "12 13"));
    let plain = lists("id,title,fix_versions,regressed_by\nI-1,Charged twice,1.2.1;2.0,I-0\n");
    assert_eq!(plain, told("1.2.1 2.0", "I-0"));
}

#[test]
fn no_preset_reads_the_headers_alone_and_an_unknown_one_is_an_error() {
    let (batch, decided) = read(FILES[0].2.as_bytes(), &with_preset("none"));
    assert_eq!((decided.preset, batch.accepted[0].source.as_str()), (None, "csv"));
    let error = incidents::read(FILES[0].2.as_bytes(), &with_preset("notepad")).unwrap_err();
    assert_eq!(error.to_string(), "no preset named `notepad`");
}

#[test]
fn a_part_of_a_cell_gives_a_field_before_its_column_does() {
    let csv = b"key,Summary,Status,Priority,Created\n\
        A-1,P1: Charged twice,Test in UAT,low,2026-01-05T10:00:00Z\n\
        A-2,No tax line,Open,low,2026-01-05T10:00:00Z\n";
    let part = |column: &str, pattern: &str| escapee::model::project::Extraction {
        column: column.to_owned(),
        pattern: pattern.to_owned(),
    };
    let mapping = IncidentMapping {
        extract: [
            ("severity".to_owned(), part("summary", r"^(P\d):")),
            ("phase".to_owned(), part("Status", r"Test in (\w+)")),
        ]
        .into(),
        ..IncidentMapping::default()
    };
    let (batch, decided) = read(csv, &mapping);
    let told: Vec<_> = batch.accepted.iter().map(|i| (i.severity, i.phase)).collect();
    assert_eq!(told, [(Some(1), Phase::Uat), (Some(4), Phase::Unknown)]);
    assert_eq!(batch.accepted[0].severity_raw.as_deref(), Some("P1"));
    assert_eq!(batch.accepted[0].title, "P1: Charged twice");
    assert_eq!(decided.columns[1].field.as_deref(), Some("title"));
    let missing = IncidentMapping {
        extract: [("phase".to_owned(), part("Stage", "x"))].into(),
        ..IncidentMapping::default()
    };
    let error = incidents::read(csv, &missing).unwrap_err();
    assert_eq!(error.to_string(), "no column named `Stage`, which the mapping gives to `phase`");
}

#[test]
fn a_page_that_shifted_or_came_twice_adds_no_record() {
    let page = |state: &str| {
        format!(
            r#"[{{"number":1,"title":"a","state":"{state}","html_url":"https://github.com/o/r/issues/1"}}]"#
        )
    };
    let twice = format!("{}\n{}\n{}", page("open"), page("open"), page("closed"));
    let (batch, _) = read(twice.as_bytes(), &IncidentMapping::default());
    assert_eq!((batch.accepted.len(), batch.seen()), (1, 3));
    assert_eq!(batch.accepted[0].status.as_deref(), Some("closed"));
    let reasons: Vec<_> = batch.skipped.iter().map(|d| d.reason.as_str()).collect();
    assert_eq!(reasons, ["an earlier state of a record that comes again", "the same record again"]);
    let other = page("open").replace("o/r", "o/s");
    let (batch, _) =
        read(format!("{}{other}", page("open")).as_bytes(), &IncidentMapping::default());
    assert_eq!(ids(&batch), ["o/r#1", "o/s#1"]);
}

#[test]
fn an_empty_list_is_no_error_and_a_cut_line_costs_itself_alone() {
    let (batch, _) = read(b"[]", &IncidentMapping::default());
    assert_eq!(batch.seen(), 0);
    let (batch, _) = read(
        b"{\"number\":1,\"title\":\"a\",\"state\":\"open\"}\n{\"number\":2,\"ti",
        &IncidentMapping::default(),
    );
    assert_eq!((ids(&batch), batch.rejected.len(), batch.seen()), (vec!["1"], 1, 2));
    let error = incidents::read(b"{\"number\":1,", &IncidentMapping::default()).unwrap_err();
    assert_eq!(error.to_string(), "the JSON cannot be read at line 1, column 12");
}

#[test]
fn no_cut_of_a_file_makes_a_reader_panic() {
    for (_, _, file, ..) in FILES {
        for end in (0..file.len()).step_by(7).filter(|end| file.is_char_boundary(*end)) {
            if let Ok((batch, _)) = incidents::read(&file.as_bytes()[..end], &with_preset("none")) {
                assert!(batch.accepted.iter().all(|incident| !incident.title.is_empty()));
            }
        }
    }
}
