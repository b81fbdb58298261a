//! Every key of `escapee.toml`, and what is wrong in one.

use super::*;

#[test]
fn an_empty_file_is_the_default_project() {
    assert_eq!(read("").unwrap(), Project::default());
}

#[test]
fn every_key_arrives_where_it_belongs() {
    let project = read(
        r#"
        moment = "first-shipped"
        environment = "live"
        key_pattern = "SHOP-\\d+"
        max_age = "90 days"
        fiscal_year_start = 4
        zone = "+01:00"
        ignore_revs = ["abc1234"]
        banner = "invented data"
        [[repository]]
        name = "shop"
        path = "../shop"
        branch = "trunk"
        tag_pattern = "v*"
        [[component]]
        name = "checkout"
        repo = "shop"
        paths = ["src/checkout"]
        tracker = ["Checkout", "Cart"]
        tag_pattern = "checkout-v*"
        core = true
        [[flow]]
        name = "pay"
        paths = ["src/pay"]
        functions = ["charge"]
        [[flow.state]]
        name = "card-declined"
        words = ["CardDeclined", "402"]
        [incidents]
        null_tokens = ["?"]
        list_separator = "|"
        date_format = "%d/%m/%y"
        zone = "-05:00"
        preset = "jira"
        [incidents.extract]
        severity = { column = "Summary", pattern = '^(P\d):' }
        [incidents.columns]
        id = "Key"
        [incidents.constants]
        phase = "production"
        [incidents.values.severity]
        "Show Stopper" = "1"
        [charts]
        fonts = ["fonts/han.otf", "fonts/thai.ttf"]
        "#,
    )
    .unwrap();
    assert_eq!((project.moment, project.max_age_days), (MomentKind::FirstShipped, Some(90)));
    assert_eq!(
        (project.environment.as_str(), project.banner.as_deref()),
        ("live", Some("invented data"))
    );
    assert_eq!(project.key_pattern.as_deref(), Some(r"SHOP-\d+"));
    assert_eq!(
        (project.calendar.fiscal_year_start, project.calendar.zone.local_minus_utc()),
        (4, 3600)
    );
    assert_eq!(project.repository("shop").unwrap().branch.as_deref(), Some("trunk"));
    assert_eq!(project.component_of_path("shop", "src/checkout/a.py"), "checkout");
    assert!(project.components[0].core && project.ignore_revs == ["abc1234"]);
    assert_eq!(project.flows[0].states[0].words, ["CardDeclined", "402"]);
    assert_eq!(project.mapping.columns["id"], "Key");
    assert_eq!(project.mapping.constants["phase"], "production");
    assert_eq!(project.mapping.values["severity"]["show stopper"], "1");
    assert_eq!(project.mapping.zone.as_deref(), Some("-05:00"));
    let extract = &project.mapping.extract["severity"];
    assert_eq!((extract.column.as_str(), extract.pattern.as_str()), ("Summary", r"^(P\d):"));
    assert_eq!(project.fonts, ["fonts/han.otf", "fonts/thai.ttf"]);
    assert_eq!(project.mapping.preset.as_deref(), Some("jira"));
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    for (text, message) in [
        ("\nmomnet = \"shipped\"", "line 2: unknown field `momnet`"),
        ("[[component]]\nname = \"a\"\npath = \"src\"", "line 3: unknown field `path`"),
        ("\n\nmoment = \"now\"", "line 3: `now` is no moment"),
        ("key_pattern = \"(\"", "line 1: `key_pattern` is no regular expression"),
        ("max_age = \"soon\"", "line 1: `max_age` is `soon`"),
        ("[incidents]\npreset = \"notepad\"", "line 2: `notepad` is no preset"),
        (
            "[incidents.extract]\nphase = { column = \"a\", pattern = \"(\" }",
            "line 2: `pattern` is no regular expression",
        ),
        ("fiscal_year_start = 13", "line 1: `fiscal_year_start` is a month"),
        ("zone = \"Berlin\"", "line 1: `zone` is `Berlin`"),
        (
            "[[repository]]\nname = \"a\"\n[[repository]]\nname = \"a\"",
            "line 3: a second repository named `a`",
        ),
        (
            "[[component]]\nname = \"a\"\nrepo = \"b\"",
            "line 1: component `a` names the repository `b`",
        ),
        ("[incidents.columns]\nid = \"Key\"\nopend = \"Opened\"", "line 3: `opend` is no field"),
        ("a = [", "line 1: "),
    ] {
        let error = read(text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{text}\n{error}");
    }
}
