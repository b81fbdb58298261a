//! How the command prints: formats, widths, colours, help and closed pipes.

use std::process::Stdio;

use super::shop::{Shop, command, flat, run_in};

/// Every command, as words.
const COMMANDS: [&[&str]; 19] = [
    &["demo"],
    &["init"],
    &["import"],
    &["import", "incidents"],
    &["import", "coverage"],
    &["import", "tests"],
    &["import", "releases"],
    &["incidents"],
    &["incidents", "list"],
    &["incidents", "add"],
    &["link"],
    &["analyze"],
    &["show"],
    &["regions"],
    &["trace"],
    &["assertions"],
    &["rate"],
    &["chart"],
    &["report"],
];

#[test]
fn help_of_every_command_has_an_example_and_no_line_too_wide() {
    let here = std::env::temp_dir();
    for words in COMMANDS.iter().copied().chain([&[][..]]) {
        let help = run_in(&here, &[words, &["--help"]].concat());
        assert_eq!((help.code, help.err.as_str()), (0, ""), "{words:?}");
        assert!(help.out.contains("Example") && help.out.contains("  escapee "), "{words:?}");
        assert!(help.out.contains("Usage: escapee"), "{words:?}");
        let widest = help.out.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(100), "{words:?}: {widest:?}");
    }
    let listed = run_in(&here, &["--help"]).out;
    for words in COMMANDS {
        assert!(listed.contains(&format!("\n  {} ", words[0])), "{words:?} is not listed");
    }
}

#[test]
fn version_is_that_of_the_package_and_a_wrong_word_gets_a_near_one() {
    let here = std::env::temp_dir();
    let version = run_in(&here, &["--version"]);
    assert_eq!(version.out, concat!("escapee ", env!("CARGO_PKG_VERSION"), "\n"));
    let wrong = run_in(&here, &["shwo", "INC-1"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("similar subcommand exists: 'show'"), "{}", wrong.err);
}

#[test]
fn a_format_the_command_lacks_is_refused_before_anything_is_done() {
    let shop = Shop::new();
    shop.write("incidents.csv", super::shop::INCIDENTS);
    let ran = shop.run(&["import", "incidents", "incidents.csv", "--format", "html"]);
    assert_eq!(ran.code, 2);
    let told = "error: `import` has no html output\nhint: there is text, json, csv, markdown\n";
    assert_eq!(ran.err, told);
    assert!(!shop.path.join("escapee.db").exists(), "it was imported all the same");
    shop.says(&["import", "incidents", "incidents.csv"]);
    for (format, arguments) in [
        ("html", &["analyze"][..]),
        ("html", &["show", "INC-1"]),
        ("html", &["rate"]),
        ("html", &["regions"]),
        ("html", &["incidents", "list"]),
        ("csv", &["incidents", "add", "A-1", "--title", "x"]),
        ("csv", &["link", "INC-1", "--fix", "v1.2"]),
        ("html", &["trace", "HEAD"]),
        ("text", &["report"]),
        ("csv", &["chart", "escape-rate", "--out", "x.svg"]),
        ("csv", &["init"]),
    ] {
        let ran = shop.run(&[arguments, &["--format", format]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(&format!("has no {format} output\nhint: there is ")), "{ran:?}");
    }
    assert!(!shop.path.join("x.svg").exists() && !shop.path.join("escapee.toml").exists());
    assert!(!shop.says(&["incidents", "list"]).contains("A-1"));
}

#[test]
fn a_chart_or_report_that_cannot_be_is_named() {
    let shop = Shop::stocked();
    for (arguments, error) in [
        (&["chart", "pie", "--out", "x.svg"][..], "`pie` is no chart; `escapee chart list`"),
        (&["chart", "escape-rate"], "`--out` is missing\nhint: as in `escapee chart"),
        (&["chart", "escape-rate", "--out", "x.gif"], "`x.gif` is no chart file"),
        (&["report", "--out", "x.docx"], "`.docx` is no report format"),
        (&["report", "--out", "no/such/folder/x.md"], "cannot write `no/such/folder/x.md`"),
    ] {
        let ran = shop.run(arguments);
        assert_eq!(ran.code, 2);
        assert!(ran.err.starts_with(&format!("error: {error}")), "{}", ran.err);
    }
    let quarter = shop.run(&["report", "--quarter", "2025Q5"]);
    assert_eq!(quarter.code, 2);
    assert!(quarter.err.contains("expected a quarter, as in 2026Q3"), "{}", quarter.err);
}

#[test]
fn a_reader_that_went_away_is_no_failure() {
    let shop = Shop::stocked();
    for arguments in [
        &["show", "INC-1"][..],
        &["report", "--format", "html"],
        &["regions"],
        &["completions", "bash"],
        &["help"],
    ] {
        let mut child = command(&shop.path, arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{arguments:?}");
    }
}

#[test]
fn text_fits_eighty_columns_and_holds_no_escape_codes() {
    let shop = Shop::stocked();
    shop.says(&["incidents", "add", "INC-5", "--title", &"long words ".repeat(20)]);
    shop.write("bad.csv", format!("id,title,started_at\nA-1,x,{}\n", "some day ".repeat(30)));
    for arguments in [
        &["show", "INC-1"][..],
        &["show", "INC-5"],
        &["rate"],
        &["rate", "--by", "component"],
        &["incidents", "list"],
        &["analyze"],
        &["trace", "v1.2", "v1.0"],
        &["import", "incidents", "bad.csv"],
        &["import", "coverage", "lcov.info", "--commit", "v1.1"],
    ] {
        let mut command = command(&shop.path, arguments);
        command.env_remove("NO_COLOR");
        let out = super::shop::Ran::from(command.output().unwrap()).out;
        assert!(!out.contains('\u{1b}'), "{arguments:?}");
        let wide = out.lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "{arguments:?}");
        assert!(!out.is_empty());
    }
}

#[test]
fn colours_are_there_where_they_are_asked_for() {
    let shop = Shop::stocked();
    let mut command = command(&shop.path, &["show", "INC-1"]);
    command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1");
    let coloured: super::shop::Ran = command.output().unwrap().into();
    assert!(coloured.out.contains('\u{1b}'), "{}", coloured.out);
}

#[test]
fn without_utf8_or_by_a_flag_text_is_ascii() {
    let shop = Shop::stocked();
    let flagged = shop.says(&["show", "INC-1", "--ascii"]);
    assert!(flagged.is_ascii(), "{flagged}");
    let mut command = command(&shop.path, &["show", "INC-1"]);
    command.env("LANG", "C");
    let plain: super::shop::Ran = command.output().unwrap().into();
    assert_eq!(plain.out, flagged);
}

#[test]
fn ids_lead_to_their_tracker_only_where_that_is_asked_or_the_terminal_knows_links() {
    let shop = Shop::stocked();
    shop.write(
        "linked.csv",
        "id,title,phase,started_at,url\n\
         NET-1,Slow,production,2025-04-02T08:00:00Z,https://tracker.example/NET-1\n",
    );
    shop.says(&["import", "incidents", "linked.csv"]);
    let link = "\u{1b}]8;;https://tracker.example/NET-1\u{1b}\\NET-1\u{1b}]8;;\u{1b}\\";
    for command in [&["show", "NET-1"][..], &["worksheet", "NET-1"], &["incidents", "list"]] {
        let says = |when: &str| shop.says(&[command, &["--hyperlinks", when]].concat());
        assert!(says("always").contains(link), "{command:?}");
        for when in ["auto", "never"] {
            assert!(!says(when).contains("\u{1b}]8"), "{command:?} {when} into a pipe");
        }
    }
    shop.says(&["worksheet", "NET-1", "--hyperlinks", "always", "--out", "sheet.txt"]);
    let sheet = std::fs::read_to_string(shop.path.join("sheet.txt")).unwrap();
    assert!(sheet.contains("NET-1") && !sheet.contains('\u{1b}'), "a file is no terminal: {sheet}");
    assert_eq!(shop.run(&["show", "NET-1", "--hyperlinks", "often"]).code, 2);
}

#[test]
fn a_file_says_how_many_incidents_of_what_it_holds() {
    let shop = Shop::stocked();
    assert_eq!(shop.says(&["report", "--out", "r.md"]), "r.md: 2 incidents, all time\n");
    let quarter = ["--quarter", "2025Q2", "--out"];
    let html = shop.says(&[&["report"], &quarter[..], &["r.html"]].concat());
    assert_eq!(html, "r.html: 1 incident, 2025Q2\n");
    let deck = shop.says(&[&["deck"], &quarter[..], &["r.xlsx"]].concat());
    assert_eq!(deck, "r.xlsx: 1 incident, 2025Q2\n");
}

#[test]
fn a_component_of_the_record_alone_is_named_and_said_to_count_as_other() {
    let shop = Shop::stocked();
    let place = "component checkout (counted as other)";
    assert!(shop.says(&["show", "INC-1"]).contains(place));
    assert!(shop.says(&["incidents", "list"]).contains(" checkout (other) "));
    shop.write("escapee.toml", "[[component]]\nname = \"checkout\"\npaths = [\"src/checkout\"]\n");
    let known = shop.says(&["show", "INC-1"]);
    assert!(known.contains("component checkout") && !known.contains("counted as"), "{known}");
}

#[test]
fn checks_that_found_nothing_missing_say_so_of_all() {
    let shop = Shop::stocked();
    let checks = flat(&shop.says(&["doctor"]));
    assert!(checks.contains("times fine all 2 incidents have a time"), "{checks}");
    assert!(checks.contains("links fine all 1 escapes have a link to code"), "{checks}");
}

#[test]
fn a_list_stands_by_the_numbers_of_its_ids_by_time_or_by_severity() {
    let shop = Shop::new();
    shop.write(
        "p.csv",
        "id,title,phase,severity,started_at\n\
         P-10,a,production,2,2025-01-05\nP-2,b,production,,2025-01-09\nP-1,c,production,1,\n",
    );
    shop.says(&["import", "incidents", "p.csv"]);
    let listed = |order: &[&str]| {
        let list = shop.says(&[&["incidents", "list", "--format", "csv"], order].concat());
        let ids: Vec<String> =
            list.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
        ids.join(" ")
    };
    assert_eq!(listed(&[]), "P-1 P-2 P-10");
    assert_eq!(listed(&["--sort", "time"]), "P-2 P-10 P-1");
    assert_eq!(listed(&["--sort", "severity"]), "P-1 P-10 P-2");
}
