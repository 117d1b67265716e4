//! What the YAML parser says, in words for people who never saw its source.

/// Words of the parser, the fact, what to write.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "did not find expected key",
        "the indent of this line fits no line above it",
        "line it up with the keys it belongs with, two spaces for each level",
    ),
    (
        "mapping values are not allowed",
        "a key and its colon stand where a value goes on",
        "line it up with the keys it belongs with; quote a value that holds a colon and a space",
    ),
    (
        "simple key expect",
        "a line without a colon stands among keys",
        "give it a key and a colon, or quote the value above if it goes on here",
    ),
    (
        "invalid indentation in multiline quoted scalar",
        "a quotation mark above this line is never closed",
        "close it where its value ends",
    ),
    (
        "unclosed quote",
        "a quotation mark is never closed",
        "close it where its value ends",
    ),
    (
        "invalid trailing content after",
        "something follows a closing quotation mark",
        "quote the whole value in double marks; write one that belongs to it as \\\"",
    ),
    (
        "unclosed bracket",
        "this bracket is never closed",
        "close it with } or ], as it was opened",
    ),
    (
        "expected ',' or",
        "a bracket above is not closed before this line",
        "close it with } or ], as it was opened",
    ),
    (
        "misplaced bracket",
        "a bracket closes here that was never opened",
        "take it out, or quote the value it belongs to",
    ),
    (
        "expected '-' indicator",
        "this line stands among the items of a list and begins with no dash",
        "begin it with a dash, or move it out to the keys of the level above",
    ),
];

/// The fact and what to write, where the parser's words are known; else its own words.
pub(super) fn of_parser(says: &str) -> (String, &'static str) {
    match WORDS.iter().find(|(words, ..)| says.contains(words)) {
        Some((_, fact, write)) => ((*fact).to_owned(), write),
        None => (
            format!("this cannot be read as YAML: {says}"),
            "look at the indent of this line and the one before, and at colons and quotation marks",
        ),
    }
}
