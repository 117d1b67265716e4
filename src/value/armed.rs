//! Text that begins like a formula, marked so that no spreadsheet runs it, and the mark taken off
//! again.

use std::borrow::Cow;

/// The text with an apostrophe before it where a spreadsheet would run it. A text that looks marked
/// already is marked once more, so that [`unarmed`] gives back every text as it was.
pub fn armed(text: &str) -> Cow<'_, str> {
    match runs(text.trim_start_matches('\'')) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// The text that [`armed`] marked; any other text as it is.
pub fn unarmed(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if runs(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// Does a spreadsheet take it for a formula? A number with its sign is none.
fn runs(text: &str) -> bool {
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    text.starts_with(['=', '@', '\t', '\r'])
        || text
            .strip_prefix(['+', '-'])
            .is_some_and(|rest| !is_number(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_marked_and_every_text_comes_back_as_it_was() {
        for (text, marked) in [
            ("=1+1", "'=1+1"),
            ("@sum", "'@sum"),
            ("-lantern", "'-lantern"),
            ("+44 1632", "'+44 1632"),
            ("'=1+1", "''=1+1"),
            ("''@", "'''@"),
            ("-5.00", "-5.00"),
            ("'-5.00", "'-5.00"),
            ("-", "-"),
            ("'s", "'s"),
            ("'", "'"),
            ("", ""),
            ("Wren", "Wren"),
        ] {
            assert_eq!(armed(text), marked);
            assert_eq!(unarmed(marked), text);
        }
    }
}
