//! Unpacks gzip, recognised by its first bytes, with a cap against decompression bombs.

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::MultiGzDecoder;

use super::error::SourceError;

/// Most bytes a file may unpack to.
pub const MAX_PLAIN: u64 = 1 << 30;

/// A file's bytes after unpacking.
#[derive(Debug, PartialEq, Eq)]
pub struct Plain<'a> {
    /// The bytes.
    pub bytes: Cow<'a, [u8]>,
    /// Whether the compressed data ends in the middle; the bytes are what came before.
    pub cut: bool,
}

/// Returns the file unpacked if it is gzip, else as it is.
pub fn plain(bytes: &[u8]) -> Result<Plain<'_>, SourceError> {
    plain_up_to(bytes, MAX_PLAIN)
}

fn plain_up_to(bytes: &[u8], limit: u64) -> Result<Plain<'_>, SourceError> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        if bytes.len() as u64 > limit {
            return Err(SourceError::TooLarge { limit });
        }
        return Ok(Plain { bytes: Cow::Borrowed(bytes), cut: false });
    }
    let mut unpacked = Vec::new();
    // One byte more than the limit tells a file of exactly the limit from a larger one.
    let outcome = MultiGzDecoder::new(bytes).take(limit + 1).read_to_end(&mut unpacked);
    if unpacked.len() as u64 > limit {
        return Err(SourceError::TooLarge { limit });
    }
    match outcome {
        Ok(_) => Ok(Plain { bytes: Cow::Owned(unpacked), cut: false }),
        // Whatever stops the stream, the bytes before it are good; nothing at all is an error.
        Err(_) if !unpacked.is_empty() => Ok(Plain { bytes: Cow::Owned(unpacked), cut: true }),
        Err(error) => Err(SourceError::Gzip(error)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn gzip_is_recognised_by_content_and_everything_else_passes() {
        assert_eq!(*plain(&packed(b"TN:\n")).unwrap().bytes, *b"TN:\n");
        assert_eq!(*plain(b"TN:\n").unwrap().bytes, *b"TN:\n");
    }

    #[test]
    fn a_bomb_is_refused_by_name_and_a_file_of_exactly_the_limit_is_not() {
        let zeros = packed(&vec![0; 100_000]);
        let refused = plain_up_to(&zeros, 99_999);
        assert!(matches!(refused, Err(SourceError::TooLarge { limit: 99_999 })), "{refused:?}");
        assert_eq!(plain_up_to(&zeros, 100_000).unwrap().bytes.len(), 100_000);
    }

    #[test]
    fn what_came_before_a_cut_is_kept_and_marked() {
        let lines: Vec<String> =
            (0..20_000).map(|n| format!("DA:{n},{}", n * 7919 % 104_729)).collect();
        let text = lines.join("\n");
        let whole = packed(text.as_bytes());
        let half = plain(&whole[..whole.len() / 2]).unwrap();
        assert!(half.cut && !half.bytes.is_empty());
        assert!(text.as_bytes().starts_with(&half.bytes));
        assert!(matches!(plain(&whole[..4]), Err(SourceError::Gzip(_))));
    }
}
