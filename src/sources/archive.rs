//! The files of a zip archive, one by one: nothing is written anywhere, so a name that climbs out of
//! the archive is only a name, and each file is unpacked as it is read.

use std::io::{self, Read, Seek};

use flate2::read::DeflateDecoder;
use zip::CompressionMethod;

use super::SourceError;
use super::unpacked::{Counted, Unpacked};

/// Most files of an archive.
const MAX_FILES: usize = 10_000;

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name, with folders.
    pub name: String,
    /// Byte of the archive where its data begin.
    start: u64,
    /// Bytes its data take there.
    packed: u64,
    is_deflated: bool,
}

/// Returns whether these are the first bytes of a zip archive.
pub fn is_archive(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Returns the files of an archive by name, and the names of those that are encrypted or packed in
/// a way nothing here unpacks.
pub fn entries(archive: impl Read + Seek) -> Result<(Vec<Entry>, Vec<String>), SourceError> {
    let broken = |error: zip::result::ZipError| SourceError::Read(io::Error::from(error));
    let mut archive = zip::ZipArchive::new(archive).map_err(broken)?;
    if archive.len() > MAX_FILES {
        return Err(SourceError::TooMany { what: "files", limit: MAX_FILES as u64 });
    }
    let (mut files, mut closed) = (Vec::new(), Vec::new());
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(broken)?;
        if file.is_dir() {
            continue;
        }
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let method = file.compression();
        let known = matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated);
        match file.data_start() {
            Some(start) if known && !file.encrypted() => files.push(Entry {
                name,
                start,
                packed: file.compressed_size(),
                is_deflated: method == CompressionMethod::Deflated,
            }),
            _ => closed.push(name),
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    closed.sort();
    Ok((files, closed))
}

/// Returns the bytes of a file of the archive.
pub fn open<'a>(
    mut archive: impl Read + Seek + 'a,
    entry: &Entry,
) -> io::Result<Box<dyn Read + 'a>> {
    archive.seek(io::SeekFrom::Start(entry.start))?;
    let packed = Counted::new(archive.take(entry.packed));
    if entry.is_deflated {
        let read = packed.count();
        return Ok(Box::new(Unpacked::new(DeflateDecoder::new(packed), read)));
    }
    Ok(Box::new(packed))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            let method = if name.contains(".raw") {
                CompressionMethod::Stored
            } else {
                CompressionMethod::Deflated
            };
            let options = SimpleFileOptions::default().compression_method(method);
            writer.start_file(*name, options).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn files_are_read_by_name_packed_or_not_and_a_name_that_climbs_is_a_name() {
        let bytes = archive(&[("../../x.info", b"SF:a\n"), ("a/b.raw", b"SF:b\n")]);
        let (files, closed) = entries(Cursor::new(&bytes)).unwrap();
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!((names, closed.len()), (vec!["../../x.info", "a/b.raw"], 0));
        for (file, content) in files.iter().zip(["SF:a\n", "SF:b\n"]) {
            let mut text = String::new();
            open(Cursor::new(&bytes), file).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, content);
        }
        assert!(is_archive(&bytes) && entries(Cursor::new(&bytes[..40])).is_err());
    }

    #[test]
    fn a_bomb_is_stopped_by_its_ratio() {
        let bytes = archive(&[("bomb.info", &vec![b'\n'; 200 << 20])]);
        let (files, _) = entries(Cursor::new(&bytes)).unwrap();
        let read = io::copy(&mut open(Cursor::new(&bytes), &files[0]).unwrap(), &mut io::sink());
        assert!(read.unwrap_err().to_string().contains("far more than any report"));
    }
}
