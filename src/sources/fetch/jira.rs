//! The issues of a Jira server, oldest change first: Jira Cloud pages by tokens, Data Center by
//! numbers. A filter compares whole minutes in the zone of the account, so what was read is asked
//! for again from a little earlier, and of records that come twice the newest state counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{TimeDelta, TimeZone as _, Timelike as _};
use chrono_tz::Tz;
use serde_json::{Value, json};

use super::FetchError;
use super::client::Client;
use super::list::{JiraApi, List};
use super::pass::Seen;
use super::url::query;
use crate::model::commit::Time;
use crate::model::project::IncidentMapping;
use crate::sources::incidents;

/// How far a filter goes back where the account's zone is not known: no zone is further away.
const ANY_ZONE: TimeDelta = TimeDelta::hours(24);

/// Issues a page.
const LIMIT: &str = "100";

/// The fields that a record is made of.
const FIELDS: [&str; 16] = [
    "summary",
    "description",
    "status",
    "resolution",
    "issuetype",
    "priority",
    "created",
    "updated",
    "resolutiondate",
    "components",
    "labels",
    "versions",
    "fixVersions",
    "environment",
    "issuelinks",
    "parent",
];

/// What a reader knows of a server before it reads the first page.
pub(super) struct Server {
    api: JiraApi,
    zone: Option<Tz>,
    fields: String,
    /// Names of fields that records hold by number.
    names: serde_json::Map<String, Value>,
}

impl Server {
    /// Asks which interface there is, which fields it has and in which zone the account lives. What
    /// a server does not tell is done without.
    pub(super) fn ask(
        client: &mut Client<'_>,
        api: JiraApi,
        mapping: &IncidentMapping,
    ) -> Result<Self, FetchError> {
        let mut ask = |path: &str| {
            let url = client.base.call(path);
            let told = client.optional(&url, &[("accept", "application/json")])?;
            Ok::<_, FetchError>(told.map(|(_, value)| value))
        };
        let mut server =
            Self { api, zone: None, fields: "*all".to_owned(), names: serde_json::Map::new() };
        if api == JiraApi::Unknown {
            let told = ask("/rest/api/2/serverInfo")?;
            let kind = told.as_ref().and_then(|told| told.get("deploymentType")?.as_str());
            server.api = match kind {
                Some("Server" | "DataCenter") => JiraApi::DataCenter,
                Some(_) => JiraApi::Cloud,
                None => JiraApi::Unknown,
            };
        }
        let version = server.version();
        if let Some(me) = ask(&format!("/rest/api/{version}/myself"))? {
            server.zone = me.get("timeZone").and_then(Value::as_str).and_then(|z| z.parse().ok());
        }
        if let Some(Value::Array(all)) = ask(&format!("/rest/api/{version}/field"))? {
            server.name_fields(&all, mapping);
        }
        // What was asked here has nothing to do with what is asked of each issue.
        client.take_unanswered();
        Ok(server)
    }

    fn name_fields(&mut self, all: &[Value], mapping: &IncidentMapping) {
        let mut fields: Vec<String> = FIELDS.iter().map(|field| (*field).to_owned()).collect();
        for field in all {
            let text = |key: &str| field.get(key).and_then(Value::as_str);
            let (Some(id), Some(name)) = (text("id"), text("name")) else { continue };
            if id.starts_with("customfield_") && incidents::reads("jira", mapping, name) {
                fields.push(id.to_owned());
                self.names.insert(id.to_owned(), Value::from(name));
            } else if !FIELDS.contains(&id) && incidents::reads_mapped(mapping, name) {
                fields.push(id.to_owned());
            }
        }
        self.fields = fields.join(",");
    }

    fn version(&self) -> u8 {
        if self.api == JiraApi::DataCenter { 2 } else { 3 }
    }

    /// Returns the address of the first page of what changed since a time.
    pub(super) fn first(&self, client: &Client<'_>, list: &List, since: Option<Time>) -> String {
        self.page(client, &self.filter(list, since), None)
    }

    fn page(&self, client: &Client<'_>, filter: &str, place: Option<(&str, &str)>) -> String {
        let path = match self.api {
            JiraApi::DataCenter => "/rest/api/2/search",
            _ => "/rest/api/3/search/jql",
        };
        let mut values = vec![
            ("jql", filter),
            ("maxResults", LIMIT),
            ("fields", &self.fields),
            ("expand", "changelog,names"),
        ];
        values.extend(place);
        client.base.call(&query(path, &values))
    }

    /// Returns the filter of what changed since a time, oldest change first.
    fn filter(&self, list: &List, since: Option<Time>) -> String {
        let List::Jira { project, filter, .. } = list else { return String::new() };
        let mut parts: Vec<String> = Vec::new();
        parts.extend(project.as_ref().map(|key| format!("project = \"{key}\"")));
        parts.extend(filter.as_ref().map(|filter| format!("({})", unordered(filter))));
        parts.extend(since.map(|since| format!("updated >= \"{}\"", self.minute(since))));
        let mut text = parts.join(" AND ");
        let _ = write!(text, "{}ORDER BY updated ASC", if text.is_empty() { "" } else { " " });
        text
    }

    /// Returns a time as a filter writes it: a minute before it in the account's zone.
    fn minute(&self, since: Time) -> String {
        let text = "%Y-%m-%d %H:%M";
        let Some(zone) = self.zone else {
            return (since - ANY_ZONE).format(text).to_string();
        };
        let local = (since - TimeDelta::minutes(1)).with_timezone(&zone).naive_local();
        let twice = zone.from_local_datetime(&local).single().is_none();
        // An hour that the clocks show twice means its first half.
        let local = if twice { local - TimeDelta::hours(1) } else { local };
        local.with_second(0).unwrap_or(local).format(text).to_string()
    }

    /// Returns whether another interface is to be tried, as the server does not have this one.
    pub(super) fn try_another(&mut self, status: u16) -> bool {
        if self.api == JiraApi::Unknown && matches!(status, 404 | 405) {
            self.api = JiraApi::DataCenter;
            return true;
        }
        false
    }

    /// Returns the records of a page.
    pub(super) fn records(page: &mut Value) -> Option<Vec<Value>> {
        match page.get_mut("issues").map(Value::take) {
            Some(Value::Array(records)) => Some(records),
            _ => None,
        }
    }

    /// Returns records as a page of their own, with the names of their fields.
    pub(super) fn page_of(&self, records: &[Value], page: &Value) -> Value {
        let mut names = self.names.clone();
        if let Some(Value::Object(told)) = page.get("names") {
            names.extend(told.clone());
        }
        json!({ "issues": records, "names": names })
    }

    /// Returns the address of the page that follows one with so many records.
    pub(super) fn next(
        &self,
        client: &Client<'_>,
        list: &List,
        since: Option<Time>,
        page: &Value,
        records: usize,
    ) -> Option<String> {
        let filter = self.filter(list, since);
        let number = |key: &str| page.get(key).and_then(Value::as_u64);
        if let Some(token) = page.get("nextPageToken").and_then(Value::as_str) {
            let ended = page.get("isLast").and_then(Value::as_bool) == Some(true);
            return (!ended).then(|| self.page(client, &filter, Some(("nextPageToken", token))));
        }
        let start = number("startAt")? + records as u64;
        let more = number("total").is_none_or(|total| start < total) && records > 0;
        more.then(|| self.page(client, &filter, Some(("startAt", &start.to_string()))))
    }
}

/// Returns a filter without its order.
fn unordered(filter: &str) -> &str {
    let at = filter.to_ascii_lowercase().rfind("order by");
    at.map_or(filter, |at| &filter[..at]).trim()
}

/// Returns the numbers of issues by their keys: a key changes when an issue moves, its number stays.
pub(super) fn keys(records: &[Value]) -> BTreeMap<String, String> {
    let text = |record: &Value, key: &str| Some(record.get(key)?.as_str()?.to_owned());
    records.iter().filter_map(|r| Some((text(r, "key")?, text(r, "id")?))).collect()
}

/// Returns what tells an issue from others, and its last change.
pub(super) fn seen(record: &Value) -> Seen {
    let fields = record.get("fields").unwrap_or(record);
    Seen {
        key: record.get("id").or_else(|| record.get("key")).map(Value::to_string),
        changed: super::pages::time_at(fields, "updated"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(zone: Option<&str>) -> Server {
        let zone = zone.map(|zone| zone.parse().unwrap());
        let (fields, names) = (String::new(), serde_json::Map::new());
        Server { api: JiraApi::Cloud, zone, fields, names }
    }

    #[test]
    fn a_filter_names_minutes_of_the_accounts_zone_and_misses_none() {
        let since = "2026-01-05T10:04:59Z".parse().unwrap();
        assert_eq!(server(Some("Asia/Shanghai")).minute(since), "2026-01-05 18:03");
        assert_eq!(server(Some("UTC")).minute(since), "2026-01-05 10:03");
        assert_eq!(server(None).minute(since), "2026-01-04 10:04");
        // 01:30 came twice on that night; the first of them is an hour earlier.
        let twice = "2026-10-25T01:31:00Z".parse().unwrap();
        assert_eq!(server(Some("Europe/Berlin")).minute(twice), "2026-10-25 01:30");
    }

    #[test]
    fn a_filter_of_the_users_is_kept_whole_and_put_in_order() {
        let list = List::Jira {
            project: Some("SHOP".into()),
            filter: Some("type = Bug OR type = Incident order by key".into()),
            api: JiraApi::Cloud,
        };
        let since = Some("2026-01-05T10:04:59Z".parse().unwrap());
        assert_eq!(
            server(Some("UTC")).filter(&list, since),
            "project = \"SHOP\" AND (type = Bug OR type = Incident) AND updated >= \"2026-01-05 10:03\" ORDER BY updated ASC"
        );
    }
}
