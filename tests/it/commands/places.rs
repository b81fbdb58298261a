//! Where the command works: odd folders, several repositories, empty and shallow ones.

use super::shop::{INCIDENTS, LCOV, Shop, flat, json, run_in};

#[test]
fn spaces_and_letters_beyond_ascii_in_folders_and_paths_are_ordinary() {
    let path = "src/zählung 支払/große Kasse.py";
    let shop = Shop::named("mein Läden & Söhne", path, "INC-1: right fee");
    assert!(shop.says(&["init"]).contains("zählung 支払"));
    shop.write("störung.csv", INCIDENTS);
    shop.write("ab deckung.info", LCOV.replace("src/checkout/pay.py", path));
    shop.says(&["import", "incidents", "störung.csv"]);
    shop.says(&["import", "coverage", "ab deckung.info", "--commit", "v1.1"]);
    let regions = shop.says(&["regions", "INC-1"]);
    assert!(regions.contains(&format!(",{path},8,deleted,uncovered,")), "{regions}");
    let shown = flat(&shop.says(&["show", "INC-1"]));
    assert!(shown.contains("große Kasse.py:8"), "{shown}");
    // From another folder, too.
    let repo = shop.path.to_str().unwrap();
    let away = run_in(shop.folder(), &["regions", "INC-1", "--repo", repo]);
    assert_eq!(away.out, regions);
    let region = format!("{path}:7-8@v1.1");
    shop.says(&["link", "INC-2", "--region", &region]);
    assert!(shop.says(&["show", "INC-2"]).contains("große Kasse.py:7–8"));
}

#[test]
fn a_folder_inside_the_work_tree_is_the_same_project() {
    let shop = Shop::new();
    shop.write("incidents.csv", INCIDENTS);
    git2::Repository::open(&shop.path).unwrap().checkout_head(None).unwrap();
    let inside = shop.path.join("src/checkout");
    let run = |arguments: &[&str]| {
        let ran = run_in(&inside, arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        ran.out
    };
    run(&["import", "incidents", "../../incidents.csv"]);
    assert!(shop.says(&["show", "INC-1"]).contains("Charged thrice"));
    run(&["init"]);
    assert!(shop.path.join("escapee.toml").is_file() && !inside.join("escapee.toml").exists());
    assert_eq!(run_in(&inside, &["init"]).code, 2);
    let nowhere = run_in(&inside, &["init", "--repo", "nowhere"]);
    assert!(nowhere.err.contains("caused by: no folder `nowhere`"), "{}", nowhere.err);
    assert_eq!(run(&["show", "INC-1"]), shop.says(&["show", "INC-1"]));
    assert!(!inside.join("escapee.db").exists());
}

#[test]
fn an_empty_repository_takes_incidents_and_says_what_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    git2::Repository::init(folder.path()).unwrap();
    std::fs::write(folder.path().join("incidents.csv"), INCIDENTS).unwrap();
    std::fs::write(folder.path().join("lcov.info"), LCOV).unwrap();
    let run = |arguments: &[&str]| run_in(folder.path(), arguments);
    let init = run(&["init"]);
    assert_eq!(init.code, 0, "{init:?}");
    assert!(init.out.contains("empty: there is no commit yet"), "{}", init.out);
    assert_eq!(run(&["import", "incidents", "incidents.csv"]).code, 0);
    let report = run(&["import", "coverage", "lcov.info", "--commit", "HEAD"]);
    assert_eq!(report.code, 2);
    assert!(report.err.contains("caused by: no commit is known as `HEAD`"), "{}", report.err);
    let shown = run(&["show", "INC-1"]);
    assert_eq!(shown.code, 0);
    // Seven rules lack the same; they say it once.
    assert!(
        flat(&shown.out).contains("NOT JUDGED S C B O E N F the code that failed"),
        "{shown:?}"
    );
    assert!(flat(&shown.out).contains("no link to code: say it with `escapee link INC-1 --fix"));
    assert!(run(&["rate"]).out.contains("1 of 2"));
}

#[test]
fn a_folder_that_is_no_repository_keeps_incidents_and_says_why_there_is_no_more() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("incidents.csv"), INCIDENTS).unwrap();
    let run = |arguments: &[&str]| run_in(folder.path(), arguments);
    for arguments in [&["init"][..], &["trace", "HEAD"]] {
        let ran = run(arguments);
        assert_eq!(ran.code, 2);
        assert!(ran.err.starts_with("error: cannot read the repository `.`"), "{}", ran.err);
        assert!(ran.err.contains("is not a git repository"), "{}", ran.err);
        assert!(ran.err.contains("hint: --repo names the folder"), "{}", ran.err);
    }
    assert_eq!(run(&["import", "incidents", "incidents.csv"]).code, 0);
    for (arguments, code) in [(&["analyze"][..], 1), (&["show", "INC-1"], 0)] {
        let ran = run(arguments);
        assert_eq!(ran.code, code);
        let said = flat(&ran.out);
        assert!(said.contains("cannot read the repository `main`"), "{said}");
        assert!(said.contains("is not a git repository"), "{said}");
    }
    assert!(run(&["rate"]).out.contains("1 of 2"));
    let nowhere = run(&["init", "--repo", "nowhere"]);
    assert!(nowhere.err.contains("caused by: no folder `nowhere`"), "{}", nowhere.err);
}

#[test]
fn a_shallow_clone_says_so_and_guesses_nothing() {
    let shop = Shop::stocked();
    // The clone ends at the fix: its parent is named and not there.
    shop.write(".git/shallow", format!("{}\n", shop.fix));
    let said = flat(&shop.says(&["analyze"]));
    assert!(said.contains("history ends at a shallow boundary: `git fetch --unshallow`"), "{said}");
    let shown = shop.says(&["show", "INC-1", "--format", "json"]);
    assert_eq!(json(&shown, "/verdict/class"), "U");
    assert_eq!(json(&shown, "/regions"), serde_json::json!([]));
    assert_eq!(json(&shown, "/candidates"), serde_json::json!([]));
    let shown = flat(&shop.says(&["show", "INC-1"]));
    assert!(!shown.contains("the fix adds"), "the whole tree is no change of the fix: {shown}");
    // Deepened, the answer is there again.
    std::fs::remove_file(shop.path.join(".git/shallow")).unwrap();
    let shown = shop.says(&["show", "INC-1", "--format", "json"]);
    assert_eq!(json(&shown, "/verdict/class"), "C");
}

#[test]
fn several_repositories_may_hold_the_same_paths() {
    let shop = Shop::new();
    let clone = |name: &str| {
        let to = shop.folder().join(name);
        git2::Repository::clone(shop.path.to_str().unwrap(), to).unwrap();
    };
    clone("eu");
    clone("us");
    let run = |arguments: &[&str]| {
        let ran = run_in(shop.folder(), arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        ran.out
    };
    let write = |name: &str, text: &str| std::fs::write(shop.folder().join(name), text).unwrap();
    let toml = "[[repository]]\nname = \"eu\"\npath = \"eu\"\n\
        [[repository]]\nname = \"us\"\npath = \"us\"\n\
        [[component]]\nname = \"till-us\"\nrepo = \"us\"\npaths = [\"src/checkout\"]\n\
        [[component]]\nname = \"till-eu\"\nrepo = \"eu\"\npaths = [\"src/checkout\"]\n";
    write("escapee.toml", toml);
    write("eu.info", LCOV);
    write("us.info", &LCOV.replace("DA:8,0", "DA:8,1"));
    run(&["import", "coverage", "eu.info", "--commit", "v1.1", "--repository", "eu"]);
    run(&["import", "coverage", "us.info", "--commit", "v1.1", "--repository", "us"]);
    for (id, repo) in [("INC-10", "eu"), ("INC-20", "us")] {
        let fix = format!("{repo}:v1.2");
        run(&["incidents", "add", id, "--title", "x", "--started", "2025-04-01", "--fix", &fix]);
    }
    let regions = run(&["regions"]);
    assert!(regions.contains("INC-10,eu,") && regions.contains(",8,deleted,uncovered,"));
    let us = run(&["regions", "INC-20"]);
    assert!(us.contains("INC-20,us,") && us.contains(",8,deleted,covered,"), "{us}");
    assert!(run(&["show", "INC-10"]).contains("component till-eu"));
    assert!(run(&["show", "INC-20"]).contains("component till-us"));

    let unknown = ["import", "coverage", "us.info", "--commit", "v1.1", "--repository", "asia"];
    let ran = run_in(shop.folder(), &unknown);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("hint: there is: eu, us"), "{}", ran.err);
}
