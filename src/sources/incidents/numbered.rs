//! Issues that are numbered from 1 in each repository: their ids in a database of several.

use std::collections::BTreeSet;

use crate::model::incident::Incident;

/// Returns the repository that the address of an issue names, as in `owner/name`.
fn repository(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let (_, path) = rest.split_once('/')?;
    let (repository, _) = path.split_once("/-/issues/").or_else(|| path.split_once("/issues/"))?;
    repository.contains('/').then_some(repository)
}

/// Returns the id of an issue among those of several repositories: `owner/name#42`.
pub(super) fn id(incident: &Incident) -> Option<String> {
    if incident.source == "sentry" {
        // Its issues have addresses of the same form and numbers that are nobody else's.
        return None;
    }
    let repository = repository(incident.url.as_deref()?)?;
    Some(format!("{repository}#{}", incident.id))
}

/// The repositories that the addresses of issues name.
#[derive(Default)]
pub(super) struct Repositories(BTreeSet<String>);

impl Repositories {
    /// Looks at an address.
    pub(super) fn see(&mut self, url: &str) {
        // Two tell that there are several.
        if self.0.len() < 2
            && let Some(repository) = repository(url)
            && !self.0.contains(repository)
        {
            self.0.insert(repository.to_owned());
        }
    }

    /// Returns whether there is more than one.
    pub(super) fn are_several(&self) -> bool {
        self.0.len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_an_issue_tells_its_repository() {
        let mut incident = Incident::new("42", "github", "x");
        for (url, expected) in [
            ("https://github.com/shop/cart/issues/42", Some("shop/cart#42")),
            ("https://gitlab.com/a/b/c/-/issues/42", Some("a/b/c#42")),
            ("https://github.com/issues/42", None),
            ("https://example.org/x", None),
        ] {
            incident.url = Some(url.to_owned());
            assert_eq!(id(&incident).as_deref(), expected, "{url}");
        }
    }
}
