//! The font files that letters are drawn with where the bundled fonts lack them: those a command names,
//! then those of `escapee.toml`. None is looked for anywhere else.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::workspace::{Place, project_at};
use crate::error::Error;

/// Largest font file that is read; the largest collections of all East Asian letters take half of it.
const LARGEST: u64 = 256 * 1_024 * 1_024;

/// Returns the font files with their bytes, in the order they are asked.
pub fn font_files(place: &Place, named: &[PathBuf]) -> Result<Vec<(PathBuf, Vec<u8>)>, Error> {
    let (root, project) = project_at(&place.folder)?;
    let of_project = project.fonts.iter().map(|file| root.join(file));
    named
        .iter()
        .cloned()
        .chain(of_project)
        .map(|path| read(&path).map(|bytes| (path, bytes)))
        .collect()
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::File { action: "read", path: path.to_owned(), source };
    let refused = |why: &str| failed(std::io::Error::new(std::io::ErrorKind::InvalidInput, why));
    // A pipe would be waited for, and a device has no end.
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(refused("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(refused("a font of more than 256 MiB is not read"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_files_come_before_those_of_the_project_which_lie_beside_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("own.ttf");
        std::fs::write(folder.path().join("escapee.toml"), "[charts]\nfonts = [\"a.ttf\"]")
            .unwrap();
        std::fs::write(folder.path().join("a.ttf"), b"a").unwrap();
        std::fs::write(&own, b"own").unwrap();
        let place = Place { folder: folder.path().to_owned(), database: None };
        let files = font_files(&place, std::slice::from_ref(&own)).unwrap();
        let bytes: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
        assert_eq!(bytes, [&b"own"[..], b"a"]);
        assert_eq!(files[0].0, own);
    }

    #[test]
    fn what_is_no_file_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { folder: folder.path().to_owned(), database: None };
        for path in [folder.path().join("none.ttf"), folder.path().to_owned()] {
            let error = font_files(&place, std::slice::from_ref(&path)).unwrap_err().to_string();
            assert_eq!(error, format!("cannot read `{}`", path.display()));
        }
    }
}
