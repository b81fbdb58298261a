//! The links of incidents to code, and proposals for those without one, as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::incident::Incident;
use crate::model::link::{Confidence, Link};
use crate::model::proposal::Proposal;

use super::{Document, SCHEMA_VERSION};

#[derive(Serialize)]
struct Links<'a> {
    incidents: Vec<Linked<'a>>,
}

#[derive(Serialize)]
struct Linked<'a> {
    incident: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<Vec<Shown<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposals: Option<&'a [Proposal]>,
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    link: &'a Link,
    confidence: Confidence,
}

/// Writes the links of each incident.
pub fn links(
    out: &mut impl Write,
    links: &[(&Incident, &[Link])],
    banner: Option<&str>,
) -> io::Result<()> {
    let incidents = links
        .iter()
        .map(|(incident, links)| Linked {
            incident: &incident.id,
            title: &incident.title,
            links: Some(
                links
                    .iter()
                    .map(|link| Shown { link, confidence: link.method.confidence() })
                    .collect(),
            ),
            proposals: None,
        })
        .collect();
    let body = Links { incidents };
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}

/// Writes what may have fixed each incident without a link.
pub fn proposals(
    out: &mut impl Write,
    found: &[(&Incident, &[Proposal])],
    banner: Option<&str>,
) -> io::Result<()> {
    let incidents = found
        .iter()
        .map(|(incident, proposals)| Linked {
            incident: &incident.id,
            title: &incident.title,
            links: None,
            proposals: Some(proposals),
        })
        .collect();
    let body = Links { incidents };
    super::write(out, &Document { schema_version: SCHEMA_VERSION, banner, body })
}
