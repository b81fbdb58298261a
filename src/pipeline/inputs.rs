//! The files a command line names: files, folders, patterns, the files of zip archives, `-`.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::Error;
use crate::sources::archive::{self, Entry};
use crate::sources::{Source, SourceError, kind_of};

/// Most bytes of standard input, which goes into a file so that it can be read more than once.
const MAX_STDIN: u64 = 8 << 30;
/// Deepest folder looked into.
const MAX_DEPTH: usize = 32;

/// A file to read: its name, and where its bytes are.
pub struct Input {
    /// Name for messages and the log of imports: without its folder where it was named by itself.
    pub name: String,
    place: Place,
}

enum Place {
    File(PathBuf),
    InArchive(PathBuf, Entry),
    Memory(Vec<u8>),
    Kept(NamedTempFile),
}

impl Input {
    /// Returns an input whose bytes are known.
    pub fn of_bytes(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), place: Place::Memory(bytes) }
    }

    /// Returns the file of a path.
    pub fn of_file(path: &Path) -> Self {
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        Self { name, place: Place::File(path.to_owned()) }
    }
}

impl Source for Input {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        match &self.place {
            Place::File(path) => Ok(Box::new(File::open(path)?)),
            Place::InArchive(path, entry) => archive::open(File::open(path)?, entry),
            Place::Memory(bytes) => Ok(Box::new(&bytes[..])),
            Place::Kept(file) => Ok(Box::new(file.reopen()?)),
        }
    }
}

/// The files that arguments name, and what was passed over on the way.
#[derive(Default)]
pub struct Inputs {
    /// In the order of the arguments, those of folders and archives by name.
    pub files: Vec<Input>,
    /// Files of folders and archives that are no reports, counted; and what could not be unpacked.
    pub notes: Vec<String>,
}

/// Returns the files that arguments name. Of folders and archives only reports are taken.
pub fn inputs(arguments: &[PathBuf]) -> Result<Inputs, Error> {
    let mut found = Inputs::default();
    for argument in arguments {
        if argument == Path::new("-") {
            found.files.push(Input { name: "standard input".to_owned(), place: stdin()? });
        } else if argument.is_dir() {
            let mut paths = Vec::new();
            files_below(argument, 0, &mut paths)?;
            found.take_reports(&argument.display().to_string(), &paths)?;
        } else if let (false, Some(pattern)) = (argument.exists(), pattern(argument)) {
            let mut paths: Vec<PathBuf> = pattern.flatten().filter(|path| path.is_file()).collect();
            paths.sort();
            if paths.is_empty() {
                return Err(Error::NoMatch { pattern: argument.display().to_string() });
            }
            for path in paths {
                found.take(&path, None)?;
            }
        } else {
            found.take(argument, None)?;
        }
    }
    Ok(found)
}

impl Inputs {
    /// Takes a file, or the reports of an archive.
    fn take(&mut self, path: &Path, below: Option<&Path>) -> Result<(), Error> {
        let failed = |source| Error::File { action: "read", path: path.to_owned(), source };
        let mut head = Vec::new();
        File::open(path).map_err(failed)?.take(4).read_to_end(&mut head).map_err(failed)?;
        if !archive::is_archive(&head) {
            let mut input = Input::of_file(path);
            if let Some(inside) = below.and_then(|folder| path.strip_prefix(folder).ok()) {
                input.name = inside.display().to_string().replace('\\', "/");
            }
            self.files.push(input);
            return Ok(());
        }
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let (entries, closed) = archive::entries(File::open(path).map_err(failed)?)
            .map_err(|source| Error::Import { name: name.clone(), source })?;
        for entry in &closed {
            self.notes.push(format!("`{name}`: `{entry}` cannot be unpacked and was passed over"));
        }
        let of_archive = entries.into_iter().map(|entry| Input {
            name: format!("{name}/{}", entry.name),
            place: Place::InArchive(path.to_owned(), entry),
        });
        self.only_reports(&name, of_archive.collect());
        Ok(())
    }

    fn take_reports(&mut self, folder: &str, paths: &[PathBuf]) -> Result<(), Error> {
        let mut here = Self::default();
        for path in paths {
            here.take(path, Some(Path::new(folder)))?;
        }
        self.notes.append(&mut here.notes);
        self.only_reports(folder, here.files);
        Ok(())
    }

    fn only_reports(&mut self, place: &str, files: Vec<Input>) {
        let all = files.len();
        let before = self.files.len();
        self.files.extend(files.into_iter().filter(|file| kind_of(file).is_some()));
        let others = all - (self.files.len() - before);
        if others > 0 {
            self.notes.push(format!("`{place}`: {others} of {all} files are no reports"));
        }
    }
}

fn pattern(argument: &Path) -> Option<glob::Paths> {
    let text = argument.to_str()?;
    text.contains(['*', '?', '[']).then(|| glob::glob(text).ok()).flatten()
}

/// Adds the files below a folder, by name. Links to folders and what git or tools hide are passed
/// over.
fn files_below(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    let failed = |source| Error::File { action: "read", path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut entries: Vec<_> = entries.collect::<Result<_, _>>().map_err(failed)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type().map_err(failed)?;
        let hidden = matches!(entry.file_name().to_str(), Some(".git" | "node_modules"));
        if kind.is_dir() && !hidden && depth < MAX_DEPTH {
            files_below(&entry.path(), depth + 1, found)?;
        } else if kind.is_file() || kind.is_symlink() && entry.path().is_file() {
            found.push(entry.path());
        }
    }
    Ok(())
}

fn stdin() -> Result<Place, Error> {
    let failed = |source| Error::File { action: "read", path: PathBuf::from("-"), source };
    let mut file = NamedTempFile::new().map_err(failed)?;
    let read = io::copy(&mut io::stdin().lock().take(MAX_STDIN + 1), &mut file).map_err(failed)?;
    if read > MAX_STDIN {
        let source = SourceError::TooLarge { limit: MAX_STDIN };
        return Err(Error::Import { name: "standard input".to_owned(), source });
    }
    Ok(Place::Kept(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_patterns_give_their_reports_by_name_and_count_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(path("b/.git")).unwrap();
        for (name, text) in [
            ("b/two.info", "SF:b\nend_of_record\n"),
            ("a.xml", "<testsuite/>"),
            ("readme.txt", "hello"),
            ("b/.git/three.info", "SF:c\nend_of_record\n"),
        ] {
            std::fs::write(path(name), text).unwrap();
        }
        let names = |found: &Inputs| -> Vec<String> {
            found.files.iter().map(|file| file.name.clone()).collect()
        };
        let found = inputs(&[folder.path().to_owned()]).unwrap();
        assert_eq!(names(&found), ["a.xml", "b/two.info"]);
        assert!(found.notes[0].ends_with("1 of 3 files are no reports"), "{:?}", found.notes);
        assert_eq!(names(&inputs(&[path("*/*.info")]).unwrap()), ["two.info"]);
        // What is named by itself is never left out silently, whatever it holds.
        assert_eq!(names(&inputs(&[path("readme.txt")]).unwrap()), ["readme.txt"]);
        assert!(inputs(&[path("*.none")]).is_err() && inputs(&[path("absent")]).is_err());
    }
}
