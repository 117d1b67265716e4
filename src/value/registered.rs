//! Numbers that companies and charities are registered by, written in one way.

/// A company's number as Companies House has it: eight figures, or letters and figures that are
/// eight together (`OC303675`, `SC012345`). Noughts lost before it are put back. None for anything
/// else, and for numbers nobody has (`0`, `12345678`).
pub fn company_number(text: &str) -> Option<String> {
    let bare: String = text.split_whitespace().collect::<String>().to_uppercase();
    let figures = bare.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = bare.len() - figures.len();
    let is_number = figures.chars().all(|c| c.is_ascii_digit()) && !figures.is_empty();
    if !is_number || letters > 2 || is_made_up(figures) {
        return None;
    }
    match letters {
        // Fewer than five figures are a row's number more often than a company's.
        0 if (5..=8).contains(&figures.len()) => Some(format!("{figures:0>8}")),
        1 | 2 if bare.len() == 8 => Some(bare),
        _ => None,
    }
}

/// A charity's number: five to seven figures, after `SC` for Scotland's or `NIC` for Northern
/// Ireland's. Noughts before it and what follows a hyphen (a linked charity) are set aside.
pub fn charity_number(text: &str) -> Option<String> {
    let bare: String = text.split_whitespace().collect::<String>().to_uppercase();
    let bare = bare.split('-').next().unwrap_or("");
    let (letters, figures) = ["SC", "NIC"]
        .into_iter()
        .find_map(|letters| Some((letters, bare.strip_prefix(letters)?)))
        .unwrap_or(("", bare));
    let figures = figures.trim_start_matches('0');
    let is_number = figures.chars().all(|c| c.is_ascii_digit());
    let fits = is_number && (5..=7).contains(&figures.len()) && !is_made_up(figures);
    fits.then(|| format!("{letters}{figures}"))
}

/// One figure again and again, or the figures in order.
fn is_made_up(figures: &str) -> bool {
    let first = figures.chars().next();
    figures.chars().all(|c| Some(c) == first) || "1234567890".starts_with(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_one_way_and_others_are_none() {
        let company = |text| company_number(text);
        assert_eq!(company("3195457"), Some("03195457".to_owned()));
        assert_eq!(company("03195457"), company(" 3195 457"));
        assert_eq!(company("oc 303675"), Some("OC303675".to_owned()));
        for none in [
            "",
            "0",
            "00000000",
            "12345678",
            "N/A",
            "GB123456789",
            "42",
            "OC30",
            "ABCDEFGH",
        ] {
            assert_eq!(company(none), None, "{none}");
        }
        assert_eq!(charity_number("0061625"), Some("61625".to_owned()));
        assert_eq!(charity_number("1128267-3"), Some("1128267".to_owned()));
        assert_eq!(charity_number("SC038110"), Some("SC38110".to_owned()));
        for none in ["", "none", "99", "1234567", "-", "SC"] {
            assert_eq!(charity_number(none), None, "{none}");
        }
    }
}
