//! Words from other people's files, made harmless to a terminal.

/// Words from people's files, without what would steer a terminal: control characters, and marks
/// that turn the direction of writing. Each becomes spaces of as many bytes, so that places hold.
pub(crate) fn calm(words: &str) -> String {
    let steers = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !words.contains(steers) {
        return words.to_owned();
    }
    let calmed = words.chars().map(|c| match steers(c) {
        true => " ".repeat(c.len_utf8()),
        false => c.to_string(),
    });
    calmed.collect()
}
