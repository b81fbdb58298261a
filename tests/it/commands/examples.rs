//! The examples of `--help`: each is run in the folder of the demo, as it says.

use std::path::Path;
use std::process::Command;

use super::demo_shop::Demo;
use super::shop::run_in;

/// Returns the names of a help's commands.
fn commands(help: &str) -> Vec<String> {
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    let names =
        list.lines().take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// Returns the examples of a help, those over two lines as one.
fn examples(help: &str) -> Vec<String> {
    let start = help.find("\nExample");
    let Some(start) = start else { return Vec::new() };
    let lines = help[start..].lines().filter(|line| line.starts_with("  "));
    let text = lines.map(str::trim).collect::<Vec<_>>().join("\n").replace("\\\n", " ");
    // What is shown of escapee.toml is no command.
    let is_command = |line: &&str| !line.starts_with('[') && !line.contains(" = ");
    text.lines().filter(is_command).map(str::to_owned).collect()
}

/// Every command with its examples.
pub(super) fn all() -> Vec<(Vec<String>, Vec<String>)> {
    let mut found = Vec::new();
    let mut waiting: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(command) = waiting.pop() {
        let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        arguments.push("--help");
        let help = run_in(Path::new("."), &arguments);
        assert_eq!(help.code, 0, "{arguments:?}");
        for name in commands(&help.out).into_iter().filter(|name| name != "help") {
            waiting.push([command.clone(), vec![name]].concat());
        }
        found.push((command, examples(&help.out)));
    }
    found
}

/// Runs a line of a shell in a folder, with the command in its path; gives back code and errors.
fn shell(folder: &Path, line: &str) -> (i32, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_escapee")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut ran = Command::new("sh");
    ran.current_dir(folder).env("PATH", path).env("HOME", folder).args(["-c", line]);
    let ran = ran.output().unwrap();
    (ran.status.code().unwrap_or(-1), String::from_utf8_lossy(&ran.stderr).into_owned())
}

#[test]
fn every_example_of_every_command_runs_on_the_demo() {
    let mut without = Vec::new();
    let mut ran = 0;
    for (command, examples) in all() {
        if examples.is_empty() && command.first().is_none_or(|name| name != "help") {
            without.push(command.join(" "));
        }
        let demo = Demo::new();
        for line in examples {
            let name = line.split_whitespace().nth(1).unwrap_or_default();
            match name {
                // Made once for all tests already.
                "demo" => continue,
                // Without a network it is read and gets as far as the folder.
                "sync" => {
                    let (code, error) = shell(&demo.folder, &format!("{line} --repo /nowhere"));
                    assert!(code == 2 && error.contains("nowhere"), "{line}: {error}");
                    assert!(!error.contains("Usage:"), "{line}: {error}");
                }
                "init" if !line.contains("--dry-run") => {
                    std::fs::remove_file(demo.folder.join("escapee.toml")).unwrap();
                    let (code, error) = shell(&demo.folder, &line);
                    assert_eq!(code, 0, "{line}: {error}");
                }
                _ => {
                    let (code, error) = shell(&demo.folder, &line);
                    // A check may say no; what it may not is fail.
                    let most = i32::from(name == "gate");
                    assert!((0..=most).contains(&code), "{line}: {code} {error}");
                }
            }
            ran += 1;
        }
    }
    assert!(ran > 90, "{ran}");
    assert_eq!(without, [] as [String; 0], "commands without an example");
}
