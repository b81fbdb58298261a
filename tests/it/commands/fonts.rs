//! Letters that the bundled font lacks, through the command: said once, with the way out.

use super::shop::Shop;

fn shop() -> Shop {
    let shop = Shop::stocked();
    shop.write(
        "other.csv",
        "id,title,phase,severity,started_at,introduced_at,customers_affected\n\
         INC-7,支付网关超时,production,1,2025-04-02T08:00:00Z,2025-03-15T08:00:00Z,900\n",
    );
    shop.says(&["import", "incidents", "other.csv"]);
    shop
}

#[test]
fn chart_and_deck_say_once_which_letters_no_font_has_and_a_picture_for_browsers_says_nothing() {
    let shop = shop();
    let timeline = ["chart", "timeline", "--incident", "INC-7", "--out"];
    for words in [
        &[&timeline[..], &["t.png"]].concat()[..],
        &["chart", "all", "--out", "charts"],
        &["deck", "--out", "review.pptx"],
    ] {
        let ran = shop.run(words);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let notes = ran.err.matches("note: ").count();
        assert_eq!(notes, 1, "{words:?}: {}", ran.err);
        assert!(ran.err.contains("--font FILE"), "{}", ran.err);
    }
    for words in [&[&timeline[..], &["t.svg"]].concat()[..], &["report", "--out", "review.html"]] {
        let ran = shop.run(words);
        assert!(ran.code == 0 && ran.err.is_empty(), "{words:?}: {}", ran.err);
    }
    assert!(std::fs::read_to_string(shop.path.join("t.svg")).unwrap().contains("支付网关超时"));
}

#[test]
fn a_font_that_is_none_is_named_before_anything_is_written() {
    let shop = shop();
    shop.write("broken.ttf", "no font");
    let chart = ["chart", "timeline", "--out", "t.png", "--font"];
    let ran = shop.run(&[&chart[..], &["broken.ttf"]].concat());
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("`broken.ttf` is no font that letters can be drawn with"),
        "{}",
        ran.err
    );
    let ran = shop.run(&[&chart[..], &["none.ttf"]].concat());
    assert!(ran.code == 2 && ran.err.contains("cannot read `none.ttf`"), "{}", ran.err);
    shop.write("escapee.toml", "[charts]\nfonts = [\"broken.ttf\"]\n");
    let ran = shop.run(&["deck", "--out", "review.pptx"]);
    assert!(ran.code == 2 && ran.err.contains("broken.ttf` is no font"), "{}", ran.err);
    assert!(!shop.path.join("t.png").exists() && !shop.path.join("review.pptx").exists());
}

#[test]
fn a_drawn_chart_is_told_as_json_with_its_files() {
    let shop = shop();
    let told = shop.run(&["chart", "all", "--out", "charts", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let charts = told["charts"].as_array().unwrap();
    assert_eq!(charts.len(), 9);
    for chart in charts {
        assert!(chart["title"].is_string() && chart["has_data"].is_boolean(), "{chart}");
        for file in chart["files"].as_array().unwrap() {
            assert!(shop.path.join(file.as_str().unwrap()).exists(), "{file}");
        }
    }
    let listed = shop.says(&["chart", "list", "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let names = |told: &serde_json::Value| -> Vec<serde_json::Value> {
        told["charts"].as_array().unwrap().iter().map(|chart| chart["name"].clone()).collect()
    };
    assert_eq!(names(&listed), names(&told));
    assert!(listed["charts"][0]["title"].is_null());
}
