//! Bytes to text: which encoding a file is in, and the refusal of what is no text at all.

use encoding_rs::{Encoding as Table, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::fmt;

/// How a file's bytes were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-8 whose byte order mark had itself been encoded twice.
    Utf8TwiceMarked,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// Windows-1252, what Excel for Windows saves.
    Windows1252,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8TwiceMarked => "UTF-8 (with a byte order mark encoded twice)",
            Encoding::Utf16 => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        })
    }
}

/// Why bytes are not text; its `Display` is a clause that can follow the file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// A zip container: xlsx, ods, docx.
    Workbook,
    /// The older binary Excel format.
    OldWorkbook,
    /// A PDF.
    Pdf,
    /// UTF-16 that does not say so at its beginning.
    Unmarked,
    /// Anything else with bytes no text has.
    Binary,
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotText::Workbook | NotText::OldWorkbook => {
                "is a workbook, not text: save the sheet as CSV UTF-8"
            }
            NotText::Pdf => "is a PDF, not text",
            NotText::Unmarked => {
                "is text in UTF-16 that does not say so at its beginning: save it as CSV UTF-8"
            }
            NotText::Binary => "is not text: it holds bytes that no text encoding has",
        })
    }
}

/// Reads bytes as text: by byte order mark, else as UTF-8, else as Windows-1252.
/// The byte order mark is not part of the text.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), NotText> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(NotText::Workbook);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(NotText::OldWorkbook);
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(NotText::Pdf);
    }
    if let Some((table, mark)) = Table::for_bom(bytes)
        && (table == UTF_16LE || table == UTF_16BE)
    {
        let (text, faulty) = table.decode_without_bom_handling(&bytes[mark..]);
        if faulty || text.contains('\0') {
            return Err(NotText::Binary);
        }
        return Ok((text, Encoding::Utf16));
    }
    if bytes.contains(&0) {
        return Err(match is_unmarked(bytes) {
            true => NotText::Unmarked,
            false => NotText::Binary,
        });
    }
    // A mark that was read as Windows-1252 and saved again as UTF-8: ï»¿
    let twice = "\u{ef}\u{bb}\u{bf}".as_bytes();
    if let Some(rest) = bytes.strip_prefix(twice)
        && let Ok(text) = std::str::from_utf8(rest)
    {
        return Ok((Cow::Borrowed(text), Encoding::Utf8TwiceMarked));
    }
    let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(rest) {
        Ok(text) => Ok((Cow::Borrowed(text), Encoding::Utf8)),
        Err(_) => Ok((decode_cell(rest), Encoding::Windows1252)),
    }
}

/// Is every second byte of the beginning nought, and no other? So is UTF-16 of plain letters.
fn is_unmarked(bytes: &[u8]) -> bool {
    let begins = &bytes[..bytes.len().min(256)];
    let noughts = |odd: usize| {
        begins
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (noughts(0), noughts(1));
    let most = begins.len() / 2 * 3 / 4;
    begins.len() >= 8 && (even == 0 && odd >= most || odd == 0 && even >= most)
}

/// One cell's bytes as text: UTF-8 if it is, else Windows-1252. For files too large to be
/// looked at whole before they are read.
pub fn decode_cell(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_people_save_in_is_read() {
        let read = |bytes: &[u8]| decode(bytes).map(|(t, e)| (t.into_owned(), e));
        assert_eq!(read("£5".as_bytes()), Ok(("£5".into(), Encoding::Utf8)));
        assert_eq!(
            read(b"\xEF\xBB\xBF\xC2\xA35"),
            Ok(("£5".into(), Encoding::Utf8))
        );
        assert_eq!(read(b"\xA35"), Ok(("£5".into(), Encoding::Windows1252)));
        assert_eq!(
            read(b"\xFF\xFE\xA3\x005\x00"),
            Ok(("£5".into(), Encoding::Utf16))
        );
        assert_eq!(
            read(b"\xFE\xFF\x00\xA3\x005"),
            Ok(("£5".into(), Encoding::Utf16))
        );
        assert_eq!(
            read(b"\xC3\xAF\xC2\xBB\xC2\xBFa"),
            Ok(("a".into(), Encoding::Utf8TwiceMarked))
        );
    }

    #[test]
    fn what_is_no_text_is_refused_by_kind() {
        assert_eq!(decode(b"PK\x03\x04rest"), Err(NotText::Workbook));
        assert_eq!(decode(b"%PDF-1.7"), Err(NotText::Pdf));
        assert_eq!(decode(b"a\0b"), Err(NotText::Binary));
    }

    #[test]
    fn text_in_utf_16_without_its_mark_says_so() {
        let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "contract,£,starts".encode_utf16().flat_map(order).collect()
        };
        assert_eq!(decode(&wide(u16::to_le_bytes)), Err(NotText::Unmarked));
        assert_eq!(decode(&wide(u16::to_be_bytes)), Err(NotText::Unmarked));
        assert_eq!(decode(b"a\0b\0\0\0\0\0c"), Err(NotText::Binary));
        assert_eq!(decode(b"contract\0title"), Err(NotText::Binary));
    }
}
