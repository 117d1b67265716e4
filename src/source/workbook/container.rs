//! The zip container a workbook comes in: what is in it, and whether it may be unpacked.

use super::{MOST_CELLS, WorkbookFault, WorkbookForm, Zip};
use std::io::Read;

pub(super) fn form(names: &[String]) -> Result<WorkbookForm, WorkbookFault> {
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("xl/workbook.bin") {
        Err(WorkbookFault::Binary)
    } else if names.iter().any(|n| n.starts_with("xl/")) {
        Ok(WorkbookForm::Xlsx)
    } else if has("content.xml") {
        Ok(WorkbookForm::Ods)
    } else {
        Err(WorkbookFault::NoWorkbook)
    }
}

/// Unpacks everything once and keeps nothing: what a part says of its size may be untrue.
pub(super) fn unpacks_within(zip: &mut Zip<'_>, most: u64) -> Result<(), WorkbookFault> {
    let mut left = most;
    for i in 0..zip.len() {
        let mut part = match zip.by_index(i) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(why))
                if why == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                return Err(WorkbookFault::Password);
            }
            Err(_) => return Err(WorkbookFault::Torn),
        };
        if part.size() > left {
            return Err(WorkbookFault::TooLarge);
        }
        let (unpacked, most_promised) =
            unpack(&mut part.by_ref().take(left + 1)).map_err(|_| WorkbookFault::Torn)?;
        if most_promised > MOST_CELLS {
            return Err(WorkbookFault::TooLarge);
        }
        left = left.checked_sub(unpacked).ok_or(WorkbookFault::TooLarge)?;
    }
    Ok(())
}

/// The attribute by which a part promises so many texts. Room is made for them before they are
/// read, so it must not promise what no workbook has.
const PROMISE: &[u8] = b"uniqueCount";
/// A promise and its number are no longer than this.
const LONGEST: usize = 256;

/// Reads a part to its end: how many bytes it has, and the largest number of texts it promises.
fn unpack(part: &mut impl Read) -> std::io::Result<(u64, u64)> {
    let mut held: Vec<u8> = Vec::new();
    let (mut all, mut most) = (0, 0);
    loop {
        let read = part.take(64 * 1024).read_to_end(&mut held)?;
        all += read as u64;
        for at in 0..held.len() {
            if held[at..].starts_with(PROMISE) {
                most = most.max(promised(&held[at + PROMISE.len()..]));
            }
        }
        if read == 0 {
            return Ok((all, most));
        }
        held.drain(..held.len().saturating_sub(LONGEST));
    }
}

/// `="120"` → 120.
fn promised(after: &[u8]) -> u64 {
    let begins = |b: &u8| !b" \t\r\n=\"'+".contains(b);
    let from = after.iter().position(begins).unwrap_or(after.len());
    let digits = after[from..].iter().take_while(|b| b.is_ascii_digit());
    digits.fold(0_u64, |n, b| {
        n.saturating_mul(10).saturating_add(u64::from(b - b'0'))
    })
}
