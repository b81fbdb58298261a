//! What a review is about: a stretch of time and perhaps one component.

use std::fmt;

use super::commit::Time;
use super::period::Period;

/// Which incidents a review is about. Printed as `2026Q3, checkout`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// One quarter.
    pub quarter: Option<Period>,
    /// Everything from this time on, where no quarter is named.
    pub since: Option<Time>,
    /// One component.
    pub component: Option<String>,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.quarter, self.since) {
            (Some(quarter), _) => write!(f, "{quarter}")?,
            (None, Some(since)) => write!(f, "since {}", since.format("%Y-%m-%d"))?,
            (None, None) => f.write_str("All time")?,
        }
        match &self.component {
            Some(component) => write!(f, ", {component}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_printed_with_its_component_behind_its_time() {
        let quarter = Period::parse("2026Q3");
        let since = "2026-02-01T00:00:00Z".parse().ok();
        let component = Some("pay, refunds".to_owned());
        let printed = |scope: Scope| scope.to_string();
        assert_eq!(printed(Scope::default()), "All time");
        assert_eq!(printed(Scope { quarter, since, component: None }), "2026Q3");
        assert_eq!(printed(Scope { since, ..Scope::default() }), "since 2026-02-01");
        assert_eq!(printed(Scope { component, ..Scope::default() }), "All time, pay, refunds");
    }
}
