//! Whether a test file mirrors a source file by its name and folders, as in
//! `tests/rules/test_push.py` for `app/rules/push.py` or `FooTest.java` for `Foo.java`.

/// Folders that only say "tests live here" or "sources live here".
const ROOTS: &[&str] = &[
    "test",
    "tests",
    "testing",
    "spec",
    "specs",
    "__tests__",
    "unit",
    "unittest",
    "unittests",
    "integration",
    "functional",
    "e2e",
    "it",
    "src",
    "lib",
    "main",
    "java",
    "kotlin",
    "python",
    "ts",
    "js",
    "go",
    "rust",
];

/// What a test's file name may put before the name of the file under test.
const PREFIXES: &[&str] = &["test_", "tests_", "test-", "Test"];

/// What a test's file name may put after it.
const SUFFIXES: &[&str] = &[
    "_test", "_tests", "-test", ".test", ".spec", "_spec", "-spec", "Tests", "Test", "TestCase",
    "IT", "Spec",
];

/// Names of files that speak for their folder.
const FOLDER_FILES: &[&str] = &["__init__", "mod", "index", "lib", "main"];

/// Returns whether the test file is the source file itself or mirrors it.
///
/// The names must be equal once test affixes and leading underscores are gone, and the folders of
/// one, without folders such as `tests` and `src`, must be the end of the folders of the other.
pub(super) fn mirrors(test: &str, source: &str) -> bool {
    if test == source {
        return true;
    }
    let (test_folders, test_name) = split(test);
    let (source_folders, source_name) = split(source);
    let bare = strip_affixes(test_name);
    let in_test_folder = test
        .split('/')
        .any(|part| matches!(part, "test" | "tests" | "spec" | "specs" | "__tests__"));
    if bare == test_name && !in_test_folder {
        return false;
    }
    let bare = bare.trim_start_matches('_');
    let name = source_name.trim_start_matches('_');
    let parent = source_folders.last().copied();
    let speaks_for_folder = FOLDER_FILES.contains(&source_name);
    let joined = parent.map(|parent| format!("{parent}_{name}"));
    let same_name = bare == name
        || joined.as_deref() == Some(bare)
        || (speaks_for_folder && parent == Some(bare));
    same_name && folders_agree(&test_folders, &source_folders)
}

/// Returns the names that a test of the source file may have, affixes gone: a superset of what
/// [`mirrors`] takes.
pub(super) fn names_of_source(source: &str) -> Vec<String> {
    let (folders, own) = split(source);
    let name = own.trim_start_matches('_');
    let parent = folders.last().copied();
    let mut names = vec![name.to_owned()];
    names.extend(parent.map(|parent| format!("{parent}_{name}")));
    names.extend(parent.filter(|_| FOLDER_FILES.contains(&own)).map(str::to_owned));
    names
}

/// Returns the names of source files that the test file may mirror.
pub(super) fn names_of_test(test: &str) -> Vec<String> {
    let (_, own) = split(test);
    let bare = |name: &str| name.trim_start_matches('_').to_owned();
    vec![bare(strip_affixes(own)), bare(own)]
}

/// Files that are imported by the name of their folder alone.
const UNNAMED_FILES: &[&str] = &["__init__", "mod", "index"];

/// Returns the words that an import of the source file holds: those of its name, which is its folder's for files such
/// as `index.js`, and the folder that it is told from others of its name by, if that says anything. `None` where its
/// name says nothing.
pub(super) fn words_of_import(source: &str) -> Option<(Vec<&str>, Option<&str>)> {
    let (folders, own) = split(source);
    let mut folders = folders.into_iter().rev();
    let name = if UNNAMED_FILES.contains(&own) {
        folders.next().filter(|folder| !ROOTS.contains(folder))?
    } else {
        own
    };
    let words = name.split('.').filter(|word| !word.is_empty()).collect();
    let folder = folders.next().filter(|folder| !ROOTS.contains(folder));
    Some((words, folder))
}

/// Returns the folders and the name without its last extension.
fn split(path: &str) -> (Vec<&str>, &str) {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    (folders.split('/').filter(|f| !f.is_empty()).collect(), name)
}

fn strip_affixes(name: &str) -> &str {
    let end = |name: &&str| !name.is_empty();
    let cut = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix).filter(end));
    cut.or_else(|| SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix).filter(end)))
        .unwrap_or(name)
}

fn folders_agree(test: &[&str], source: &[&str]) -> bool {
    let keep = |folders: &[&str]| -> Vec<String> {
        folders.iter().filter(|f| !ROOTS.contains(*f)).map(|f| (*f).to_owned()).collect()
    };
    let (test, source) = (keep(test), keep(source));
    source.ends_with(&test) || test.ends_with(&source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_layouts_of_six_languages_mirror() {
        for (test, source) in [
            ("tests/rules/test_git_push.py", "thefuck/rules/git_push.py"),
            ("tests/test_utils.py", "thefuck/utils.py"),
            ("tqdm/tests/tests_tqdm.py", "tqdm/_tqdm.py"),
            ("tests/test_checkout_cart.py", "shop/checkout/cart.py"),
            ("tests/test_shop.py", "shop/__init__.py"),
            ("src/test/java/com/shop/CartTest.java", "src/main/java/com/shop/Cart.java"),
            ("pkg/cart_test.go", "pkg/cart.go"),
            ("src/cart/__tests__/total.test.ts", "src/cart/total.ts"),
            ("src/cart/total.spec.js", "src/cart/total.js"),
            ("tests/cart.rs", "src/cart.rs"),
            ("src/cart.rs", "src/cart.rs"),
        ] {
            assert!(mirrors(test, source), "{test} mirrors {source}");
        }
    }

    #[test]
    fn another_name_or_another_folder_does_not_mirror() {
        for (test, source) in [
            ("tests/rules/test_push.py", "app/shells/push.py"),
            ("tests/test_cart.py", "shop/checkout.py"),
            ("other/cart.py", "shop/cart.py"),
            ("tests/test_.py", "shop/cart.py"),
            ("", "shop/cart.py"),
        ] {
            assert!(!mirrors(test, source), "{test} does not mirror {source}");
        }
    }

    #[test]
    fn a_file_is_imported_by_the_words_of_its_name_and_its_folder() {
        for (source, expected) in [
            ("app/shop/cart.py", Some((vec!["cart"], Some("shop")))),
            ("web/cart/cart.service.ts", Some((vec!["cart", "service"], Some("cart")))),
            ("app/shop/__init__.py", Some((vec!["shop"], Some("app")))),
            ("app/main.py", Some((vec!["main"], Some("app")))),
            // A folder of sources names nothing.
            ("src/index.ts", None),
            ("src/main.ts", Some((vec!["main"], None))),
            ("index.js", None),
        ] {
            assert_eq!(words_of_import(source), expected, "{source}");
        }
    }
}
