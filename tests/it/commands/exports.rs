//! What leaves the house: pictures, slides, redacted reviews, manual pages, completions, help.

use std::io::{Cursor, Read};

use super::shop::{Shop, json};

/// Returns every text inside a zip, which must be one.
fn texts_inside(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(place).unwrap().read_to_end(&mut part).unwrap();
        // A workbook within the slides.
        if part.starts_with(b"PK") {
            all.push_str(&texts_inside(&part));
        } else {
            all.push_str(&String::from_utf8_lossy(&part));
        }
    }
    all
}

fn file(shop: &Shop, name: &str) -> Vec<u8> {
    std::fs::read(shop.path.join(name)).unwrap()
}

/// Returns width, height and pixels per metre of a PNG.
fn size(png: &[u8]) -> (u32, u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    let density = png.windows(4).position(|name| name == b"pHYs").map_or(0, |at| number(at + 4));
    (number(16), number(20), density)
}

#[test]
fn a_picture_has_the_form_and_the_size_that_were_asked_for() {
    let shop = Shop::stocked();
    for (arguments, expected) in [
        (&["--scale", "1"][..], (960, 540)),
        (&["--scale", "2"], (1920, 1080)),
        (&["--dpi", "150"], (2000, 1125)),
    ] {
        let all = [&["chart", "escape-rate", "--out", "rate.png"], arguments].concat();
        shop.says(&all);
        let (width, height, density) = size(&file(&shop, "rate.png"));
        assert_eq!((width, height), expected, "{arguments:?}");
        // 13.33 inches wide on a slide, whatever the pixels.
        let inches = f64::from(width) / (f64::from(density) * 0.0254);
        assert!((inches - 40.0 / 3.0).abs() < 0.01, "{arguments:?}: {inches} inches");
    }
    shop.says(&["chart", "escape-rate", "--out", "rate.pdf"]);
    assert!(file(&shop, "rate.pdf").starts_with(b"%PDF-"));
    shop.says(&["chart", "escape-rate", "--out", "rate.svg"]);
    assert!(String::from_utf8(file(&shop, "rate.svg")).unwrap().trim_end().ends_with("</svg>"));

    let names = shop.says(&["chart", "list"]);
    shop.says(&["chart", "all", "--out", "charts"]);
    let drawn = std::fs::read_dir(shop.path.join("charts")).unwrap().count();
    let listed = names.lines().filter(|line| !line.starts_with(' ') && !line.is_empty()).count();
    assert_eq!((listed, drawn), (9, 18), "{names}");
}

#[test]
fn what_cannot_be_drawn_says_what_can() {
    let shop = Shop::stocked();
    for (arguments, told) in [
        (&["chart", "pie", "--out", "x.svg"][..], "pie"),
        (&["chart", "escape-rate", "--out", "x.bmp"], "bmp"),
        (&["chart", "timeline", "--incident", "INC-77", "--out", "x.svg"], "INC-77"),
        (&["deck", "--out", "x.key"], "x.key"),
        (&["report", "--quarter", "2025Q9", "--out", "x.md"], "2025Q9"),
        (&["help", "cyclomatic"], "cyclomatic"),
    ] {
        let ran = shop.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
    assert!(
        std::fs::read_dir(&shop.path)
            .unwrap()
            .all(|entry| { !entry.unwrap().file_name().to_string_lossy().starts_with("x.") })
    );
}

#[test]
fn redacted_exports_hold_no_title_no_id_and_no_component() {
    let shop = Shop::stocked();
    let files = ["out.html", "out.md", "out.json"].map(|name| ("report", name));
    let files = files.into_iter().chain([("deck", "out.pptx"), ("deck", "out.xlsx")]);
    for (command, name) in files {
        let text = |bytes: Vec<u8>| {
            if bytes.starts_with(b"PK") {
                texts_inside(&bytes)
            } else {
                String::from_utf8(bytes).unwrap()
            }
        };
        shop.says(&[command, "--out", name]);
        let open = text(file(&shop, name));
        shop.says(&[command, "--redact", "--out", name]);
        let redacted = text(file(&shop, name));
        for secret in ["Charged thrice", "INC-1", "checkout", "src/", "in charge", "right fee"] {
            assert!(!redacted.contains(secret), "{name} holds {secret}");
        }
        assert!(open.contains("INC-1"), "{name}");
    }
}

#[test]
fn a_deck_and_a_workbook_are_the_same_bytes_twice() {
    let shop = Shop::stocked();
    for name in ["one.pptx", "one.xlsx"] {
        shop.says(&["deck", "--out", name]);
        let first = file(&shop, name);
        shop.says(&["deck", "--out", name]);
        assert_eq!(file(&shop, name), first, "{name}");
        assert!(texts_inside(&first).contains("1 of 2"), "{name} lacks the rate");
    }
}

#[test]
fn manual_pages_completions_and_help_know_every_command() {
    let shop = Shop::new();
    let help = shop.says(&["help"]);
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() > 25 && commands.contains(&"worksheet"), "{commands:?}");
    shop.says(&["man", "--out", "man"]);
    let bash = shop.says(&["completions", "bash"]);
    for words in ["month quarter release component severity", "shipped first-shipped introduced"] {
        assert!(bash.contains(&format!("compgen -W \"{words}")), "no words of a flag: {words}");
    }
    for command in &commands {
        assert!(bash.contains(command), "completions lack {command}");
        let usage = shop.says(&["help", command]);
        assert!(usage.contains(&format!("Usage: escapee {command}")), "{usage}");
        if *command != "help" {
            let page = std::fs::read_to_string(shop.path.join(format!("man/escapee-{command}.1")));
            assert!(page.is_ok_and(|page| page.contains(".TH")), "no page of {command}");
        }
    }
    let term = shop.says(&["help", "verified-escape", "share"]);
    assert!(term.starts_with("verified-escape share\n"), "{term}");
}

#[test]
fn the_doctor_names_each_gap_and_its_way_out() {
    let bare = Shop::new();
    bare.write("incidents.csv", "id,title,started_at\nA-1,It is slow,2025-04-01T08:00:00Z\n");
    bare.says(&["import", "incidents", "incidents.csv"]);
    let checks = bare.run(&["doctor", "--format", "json"]).out;
    let of = |checks: &str, name: &str| {
        let all = json(checks, "/checks");
        let found = all.as_array().unwrap().iter().find(|check| check["name"] == name).cloned();
        found.unwrap_or_else(|| panic!("no check {name} in {checks}"))
    };
    for name in ["coverage", "test runs", "mutants"] {
        let check = of(&checks, name);
        assert_eq!(check["state"], "gap", "{check}");
        assert!(check["mend"].as_str().unwrap().starts_with("escapee import"), "{check}");
    }
    let stocked = Shop::stocked();
    let checks = stocked.run(&["doctor", "--format", "json"]).out;
    assert_eq!(of(&checks, "repositories")["state"], "fine");
    assert_eq!(of(&checks, "times")["state"], "fine");
}
