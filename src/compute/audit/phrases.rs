//! Phrases looked for in texts: a text is read word by word once, and one that has no phrase, as
//! most have none, costs no more than that.

use super::names::each_word;
use rustc_hash::FxHashMap;

/// A word of a text that stands in no phrase.
const OTHER: u32 = u32::MAX;

/// Phrases, each with a number in the order they were added.
#[derive(Default)]
pub(super) struct Phrases {
    numbers: FxHashMap<String, u32>,
    /// Every word of every phrase → its number.
    vocabulary: FxHashMap<String, u32>,
    /// First word of a phrase → the words after it, and the phrase's number.
    beginnings: Vec<Vec<(Vec<u32>, u32)>>,
}

/// The phrases that one text has; kept from text to text, so that reading one takes no room anew.
#[derive(Default)]
pub(super) struct Text {
    word: String,
    words: Vec<u32>,
    has: Vec<bool>,
    /// Each once, in the order of the text.
    pub(super) found: Vec<u32>,
}

impl Text {
    pub(super) fn has(&self, phrase: u32) -> bool {
        self.has.get(phrase as usize).copied().unwrap_or(false)
    }
}

impl Phrases {
    /// The number of a phrase.
    pub(super) fn number(&mut self, phrase: &str) -> u32 {
        if let Some(known) = self.numbers.get(phrase) {
            return *known;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(OTHER);
        self.numbers.insert(phrase.to_owned(), number);
        let mut words = Vec::new();
        let vocabulary = &mut self.vocabulary;
        each_word(phrase, &mut String::new(), |word| {
            let next = u32::try_from(vocabulary.len()).unwrap_or(OTHER);
            words.push(*vocabulary.entry(word.to_owned()).or_insert(next));
        });
        self.beginnings.resize(self.vocabulary.len(), Vec::new());
        if let Some((first, rest)) = words.split_first() {
            self.beginnings[*first as usize].push((rest.to_vec(), number));
        }
        number
    }

    /// Finds the phrases that a text has.
    pub(super) fn read(&self, text: &str, into: &mut Text) {
        into.has.resize(self.numbers.len(), false);
        for phrase in into.found.drain(..) {
            into.has[phrase as usize] = false;
        }
        into.words.clear();
        let words = &mut into.words;
        each_word(text, &mut into.word, |word| {
            words.push(self.vocabulary.get(word).copied().unwrap_or(OTHER));
        });
        for (i, word) in into.words.iter().enumerate() {
            let Some(beginnings) = self.beginnings.get(*word as usize) else {
                continue;
            };
            for (rest, phrase) in beginnings {
                if into.words[i + 1..].starts_with(rest) && !into.has[*phrase as usize] {
                    into.has[*phrase as usize] = true;
                    into.found.push(*phrase);
                }
            }
        }
    }
}
