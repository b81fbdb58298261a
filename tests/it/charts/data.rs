//! Invented tables for the charts, with intervals worked out as the definitions say.

use chrono::{TimeZone, Utc};
use escapee::model::period::Period;
use escapee::model::rate::{
    Grouping, IntervalMethod, Rate, RateChange, RateDefinition, RateRow, RateTable,
};
use escapee::model::review::{ClassRow, ClassTable};
use escapee::model::verdict::EscapeClass;
use escapee::report::chart::{ChartMeta, Sev1Mark, Theme};

const Z: f64 = 1.959_964;

pub(crate) fn meta(theme: Theme) -> ChartMeta {
    ChartMeta {
        source: "/somewhere/deep/incidents.csv".to_owned(),
        data_through: Utc.with_ymd_and_hms(2026, 9, 30, 0, 0, 0).single(),
        version: "0.1.0".to_owned(),
        banner: Some("invented data".to_owned()),
        unfinished: Vec::new(),
        picked: None,
        theme,
        transparent: false,
        id_prefix: "c1-".to_owned(),
    }
}

pub(crate) fn quarter(year: i32, quarter: u32) -> Period {
    Period::Quarter { year, quarter }
}

/// Wilson's score interval.
pub(crate) fn wilson(k: u64, n: u64) -> Rate {
    let method = IntervalMethod::Wilson;
    if n == 0 {
        return Rate { k, n, rate: None, lo: None, hi: None, method };
    }
    let (share, count) = (k as f64 / n as f64, n as f64);
    let center = (share + Z * Z / (2.0 * count)) / (1.0 + Z * Z / count);
    let half = Z / (1.0 + Z * Z / count)
        * (share * (1.0 - share) / count + Z * Z / (4.0 * count * count)).sqrt();
    Rate { k, n, rate: Some(share), lo: Some(center - half), hi: Some(center + half), method }
}

fn row(key: String, period: Option<Period>, k: u64, n: u64) -> RateRow {
    RateRow {
        key,
        period,
        mature: true,
        rate: Some(wilson(k, n)),
        rate_if_unknown_caught: None,
        rate_if_unknown_escaped: None,
        escapes: k,
        caught: Some(n - k),
        contained: 0,
        unknown_phase: 0,
        incidents: n,
        unlinked: wilson(0, k),
        no_evidence: wilson(0, k),
        expected: None,
        change: None,
        escape_ids: Vec::new(),
    }
}

/// A range of about the right width from the rows before; the real one is another room's business.
fn expected(before: &[(u64, u64)], n: u64) -> Option<(f64, f64)> {
    let k: u64 = before.iter().map(|(k, _)| k).sum();
    let all: u64 = before.iter().map(|(_, n)| n).sum();
    if before.len() < 3 || all == 0 || n == 0 {
        return None;
    }
    let share = k as f64 / all as f64;
    let half = Z * (share * (1.0 - share) * (1.0 / n as f64 + 1.0 / all as f64)).sqrt();
    Some(((share - half).max(0.0), (share + half).min(1.0)))
}

/// Newcombe's interval of a difference, from two Wilson intervals.
fn change(before: &Rate, now: &Rate) -> Option<RateChange> {
    let below = |rate: &Rate| Some(rate.rate? - rate.lo?);
    let above = |rate: &Rate| Some(rate.hi? - rate.rate?);
    let difference = now.rate? - before.rate?;
    Some(RateChange {
        difference,
        lo: difference - below(now)?.hypot(above(before)?),
        hi: difference + above(now)?.hypot(below(before)?),
    })
}

fn table(by: Grouping, rows: Vec<RateRow>) -> RateTable {
    let sum = |get: fn(&RateRow) -> u64| rows.iter().map(get).sum::<u64>();
    let (escapes, caught) = (sum(|row| row.escapes), sum(|row| row.caught.unwrap_or(0)));
    let total = row("all".to_owned(), None, escapes, escapes + caught);
    let definition = RateDefinition::EscapeRate;
    RateTable { definition, by, rows, total, has_caught_source: true, undated: 0 }
}

fn over_time(by: Grouping, first: Period, counts: &[(u64, u64)]) -> RateTable {
    let mut rows: Vec<RateRow> = Vec::new();
    let mut period = first;
    for (place, (k, n)) in counts.iter().enumerate() {
        let mut next = row(period.to_string(), Some(period), *k, *n);
        next.expected = expected(&counts[..place], *n);
        let before = rows.last().and_then(|row| row.rate);
        next.change = before.zip(next.rate).and_then(|(before, now)| change(&before, &now));
        rows.push(next);
        period = period.next();
    }
    table(by, rows)
}

/// Quarters from Q1 2024: escapes and defects.
pub(crate) fn rate_table(counts: &[(u64, u64)]) -> RateTable {
    over_time(Grouping::Quarter, quarter(2024, 1), counts)
}

pub(crate) fn by_month(counts: &[(u64, u64)]) -> RateTable {
    over_time(Grouping::Month, Period::Month { year: 2023, month: 3 }, counts)
}

pub(crate) fn by_component() -> RateTable {
    let counts = [
        ("checkout", 31, 108),
        ("ledger", 4, 120),
        ("payroll-batch-with-a-long-name", 9, 41),
        ("search", 2, 7),
        ("other", 0, 0),
    ];
    let rows = counts.map(|(key, k, n)| row(key.to_owned(), None, k, n));
    table(Grouping::Component, rows.into())
}

/// The quarters of the example: a spike in Q4 2025.
pub(crate) fn eleven_quarters() -> RateTable {
    let mut table = rate_table(&[
        (14, 92),
        (15, 88),
        (16, 101),
        (13, 97),
        (17, 104),
        (15, 95),
        (19, 99),
        (31, 108),
        (27, 112),
        (18, 118),
        (12, 109),
    ]);
    table.rows[7].contained = 4;
    table.total.contained = 23;
    table.total.unknown_phase = 12;
    table.total.incidents = 1_180;
    table.total.rate_if_unknown_caught = Some(wilson(197, 1_135));
    table.total.rate_if_unknown_escaped = Some(wilson(209, 1_135));
    table
}

/// Escapes only: nothing tells what was caught before release.
pub(crate) fn counts_only(escapes: &[u64], contained: u64) -> RateTable {
    let counts: Vec<(u64, u64)> = escapes.iter().map(|count| (*count, *count)).collect();
    let mut table = rate_table(&counts);
    table.has_caught_source = false;
    for row in table.rows.iter_mut().chain([&mut table.total]) {
        (row.rate, row.expected, row.change) = (None, None, None);
    }
    table.rows[0].contained = contained;
    table.total.contained = contained;
    table
}

pub(crate) fn sev1() -> Vec<Sev1Mark> {
    let mark = |id: &str, title: &str, class, period| Sev1Mark {
        id: id.to_owned(),
        title: title.to_owned(),
        class: Some(class),
        period,
    };
    vec![
        mark("INC-12", "price feed stale", EscapeClass::N, quarter(2024, 3)),
        mark("INC-31", "checkout double charge", EscapeClass::E, quarter(2025, 4)),
        mark("INC-33", "ledger out of balance", EscapeClass::F, quarter(2026, 1)),
        mark("INC-42", "payroll run twice", EscapeClass::E, quarter(2026, 2)),
        mark("INC-43", "refund lost", EscapeClass::C, quarter(2026, 2)),
    ]
}

/// So many in each of so many quarters from Q1 2024.
pub(crate) fn sev1_of_each(quarters: u64, each: u64, word: &str) -> Vec<Sev1Mark> {
    let mut period = quarter(2024, 1);
    let mut marks = Vec::new();
    for place in 0..quarters {
        marks.extend((0..each).map(|one| Sev1Mark {
            id: format!("{word}-{}", 100 + place * each + one),
            title: "payroll run twice".to_owned(),
            class: Some(EscapeClass::E),
            period,
        }));
        period = period.next();
    }
    marks
}

/// Quarters from Q4 2024 with their counts by class.
pub(crate) fn class_table(
    rows: &[&[(EscapeClass, u64)]],
    apart: &[(EscapeClass, u64)],
) -> ClassTable {
    let mut period = quarter(2024, 4);
    let rows: Vec<ClassRow> = rows
        .iter()
        .map(|counts| {
            let row = ClassRow { period, counts: counts.to_vec(), ids: Vec::new() };
            period = period.next();
            row
        })
        .collect();
    let of = |class| {
        let counts = rows.iter().flat_map(|row| &row.counts);
        counts.filter(|(other, _)| class == *other).map(|(_, count)| count).sum::<u64>()
    };
    let escapes = EscapeClass::ALL.iter().copied().filter(|class| class.is_escape());
    let n = escapes.clone().map(of).sum();
    let shares = escapes.map(|class| (class, wilson(of(class), n))).collect();
    ClassTable { rows, shares, apart: apart.to_vec(), unknown_phase: 0, by_people: 0 }
}

/// The quarters of the example: most escapes were covered and nothing was asserted.
pub(crate) fn eight_quarters() -> ClassTable {
    use EscapeClass::{C, E, F, N};
    let counts: [[u64; 4]; 8] = [
        [4, 5, 2, 2],
        [4, 8, 2, 3],
        [3, 7, 3, 2],
        [3, 10, 3, 3],
        [4, 19, 3, 5],
        [3, 16, 4, 4],
        [2, 9, 4, 3],
        [1, 5, 4, 2],
    ];
    let rows = counts.map(|[c, e, n, f]| [(C, c), (E, e), (N, n), (F, f)]);
    let rows: Vec<&[(EscapeClass, u64)]> = rows.iter().map(<[_; 4]>::as_slice).collect();
    class_table(&rows, &[(EscapeClass::X0, 4), (EscapeClass::X1, 2)])
}

/// Every class in every quarter, in changing numbers.
pub(crate) fn every_class(quarters: u64, factor: u64) -> ClassTable {
    let rows: Vec<Vec<(EscapeClass, u64)>> = (0..quarters)
        .map(|place| {
            let escapes = EscapeClass::ALL.iter().copied().filter(|class| class.is_escape());
            escapes.zip(0..).map(|(class, step)| (class, 1 + (step * place) % 5 * factor)).collect()
        })
        .collect();
    let rows: Vec<&[(EscapeClass, u64)]> = rows.iter().map(Vec::as_slice).collect();
    class_table(&rows, &[])
}
