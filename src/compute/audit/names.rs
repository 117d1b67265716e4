//! Names as people mean them: providers without their legal form, bodies without theirs, titles
//! as words. What is printed is always the name as written; these are only compared.

use crate::model::Listed;
use hashbrown::HashTable;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Forms of a company or charity at the end of its name.
const FORMS: &[&[&str]] = &[
    &["limited"],
    &["ltd"],
    &["plc"],
    &["public", "limited", "company"],
    &["llp"],
    &["cic"],
    &["c", "i", "c"],
    &["cio"],
    &["community", "interest", "company"],
    &["nhs", "foundation", "trust"],
    &["nhs", "trust"],
    &["foundation", "trust"],
    &["nhsft"],
    &["nhst"],
    &["nhs", "ft"],
    &["ft"],
];

/// A provider's name without case, punctuation, legal form and leading "the": `FELLSIDE CARE
/// LIMITED` and `Fellside Care Ltd.` are one. Blank only where the name has no letter or digit.
pub fn provider(name: &str) -> String {
    let words = words(name);
    let mut kept: Vec<&str> = words.iter().map(String::as_str).collect();
    let whole = kept.clone();
    if kept.first() == Some(&"the") {
        kept.remove(0);
    }
    // `Care (UK) Ltd t/a …` and doubled forms such as `Fellside Ltd CIC` lose each in turn.
    while let Some(form) = FORMS.iter().find(|form| kept.ends_with(form)) {
        kept.truncate(kept.len() - form.len());
    }
    if kept.is_empty() { whole } else { kept }.join(" ")
}

/// A public body's name likewise: `London Borough of Tarn`, `Tarn Council` and `Tarn MBC` are one;
/// county, city and district are kept, because they tell councils apart.
pub(super) fn body(name: &str) -> String {
    let tidy = provider(name);
    let mut rest = tidy.as_str();
    for lead in [
        "london borough of ",
        "royal borough of ",
        "metropolitan borough of ",
        "borough of ",
    ] {
        rest = rest.strip_prefix(lead).unwrap_or(rest);
    }
    let dropped = ["council", "borough", "metropolitan", "mbc"];
    let kept: Vec<&str> = rest
        .split(' ')
        .filter(|word| !dropped.contains(word))
        .collect();
    if kept.is_empty() {
        tidy
    } else {
        kept.join(" ")
    }
}

/// The words of a text: lower case, letters and digits only, apostrophes closed up, `&` as "and".
pub(super) fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    each_word(text, &mut String::new(), |word| all.push(word.to_owned()));
    all
}

/// Does something with each of these words; `word` is where each is put together.
pub(super) fn each_word(text: &str, word: &mut String, mut with: impl FnMut(&str)) {
    word.clear();
    for c in text.chars() {
        match c {
            '\'' | '\u{2019}' | '\u{2018}' => {}
            c if c.is_ascii_alphanumeric() => word.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
            c => {
                if !word.is_empty() {
                    with(word);
                    word.clear();
                }
                if c == '&' {
                    with("and");
                }
            }
        }
    }
    if !word.is_empty() {
        with(word);
    }
}

/// Texts given small numbers, each once.
#[derive(Default)]
pub(super) struct Numbered {
    table: HashTable<(Ends, u32)>,
    texts: Vec<Rc<str>>,
    /// The one asked for last: rows like one another follow one another.
    last: Option<(Ends, u32)>,
}

impl Numbered {
    pub(super) fn number(&mut self, text: &str) -> u32 {
        let ends = Ends::of(text);
        let texts = &self.texts;
        let same = |(known, number): &(Ends, u32)| {
            *known == ends && (text.len() <= 32 || *texts[*number as usize] == *text)
        };
        if let Some(last) = self.last.as_ref().filter(|last| same(last)) {
            return last.1;
        }
        if let Some(known) = self.table.find(ends.hash(), same) {
            self.last = Some(*known);
            return known.1;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        let hash = |(known, _): &(Ends, u32)| known.hash();
        self.table.insert_unique(ends.hash(), (ends, number), hash);
        number
    }

    pub(super) fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", |text| text)
    }

    /// The number of a list of names.
    pub(super) fn of(&mut self, list: &Listed<'_>) -> u32 {
        match list {
            Listed::Cell(cell) => self.number(cell),
            Listed::Names([]) => self.number(""),
            // No cell holds such a mark: it would have become a space.
            Listed::Names(names) => self.number(&format!("\u{1e}{}", names.join("\u{1e}"))),
        }
    }
}

/// How a text begins and ends, and how long it is: of one of thirty-two bytes at most that is all
/// of it, and nothing has to be looked up to compare it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ends {
    first: u64,
    last: u64,
    /// Of one of more than sixteen bytes, what stands next to those.
    inner: [u64; 2],
    length: u32,
}

impl Ends {
    fn of(text: &str) -> Ends {
        let bytes = text.as_bytes();
        let half = |four: &[u8; 4]| u64::from(u32::from_le_bytes(*four));
        let (first, last) = if let (Some(first), Some(last)) =
            (bytes.first_chunk::<8>(), bytes.last_chunk::<8>())
        {
            (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
        } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            (half(first), half(last))
        } else {
            let each = bytes.iter().map(|byte| u64::from(*byte));
            (each.fold(0, |all, byte| all << 8 | byte), 0)
        };
        let mut inner = [0; 2];
        if let (17.., Some(begins), Some(ends)) = (
            bytes.len(),
            bytes.first_chunk::<16>(),
            bytes.last_chunk::<16>(),
        ) {
            let begins = u128::from_le_bytes(*begins) >> 64;
            let ends = u128::from_le_bytes(*ends) & u128::from(u64::MAX);
            inner = [begins, ends].map(|eight| u64::try_from(eight).unwrap_or(0));
        }
        Ends {
            first,
            last,
            inner,
            length: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        }
    }

    fn hash(&self) -> u64 {
        const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
        let inner = self.inner[0].rotate_left(17) ^ self.inner[1].rotate_left(43);
        let mixed = (self.first ^ self.last.rotate_left(29) ^ inner).wrapping_mul(ODD);
        let mixed = (mixed ^ (mixed >> 32) ^ u64::from(self.length)).wrapping_mul(ODD);
        mixed ^ (mixed >> 29)
    }
}

/// Names given small numbers; several spellings of one key keep the first by letter, so that the
/// order of files does not change what is printed.
#[derive(Default)]
pub(super) struct Names {
    numbers: FxHashMap<String, u32>,
    shown: Vec<String>,
}

impl Names {
    /// The number of a key, shown as `spelling`.
    pub(super) fn number(&mut self, key: String, spelling: &str) -> u32 {
        if let Some(n) = self.numbers.get(&key) {
            let shown = &mut self.shown[*n as usize];
            if spelling < shown.as_str() {
                spelling.clone_into(shown);
            }
            return *n;
        }
        let n = u32::try_from(self.shown.len()).unwrap_or(u32::MAX);
        self.numbers.insert(key, n);
        self.shown.push(spelling.to_owned());
        n
    }

    /// Is this the first time it is met?
    pub(super) fn is_new(&mut self, key: &str) -> bool {
        let before = self.shown.len();
        self.number(key.to_owned(), key);
        self.shown.len() > before
    }

    /// How a name is printed.
    pub(super) fn shown(&self, n: u32) -> &str {
        &self.shown[n as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_its_name_without_its_legal_form() {
        for (a, b) in [
            ("Fellside Care Ltd", "FELLSIDE CARE LIMITED"),
            ("The Becks' Trust C.I.C.", "Becks Trust CIC"),
            ("Moss & Tarn plc", "Moss and Tarn"),
            ("Tarn NHS Foundation Trust", "Tarn NHS Trust"),
        ] {
            assert_eq!(provider(a), provider(b), "{a} / {b}");
        }
        // A trust that is not of the NHS keeps its word; a name of nothing but a form stays.
        assert_eq!(provider("Tarn Community Trust"), "tarn community trust");
        assert_eq!(provider("Ltd"), "ltd");
        assert_ne!(provider("Fellside Care"), provider("Fellside Homecare"));
    }

    #[test]
    fn each_text_has_one_number() {
        let mut all = Numbered::default();
        let texts = [
            "",
            "a",
            "a\u{0}",
            "fifteen letters",
            "sixteen letters!",
            "£",
            "a longer text than that",
            "a longer tezt than that",
            "a text of thirty-two or so bytes",
            "a text of thirty_two or so bytes",
            "a text of thirty-two or so bytes and more of them",
            "a text of thirty-two or so bytes and mere of them",
        ];
        let numbers: Vec<u32> = texts.iter().map(|t| all.number(t)).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        for (text, number) in texts.iter().zip(numbers).rev() {
            assert_eq!(all.number(text), number, "{text}");
            assert_eq!(all.text(number), *text);
        }
    }

    #[test]
    fn a_council_is_one_however_it_writes_itself() {
        for name in [
            "London Borough of Tarn",
            "London Borough Of Tarn Council",
            "TARN COUNCIL",
            "Tarn Metropolitan Borough Council",
        ] {
            assert_eq!(body(name), "tarn", "{name}");
        }
        assert_ne!(body("Tarn City Council"), body("Tarn County Council"));
        assert_eq!(body("council"), "council");
    }
}
