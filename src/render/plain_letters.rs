//! Names in the letters of the English alphabet, for programs that take no other.

/// A plain letter and those that are written for it with accents; of capitals only.
const LETTERS: &[(&str, &str)] = &[
    ("A", "ÀÁÂÃÄÅĀĂĄ"),
    ("AE", "Æ"),
    ("C", "ÇĆĈĊČ"),
    ("D", "ĎĐÐ"),
    ("E", "ÈÉÊËĒĔĖĘĚẼ"),
    ("G", "ĜĞĠĢ"),
    ("H", "ĤĦ"),
    ("I", "ÌÍÎÏĨĪĬĮİ"),
    ("J", "Ĵ"),
    ("K", "Ķ"),
    ("L", "ĹĻĽĿŁ"),
    ("N", "ÑŃŅŇ"),
    ("O", "ÒÓÔÕÖØŌŎŐ"),
    ("OE", "Œ"),
    ("R", "ŔŖŘ"),
    ("S", "ŚŜŞŠȘ"),
    ("T", "ŢŤŦȚ"),
    ("TH", "Þ"),
    ("U", "ÙÚÛÜŨŪŬŮŰŲ"),
    ("W", "ŴẀẂẄ"),
    ("Y", "ÝŶŸỲ"),
    ("Z", "ŹŻŽ"),
];

/// Other marks and what stands for them.
const MARKS: &[(&str, &str)] = &[
    ("ss", "ß"),
    ("-", "‐‑‒–—−·•"),
    ("'", "‘’‚´"),
    ("\"", "“”„«»"),
    ("...", "…"),
    ("GBP ", "£"),
];

/// A name without accents; a run of letters of other scripts, and a name of none, is a `?`.
pub(super) fn plain_letters(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            ' '..='~' => out.push(c),
            // Accents that are characters of their own.
            '\u{300}'..='\u{36f}' => {}
            c => match plain_letter(c) {
                Some(letters) => out.push_str(&letters),
                None if out.ends_with('?') => {}
                None => out.push('?'),
            },
        }
    }
    match out.trim() {
        "" => "?".to_owned(),
        kept => kept.to_owned(),
    }
}

fn plain_letter(c: char) -> Option<String> {
    let of = |all: &[(&str, &str)], c: char| {
        let found = all.iter().find(|(_, written)| written.contains(c));
        found.map(|(letters, _)| (*letters).to_owned())
    };
    let capital = c.to_uppercase().next().unwrap_or(c);
    match of(LETTERS, capital) {
        Some(letters) if c.is_lowercase() => Some(letters.to_lowercase()),
        Some(letters) => Some(letters),
        None => of(MARKS, c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_left_off_and_other_scripts_are_a_mark() {
        for (name, plain) in [
            (
                "Tŷ'r Onnen – Gwasanaethau Iechyd Ŵyl",
                "Ty'r Onnen - Gwasanaethau Iechyd Wyl",
            ),
            ("Cafe\u{301} Łódź & Straße", "Cafe Lodz & Strasse"),
            ("Ærø", "AEro"),
            ("مراقبة عن بعد", "? ? ?"),
            ("\u{301}", "?"),
            ("", "?"),
            ("£5…", "GBP 5..."),
        ] {
            assert_eq!(plain_letters(name), plain);
        }
    }
}
