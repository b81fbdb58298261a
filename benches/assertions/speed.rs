//! How fast files of tests are read, beside the bare parse of the same files.
//!
//! For each language of the folders' files: megabytes a second of processor time for tree-sitter's own
//! parser, one parser for all files, and for escapee's scan of the same bytes, in turns, and how many
//! times the bare parse the scan takes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use escapee::syntax::{Language, TestFile, is_test_file, language_with_tests};
use tree_sitter::Parser;

/// Processor time that each side gets at least, in seconds.
const ENOUGH: f64 = 2.0;

struct File {
    in_test_file: bool,
    source: Vec<u8>,
}

/// Prints a line a language.
pub(crate) fn print(folders: &[String]) {
    let mut files: BTreeMap<Language, Vec<File>> = BTreeMap::new();
    for folder in folders {
        collect(Path::new(folder), Path::new(folder), &mut files);
    }
    println!("language    files     MB  bare MB/s  scan MB/s  scan/bare");
    for (language, files) in &files {
        let mb = files.iter().map(|f| f.source.len()).sum::<usize>() as f64 / 1e6;
        let (mut bare, mut scan, mut rounds) = (0.0, 0.0, 0.0);
        while bare < ENOUGH || scan < ENOUGH {
            bare += timed(|| parse(*language, files));
            scan += timed(|| {
                for file in files {
                    let read = TestFile::read(*language, file.in_test_file, &file.source);
                    std::hint::black_box(&read);
                }
            });
            rounds += 1.0;
        }
        println!(
            "{:<10} {:>6} {mb:>6.2} {:>10.2} {:>10.2} {:>10.2}",
            format!("{language:?}"),
            files.len(),
            mb * rounds / bare,
            mb * rounds / scan,
            scan / bare,
        );
    }
}

fn collect(root: &Path, path: &Path, files: &mut BTreeMap<Language, Vec<File>>) {
    let Ok(entries) = std::fs::read_dir(path) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.is_symlink() {
            collect(root, &path, files);
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if let Some(language) = language_with_tests(&name)
            && let Ok(source) = std::fs::read(&path)
        {
            let file = File { in_test_file: is_test_file(&name), source };
            files.entry(language).or_default().push(file);
        }
    }
}

fn parse(language: Language, files: &[File]) {
    let grammar = match language {
        Language::Rust => tree_sitter_rust::LANGUAGE,
        Language::Python => tree_sitter_python::LANGUAGE,
        Language::JavaScript => tree_sitter_javascript::LANGUAGE,
        Language::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT,
        Language::Tsx => tree_sitter_typescript::LANGUAGE_TSX,
        Language::Java => tree_sitter_java::LANGUAGE,
        Language::Go => tree_sitter_go::LANGUAGE,
        Language::CSharp => tree_sitter_c_sharp::LANGUAGE,
        Language::C => tree_sitter_c::LANGUAGE,
        Language::Cpp => tree_sitter_cpp::LANGUAGE,
        Language::Ruby => tree_sitter_ruby::LANGUAGE,
        Language::Php => tree_sitter_php::LANGUAGE_PHP,
        Language::Kotlin => tree_sitter_kotlin_ng::LANGUAGE,
    };
    let mut parser = Parser::new();
    parser.set_language(&grammar.into()).unwrap();
    for file in files {
        std::hint::black_box(parser.parse(&file.source, None));
    }
}

/// Returns the processor time that something takes, in seconds.
fn timed(work: impl FnOnce()) -> f64 {
    let before = processor_seconds();
    work();
    processor_seconds() - before
}

/// Returns the processor time of this thread so far, in seconds, as Linux counts it.
fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap() / 1e9
}
