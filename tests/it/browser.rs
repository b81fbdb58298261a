//! The report in a real browser: it sorts, filters, prints, needs no script and asks nobody.

pub(crate) mod driver;
mod labels;

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::charts::review::{large_review, small_review};
use driver::Browser;
use escapee::model::dossier::Dossier;
use escapee::model::review::Review;
use escapee::report::chart::{self, ChartMeta, Theme};
use escapee::report::html;

/// Says why a test was skipped, or what it measured.
#[expect(clippy::print_stderr, reason = "a test that is skipped must say so")]
fn say(text: &str) {
    eprintln!("{text}");
}

/// A folder with the page of a review, and the page's path.
fn page(review: &Review) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for page in html::pages(review, &figures(review), "review") {
        std::fs::write(folder.path().join(format!("review{}.html", page.suffix)), page.html)
            .unwrap();
    }
    let path = folder.path().join("review.html");
    (folder, path)
}

fn figures(review: &Review) -> Vec<html::Figure> {
    let figure = |(name, _): &(&str, &str)| {
        let draw = |theme: Theme, prefix: &str| {
            let id_prefix = format!("{name}-{prefix}");
            chart::of_review(
                name,
                review,
                &ChartMeta { id_prefix, theme, ..chart::meta_of(review) },
            )
        };
        let light = draw(Theme::Light, "");
        html::Figure {
            name: (*name).to_owned(),
            title: light.title,
            description: light.description,
            svg: light.svg,
            is_drawn: light.is_drawn,
            dark: Some(draw(Theme::Dark, "dark-").svg),
        }
    };
    chart::NAMES.iter().map(figure).collect()
}

const VISIBLE: &str = "return [...document.querySelectorAll('#incident-table tbody tr')]\
    .filter(row => row.checkVisibility()).map(row => row.cells[0].textContent)";

fn visible(browser: &Browser) -> Vec<String> {
    let ids = browser.run(VISIBLE);
    ids.as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_page_sorts_filters_and_obeys_the_keyboard_without_an_error_or_a_request() {
    let Some(browser) = Browser::start(true) else { return };
    let review = small_review();
    let (_folder, path) = page(&review);
    browser.open(&path);
    let all = visible(&browser);
    assert_eq!(all.len(), review.dossiers.len());

    browser.click("#incident-table thead th:nth-child(4) button");
    assert_eq!(
        browser
            .run("return document.querySelector('th[aria-sort]').textContent.includes('Started')"),
        true
    );
    let days = "return [...document.querySelectorAll('#incident-table tbody tr')].map(row => row.cells[3].textContent).filter(day => day !== '–')";
    let days: Vec<String> = serde_json::from_value(browser.run(days)).unwrap();
    assert!(days.is_sorted() && days.len() > 5, "{days:?}");
    browser.click("#incident-table thead th:nth-child(4) button");
    let down: Vec<String> = visible(&browser);
    assert_ne!(down, all);

    browser.type_into("#search", "PAYROLL run");
    let found = visible(&browser);
    assert!(!found.is_empty() && found.len() < all.len(), "{found:?}");
    let shown = browser.run("return document.getElementById('shown').textContent");
    assert_eq!(shown, format!("{} of {} incidents", found.len(), all.len()));
    browser.type_into("#search", " ");
    browser.run("const s = document.getElementById('class-filter'); s.value = 'E'; s.dispatchEvent(new Event('change'))");
    let of_class = review.dossiers.iter().filter(|d| d.verdict.class.word() == "E").count();
    assert_eq!(visible(&browser).len(), of_class);

    // By keyboard alone: the first stop leads past the navigation, and a head sorts on Enter.
    browser.open(&path);
    browser.press(&["\u{e004}"]);
    assert_eq!(browser.run("return document.activeElement.className"), "skip");
    let stops = "const seen = []; for (const e of document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')) \
        if (e.checkVisibility()) seen.push(e.tagName); return seen";
    let kinds: BTreeSet<String> = serde_json::from_value(browser.run(stops)).unwrap();
    for kind in ["A", "BUTTON", "INPUT", "SELECT", "SUMMARY"] {
        assert!(kinds.contains(kind), "{kind} can be reached: {kinds:?}");
    }
    assert!(!kinds.contains("DIV"), "nothing scrolls here, so no box is a stop");
    browser.run("document.querySelector('#incident-table thead button').focus()");
    browser.press(&["\u{e007}"]);
    assert_eq!(
        browser.run("return document.querySelector('th[aria-sort]').getAttribute('aria-sort')"),
        "ascending"
    );
    browser.press(&[" "]);
    assert_eq!(
        browser.run("return document.querySelector('th[aria-sort]').getAttribute('aria-sort')"),
        "descending"
    );

    assert_eq!(browser.console(), [] as [Value; 0]);
    let asked: Vec<String> =
        browser.requests().into_iter().filter(|url| !url.starts_with("file://")).collect();
    assert_eq!(asked, [] as [String; 0]);
}

#[test]
fn a_filter_hides_the_worksheets_of_the_rows_it_hides_and_the_first_order_can_be_had_again() {
    let Some(browser) = Browser::start(true) else { return };
    let review = small_review();
    let (_folder, path) = page(&review);
    browser.open(&path);
    let all = visible(&browser);
    let sheets = |browser: &Browser| -> Vec<String> {
        let shown = "return [...document.querySelectorAll('article')].filter(e => e.checkVisibility())\
            .map(e => e.querySelector('.id').textContent)";
        serde_json::from_value(browser.run(shown)).unwrap()
    };
    let caption = "return document.querySelector('#incident-table caption').textContent";
    let first = browser.run(caption);
    assert_eq!(sheets(&browser), all);

    browser.type_into("#search", "payroll run");
    let found = visible(&browser);
    assert!(!found.is_empty() && found.len() < all.len());
    assert_eq!(sheets(&browser), found);
    let told = format!("Filtered: {} of {} incidents.", found.len(), all.len());
    assert!(browser.run(caption).as_str().unwrap().ends_with(&told));
    browser.type_into("#search", " ");
    let choose = |browser: &Browser, name: &str, value: &str| {
        browser.run(&format!(
            "const one = [...document.querySelectorAll('#controls label')].find(l => \
             l.firstElementChild.textContent === '{name}').lastElementChild; \
             one.value = '{value}'; one.dispatchEvent(new Event('change'))"
        ));
    };
    let count = |fits: &dyn Fn(&Dossier) -> bool| -> usize {
        review.dossiers.iter().filter(|dossier| fits(dossier)).count()
    };
    choose(&browser, "Component", "payroll");
    assert_eq!(visible(&browser).len(), count(&|one| one.component == "payroll"));
    choose(&browser, "Component", "");
    choose(&browser, "Severity", "SEV-2");
    choose(&browser, "Class", "escapes");
    let both = count(&|one| one.incident.severity == Some(2) && one.class().is_escape());
    assert_eq!((visible(&browser).len(), sheets(&browser).len()), (both, both));
    choose(&browser, "Severity", "");
    choose(&browser, "Class", "");

    assert_eq!(browser.run("return document.getElementById('unsort').checkVisibility()"), false);
    browser.click("#incident-table thead th:nth-child(2) button");
    assert_eq!(browser.run(caption), "Sorted by title, ascending.");
    assert_ne!(visible(&browser), all);
    browser.click("#unsort");
    assert_eq!(visible(&browser), all);
    assert_eq!(browser.run(caption), first);
    let sorted = browser.run("return document.querySelectorAll('[aria-sort]').length");
    assert_eq!(sorted, 0);
    assert_eq!(browser.console(), [] as [Value; 0]);
}

#[test]
fn forced_colours_leave_every_class_its_colour_and_charts_on_their_paper() {
    let Some(browser) = Browser::start(true) else { return };
    let (_folder, path) = page(&small_review());
    browser.open(&path);
    let seen = "const chips = [...document.querySelectorAll('#incident-table td[class^=\"k-\"]')].map(e => \
        e.className + ' ' + getComputedStyle(e, '::before').backgroundColor); \
        const chart = document.querySelector('.chart'); const text = chart.querySelector('text'); \
        return [[...new Set(chips)].sort(), getComputedStyle(chart).backgroundColor, getComputedStyle(text).fill]";
    let usual = browser.run(seen);
    browser.emulate("screen", &serde_json::json!([{"name": "forced-colors", "value": "active"}]));
    assert_eq!(browser.run("return matchMedia('(forced-colors: active)').matches"), true);
    assert_eq!(browser.run(seen), usual);
}

#[test]
fn on_a_laptop_no_column_is_cut_and_on_a_telephone_charts_scroll_and_the_page_does_not() {
    let Some(browser) = Browser::start(true) else { return };
    let (_folder, path) = page(&small_review());
    browser.resize(1280, 900);
    browser.open(&path);
    let cut = "return [...document.querySelectorAll('.scroll')].filter(e => e.checkVisibility() && \
        e.scrollWidth > e.clientWidth).map(e => `${e.ariaLabel}: ${e.scrollWidth} of ${e.clientWidth}`)";
    assert_eq!(browser.run(cut), serde_json::json!([]));

    browser.resize(500, 900);
    let widths: Vec<u64> = serde_json::from_value(
        browser
            .run("return [...document.querySelectorAll('figure .chart')].map(e => e.clientWidth)"),
    )
    .unwrap();
    assert!(!widths.is_empty() && widths.iter().all(|width| *width >= 640), "{widths:?}");
    let stops = "return [...document.querySelectorAll('.scroll')].filter(e => e.checkVisibility())\
        .map(e => [e.scrollWidth > e.clientWidth, e.tabIndex === 0 && e.ariaLabel !== null])";
    let stops: Vec<(bool, bool)> = serde_json::from_value(browser.run(stops)).unwrap();
    assert!(stops.iter().any(|(scrolls, _)| *scrolls));
    assert!(stops.iter().all(|(scrolls, stop)| scrolls == stop), "{stops:?}");
    let page = "return document.scrollingElement.scrollWidth <= window.innerWidth";
    assert_eq!(browser.run(page), true, "only figures and tables scroll sideways");
}

#[test]
fn hostile_titles_run_nothing_and_show_as_they_were_written() {
    let Some(browser) = Browser::start(true) else { return };
    let (_folder, path) = page(&small_review());
    browser.open(&path);
    assert_eq!(
        browser.run("return window.stolen === undefined && document.images.length === 0"),
        true
    );
    assert_eq!(
        browser.run(
            "return document.body.textContent.includes('<img src=x onerror=window.stolen=1>')"
        ),
        true
    );
    assert_eq!(browser.run("return document.querySelectorAll('script').length"), 1);
    // What an attacker would need: neither a new script nor a handler may run.
    let tried = "const s = document.createElement('script'); s.textContent = 'window.stolen = 1'; document.body.append(s); \
        const d = document.createElement('div'); d.setAttribute('onclick', 'window.stolen = 2'); document.body.append(d); d.click(); \
        return window.stolen === undefined";
    assert_eq!(browser.run(tried), true);
}

#[test]
fn without_script_everything_is_there_and_only_the_controls_are_missing() {
    let Some(browser) = Browser::start(false) else { return };
    let review = small_review();
    let (_folder, path) = page(&review);
    browser.open(&path);
    // Scripts of the driver still run; that of the page did not.
    assert_eq!(browser.run("return document.querySelectorAll('thead button').length"), 0);
    assert_eq!(browser.run("return document.getElementById('controls').hidden"), true);
    assert_eq!(visible(&browser).len(), review.dossiers.len());
    let articles = browser.run("return document.querySelectorAll('article').length");
    assert_eq!(articles, review.dossiers.len());
}

#[test]
fn the_page_prints_to_paper_with_charts_and_without_controls() {
    let Some(browser) = Browser::start(true) else { return };
    let (_folder, path) = page(&small_review());
    browser.open(&path);
    let pdf = browser.print();
    assert!(pdf.starts_with("JVBERi0"), "%PDF- in base64");
    assert!(pdf.len() > 60_000, "{} signs", pdf.len());
    let wide = "return [...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && !e.closest('.scroll') \
        && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))";
    assert_eq!(browser.run(wide), Value::Array(Vec::new()), "nothing sticks out of the page");
}

#[test]
fn an_automated_checker_finds_nothing_serious() {
    let Some(axe) = std::env::var_os("ESCAPEE_AXE") else {
        assert!(
            std::env::var_os("ESCAPEE_REQUIRE").is_none(),
            "ESCAPEE_AXE names axe.min.js of axe-core"
        );
        say("skipped: ESCAPEE_AXE does not name axe.min.js of axe-core");
        return;
    };
    let Some(browser) = Browser::start(true) else { return };
    let (_folder, path) = page(&small_review());
    let axe = std::fs::read_to_string(axe).unwrap();
    for dark in [false, true] {
        browser.open(&path);
        if dark {
            browser.run("for (const style of document.styleSheets) for (const rule of style.cssRules) \
                if (rule.media && rule.media.mediaText.includes('dark')) rule.media.mediaText = 'screen'");
        }
        let script = format!(
            "{axe}; const done = arguments[arguments.length - 1]; \
             axe.run(document).then(found => done(found.violations.map(v => \
             ({{id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + (n.failureSummary || ''))}}))))"
        );
        let found = browser.run_async(&script);
        let serious: Vec<&Value> = found
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| matches!(one["impact"].as_str(), Some("serious" | "critical")))
            .collect();
        assert!(serious.is_empty(), "dark {dark}: {serious:#?}");
    }
}

/// Counts the nodes and attributes of the table that are written from now on.
const COUNT_WRITES: &str = "window.writes = 0; const count = all => { for (const one of all) window.writes += 1; }; \
    window.seen = new MutationObserver(count); window.count = count; \
    window.seen.observe(document.getElementById('incident-table'), \
    {subtree: true, childList: true, attributes: true, characterData: true})";

/// Returns how many writes there were since the last call.
fn written(browser: &Browser) -> u64 {
    let writes = browser.run(
        "window.count(window.seen.takeRecords()); const all = window.writes; window.writes = 0; return all",
    );
    writes.as_u64().unwrap()
}

#[test]
fn ten_thousand_incidents_stay_below_five_megabytes_a_page_and_filter_at_once() {
    let review = large_review(10_000);
    let (folder, path) = page(&review);
    let mut articles = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(text.len() < 5_000_000, "{} bytes", text.len());
        articles += text.matches("<article").count();
    }
    assert_eq!(articles, 10_000, "every incident has its worksheet on some page");
    let Some(browser) = Browser::start(true) else { return };
    browser.open(&path);
    let filter = "const done = arguments[arguments.length - 1]; const search = document.getElementById('search'); \
        search.value = 'incident 4712'; const start = performance.now(); search.dispatchEvent(new Event('input')); \
        const wait = () => document.getElementById('shown').textContent.startsWith('1 of') \
        ? done(performance.now() - start) : setTimeout(wait, 10); wait()";
    // What makes thousands of rows slow is a layout for each, or writing what is so already.
    browser.run(COUNT_WRITES);
    let before = browser.layouts();
    let took = browser.run_async(filter);
    say(&format!("filtering 10,000 rows took {took} ms, the pause after typing included"));
    assert_eq!(visible(&browser).len(), 1);
    let (layouts, writes) = (browser.layouts() - before, written(&browser));
    assert!(layouts <= 12, "{layouts} layouts to filter");
    assert!((9_999..=2 * 10_000).contains(&writes), "{writes} writes to filter");
    browser.run("document.getElementById('class-filter').dispatchEvent(new Event('change'))");
    assert!(written(&browser) <= 4, "filtering for the same again writes the counts alone");

    // The screen has the first rows until all are asked for, and says so; paper has them all.
    browser.open(&path);
    let first = visible(&browser);
    assert_eq!(first.len(), 500);
    let shown = browser.run("return document.getElementById('shown').textContent");
    assert_eq!(shown, "10,000 of 10,000 incidents");
    browser.run(COUNT_WRITES);
    let before = browser.layouts();
    let sort = "const start = performance.now(); \
        document.querySelector('#incident-table thead th:nth-child(1) button').click(); \
        document.body.offsetHeight; return performance.now() - start";
    say(&format!("sorting 10,000 rows took {} ms", browser.run(sort)));
    let (layouts, writes) = (browser.layouts() - before, written(&browser));
    assert!(layouts <= 12, "{layouts} layouts to sort");
    assert!(writes <= 4 * 10_000, "{writes} writes to sort");
    let sorted = visible(&browser);
    assert_eq!((sorted.len(), &*sorted[0], &*sorted[499]), (500, "INC-0", "INC-499"));
    browser.emulate("print", &serde_json::json!([]));
    assert_eq!(visible(&browser).len(), 10_000);
    browser.emulate("screen", &serde_json::json!([]));
    browser.click("#more");
    assert_eq!(visible(&browser).len(), 10_000);
    assert_eq!(browser.run("return document.activeElement.textContent"), "INC-500");
    assert_eq!(browser.run("return document.getElementById('more').checkVisibility()"), false);
}
