//! Section 3: what the escapes cost, and the worst three.

use super::{Section, Table, escapes, scope_flag};
use crate::model::dossier::Dossier;
use crate::model::impact::Known;
use crate::model::review::Review;
use crate::report::format::{MISSING, count, day, length, severity, thousands};

pub(super) fn section(review: &Review) -> Section {
    let impact = &review.impact;
    let of = |known: &Known| {
        format!("known for {} of {}", thousands(known.n), count(impact.incidents, "incident"))
    };
    let mut lines = Vec::new();
    if impact.customers.n > 0 {
        lines.push(format!(
            "Customers affected: {} ({}).",
            whole(impact.customers.sum),
            of(&impact.customers)
        ));
    }
    if impact.customer_minutes.n > 0 {
        let minutes = &impact.customer_minutes;
        lines.push(format!("Customer minutes: {} ({}).", whole(minutes.sum), of(minutes)));
    }
    for (currency, cost) in &impact.cost {
        let currency = if currency.is_empty() { "of no currency" } else { currency };
        lines.push(format!("Cost: {} {currency} ({}).", whole(cost.sum), of(cost)));
    }
    if impact.incidents == 0 {
        lines.push(
            "Impact is read from the records of escapes: customers, cost, start and end of harm. There is \
             no escape in this review to read it from."
                .to_owned(),
        );
    }
    lines.extend(uncompared(review));
    if let Some(hours) = &impact.recovery_hours {
        let ends =
            hours.lo.zip(hours.hi).map(|(lo, hi)| format!(" [{} to {}]", time(lo), time(hi)));
        lines.push(format!(
            "Median time from detection to the end of harm: {}{}, n = {}.",
            time(hours.value),
            ends.unwrap_or_default(),
            thousands(hours.n)
        ));
    }
    if impact.noticed_outside.n > 0 {
        lines.push(format!(
            "Noticed first by a customer or partner: {} of {}.",
            whole(impact.noticed_outside.sum),
            thousands(impact.noticed_outside.n)
        ));
    }
    if impact.contained > 0 {
        lines.push(format!(
            "Contained by a canary, flag or alert: {}.",
            thousands(impact.contained)
        ));
    }
    let cost = if is_cost_compared(review) { ", cost" } else { "" };
    let mut table = Table::new(
        &format!(
            "The worst three escapes by severity, customers{cost} and how long they lasted, in this order."
        ),
        &["Incident", "Title", "Severity", "Started", "Class", "#Customers", "Lasted"],
    );
    table.rows = escapes(review).take(3).map(worst).collect();
    let finding = match (impact.incidents, impact.customers.n) {
        (0, _) => "No escape reported".to_owned(),
        (n, 0) => {
            let escapes = if n == 1 { "incident" } else { "incidents" };
            format!("{} {escapes} in production; customers hit are not recorded", thousands(n))
        }
        (n, known) if known < n => format!(
            "At least {} customers affected, known for {known} of {}",
            whole(impact.customers.sum),
            count(n, "incident")
        ),
        (n, _) => format!(
            "{} customers affected in {}",
            whole(impact.customers.sum),
            count(n, "incident")
        ),
    };
    Section {
        id: "impact",
        title: "Impact",
        finding,
        lines,
        more: Vec::new(),
        charts: &["timeline"],
        table: (!table.rows.is_empty()).then_some(table),
        definition: "Customer minutes: customers affected times the minutes from start to mitigation, else resolution. What is not recorded is left out, never 0.".to_owned(),
        n: count(impact.incidents, "incident"),
        query: format!("escapee report{} --format json", scope_flag(review)),
        caveats: vec!["A customer hit by two incidents counts twice.".to_owned(), "Sums hold only incidents where the value is recorded.".to_owned()],
    }
}

/// Returns whether what escapes cost tells which is worse: amounts in several currencies have no order.
pub(in crate::report) fn is_cost_compared(review: &Review) -> bool {
    review.impact.cost.len() < 2
}

/// Says so where costs are told in several currencies.
fn uncompared(review: &Review) -> Option<String> {
    (!is_cost_compared(review)).then(|| {
        "Costs in different currencies are not compared: of no escape does the cost tell how bad it was; \
         severity, customers and duration do."
            .to_owned()
    })
}

fn worst(dossier: &Dossier) -> Vec<String> {
    let incident = &dossier.incident;
    let end = incident.mitigated_at.or(incident.resolved_at).map(|stamp| stamp.at);
    let lasted = incident
        .at()
        .zip(end)
        .filter(|(start, end)| end >= start)
        .map(|(start, end)| length(end - start));
    let missing = || MISSING.to_owned();
    vec![
        incident.id.clone(),
        incident.title.clone(),
        severity(incident.severity),
        incident.at().map_or_else(missing, day),
        format!("{} {}", dossier.class(), dossier.class().label()),
        incident.customers_affected.map_or_else(missing, thousands),
        lasted.unwrap_or_else(missing),
    ]
}

fn whole(value: f64) -> String {
    thousands(value.round().max(0.0) as u64)
}

fn time(hours: f64) -> String {
    length(chrono::TimeDelta::minutes((hours * 60.0).round() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn costs_in_two_currencies_are_said_not_to_be_compared() {
        let mut review = sample::review();
        let said = |review: &Review| section(review).lines.join(" ").contains("not compared");
        review.impact.cost.truncate(1);
        assert!(!said(&review));
        let known = Known { sum: 1_000.0, n: 1 };
        review.impact.cost = vec![("EUR".to_owned(), known), ("JPY".to_owned(), known)];
        assert!(said(&review));
        let table = section(&review).table.unwrap();
        assert!(table.caption.contains("severity, customers and how long"), "{}", table.caption);
    }
}
