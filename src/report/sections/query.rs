//! The options with which a command prints the numbers of a review.

use chrono::Timelike;

use crate::model::review::Review;
use crate::report::shell::shell_word;

/// Returns the options that scope a command like the review, each after a space.
pub(in crate::report) fn scope_flag(review: &Review) -> String {
    let time = match (review.scope.quarter, review.scope.since) {
        (Some(quarter), _) => format!(" --quarter {quarter}"),
        (None, Some(since)) => {
            let is_day = since.num_seconds_from_midnight() == 0;
            let format = if is_day { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%SZ" };
            format!(" --since {}", since.format(format))
        }
        (None, None) => String::new(),
    };
    let component = review.scope.component.as_ref();
    time + &component.map_or_else(String::new, |name| format!(" --component {}", shell_word(name)))
}

/// Returns the option that names the panel of the review, after a space; none for that of the store.
pub(in crate::report) fn panel_flag(review: &Review) -> String {
    let file = review.panel_file.as_ref();
    file.map_or_else(String::new, |file| format!(" --panel {}", shell_word(file)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scope::Scope;
    use crate::report::sample;

    #[test]
    fn a_command_has_the_scope_and_the_panel_of_the_review() {
        let mut review = sample::review();
        let since = "2026-02-01T00:00:00Z".parse().ok();
        review.scope = Scope { since, component: Some("pay & ship".to_owned()), quarter: None };
        assert_eq!(scope_flag(&review), " --since 2026-02-01 --component 'pay & ship'");
        review.scope.since = "2026-02-01T06:30:00Z".parse().ok();
        review.scope.component = Some("checkout".to_owned());
        assert_eq!(scope_flag(&review), " --since 2026-02-01T06:30:00Z --component checkout");
        assert_eq!(panel_flag(&review), "");
        review.panel_file = Some("panel.csv".to_owned());
        assert_eq!(panel_flag(&review), " --panel panel.csv");
    }
}
