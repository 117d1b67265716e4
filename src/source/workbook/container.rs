//! The zip container a workbook comes in: what is in it, and whether it may be unpacked.

use super::{WorkbookFault, WorkbookForm, Zip};
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
        let unpacked = std::io::copy(&mut part.by_ref().take(left + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|_| WorkbookFault::Torn)?;
        left = left.checked_sub(unpacked).ok_or(WorkbookFault::TooLarge)?;
    }
    Ok(())
}
