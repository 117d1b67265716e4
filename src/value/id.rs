//! Ids: lower-case words joined by hyphens, the names files refer to one another by.

use std::fmt;

/// The id of a partner, pool, scheme, reserve, risk share or service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// Accepts `home-reablement`, `s001`, `0123`; nothing with capitals, spaces or
    /// punctuation other than single hyphens between words.
    pub fn parse(text: &str) -> Option<Id> {
        let word = |w: &str| {
            !w.is_empty()
                && w.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        text.split('-').all(word).then(|| Id(text.to_owned()))
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest id to a text that is not one: for help lines only.
    pub fn nearest(text: &str) -> String {
        let mut out = String::new();
        for c in text.trim().to_lowercase().chars() {
            match c {
                'a'..='z' | '0'..='9' => out.push(c),
                _ if !out.ends_with('-') && !out.is_empty() => out.push('-'),
                _ => {}
            }
        }
        out.trim_end_matches('-').to_owned()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_words_joined_by_hyphens() {
        for text in ["a", "home-reablement", "0123", "at-8-8"] {
            assert!(Id::parse(text).is_some(), "{text}");
        }
        for text in ["", "-a", "a-", "a--b", "Home", "a b", "a_b", "é"] {
            assert!(Id::parse(text).is_none(), "{text}");
        }
        assert_eq!(
            Id::nearest(" Home Reablement (north) "),
            "home-reablement-north"
        );
    }
}
