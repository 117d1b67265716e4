//! What a code is by its form alone, and which forms each kind of body has.

use crate::model::PartnerKind;

/// What a code's form says it is the code of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// GSS, E06: a unitary authority.
    Unitary,
    /// GSS, E08: a metropolitan district.
    Metropolitan,
    /// GSS, E07: a district council.
    District,
    /// GSS, E09: a London borough.
    London,
    /// GSS: the City of London.
    City,
    /// GSS: the Isles of Scilly.
    Scilly,
    /// GSS, E10: a county council.
    County,
    /// GSS, E47: a combined authority, or a combined county authority.
    Combined,
    /// GSS, E54: an integrated care board.
    Icb,
    /// GSS, E38, or ODS of two figures and a letter: a part of an integrated care board.
    SubIcb,
    /// GSS of anything else in England.
    OtherEnglish,
    /// GSS of Wales, Scotland or Northern Ireland.
    OtherCountry,
    /// ODS, Q and two characters: an integrated care board.
    OdsIcb,
    /// ODS, R or T and two characters: a trust.
    OdsTrust,
    /// ODS, letters and figures in turn, five of them: any body named since they came into use.
    OdsFive,
    /// ODS, three figures: a local authority.
    OdsCouncil,
    /// ODS, three other characters.
    OdsOther,
}

/// The form of a code, if it has any.
pub(super) fn form(code: &str) -> Option<Form> {
    let bytes = code.as_bytes();
    let plain = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    if !bytes.iter().all(plain) {
        return None;
    }
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    match bytes {
        [b'E', rest @ ..] if rest.len() == 8 && digits(rest) => Some(english(code)),
        [b'W' | b'S' | b'N', rest @ ..] if rest.len() == 8 && digits(rest) => {
            Some(Form::OtherCountry)
        }
        [a, b, c, d, e] => {
            let letters = [a, c, e].iter().all(|b| b.is_ascii_uppercase());
            (letters && digits(&[*b, *d])).then_some(Form::OdsFive)
        }
        [b'Q', _, _] => Some(Form::OdsIcb),
        [b'R' | b'T', _, _] => Some(Form::OdsTrust),
        [a, b, c] if digits(&[*a, *b, *c]) => Some(Form::OdsCouncil),
        [a, b, c] if digits(&[*a, *b]) && c.is_ascii_uppercase() => Some(Form::SubIcb),
        [_, _, _] => Some(Form::OdsOther),
        _ => None,
    }
}

fn english(code: &str) -> Form {
    match (code, &code[..3]) {
        ("E06000053", _) => Form::Scilly,
        ("E09000001", _) => Form::City,
        (_, "E06") => Form::Unitary,
        (_, "E07") => Form::District,
        (_, "E08") => Form::Metropolitan,
        (_, "E09") => Form::London,
        (_, "E10") => Form::County,
        (_, "E47") => Form::Combined,
        (_, "E54") => Form::Icb,
        (_, "E38") => Form::SubIcb,
        _ => Form::OtherEnglish,
    }
}

impl Form {
    /// What it is the code of, in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Form::Unitary => "a unitary authority",
            Form::Metropolitan => "a metropolitan district",
            Form::District => "a district council",
            Form::London => "a London borough",
            Form::City => "the City of London",
            Form::Scilly => "the Isles of Scilly",
            Form::County => "a county council",
            Form::Combined => "a combined authority",
            Form::Icb | Form::OdsIcb => "an integrated care board",
            Form::SubIcb => "a part of an integrated care board",
            Form::OtherEnglish => "a place, and not of a council or board",
            Form::OtherCountry => "a place outside England",
            Form::OdsTrust => "an NHS trust",
            Form::OdsFive => "an NHS body",
            Form::OdsCouncil => "a local authority",
            Form::OdsOther => "another NHS body",
        }
    }

    /// May a partner of this kind have a code of this form?
    pub(super) fn is_of(self, kind: PartnerKind) -> bool {
        use PartnerKind as Kind;
        match kind {
            Kind::IntegratedCareBoard => matches!(self, Form::Icb | Form::OdsIcb | Form::OdsFive),
            Kind::NhsEngland => matches!(self, Form::OdsOther | Form::OdsFive | Form::OtherEnglish),
            Kind::NhsTrust | Kind::FoundationTrust => {
                matches!(self, Form::OdsTrust | Form::OdsFive)
            }
            Kind::UnitaryAuthority => {
                matches!(self, Form::Unitary | Form::Metropolitan | Form::OdsCouncil)
            }
            Kind::CountyCouncil => matches!(self, Form::County | Form::OdsCouncil),
            Kind::DistrictCouncil => matches!(self, Form::District | Form::OdsCouncil),
            Kind::LondonBorough => matches!(self, Form::London | Form::OdsCouncil),
            Kind::CityOfLondon => matches!(self, Form::City | Form::OdsCouncil),
            Kind::IslesOfScilly => matches!(self, Form::Scilly | Form::OdsCouncil),
            Kind::CombinedAuthority | Kind::CombinedCountyAuthority => matches!(
                self,
                Form::Combined | Form::OdsCouncil | Form::OdsFive | Form::OdsOther
            ),
        }
    }

    /// May a partnership's area have it? Any place in England, but no trust.
    pub(super) fn is_of_an_area(self) -> bool {
        !matches!(
            self,
            Form::OdsTrust | Form::OdsOther | Form::OdsCouncil | Form::OtherCountry
        )
    }
}

/// The forms of codes a kind of body has, for help lines.
pub(super) fn wanted(kind: Option<PartnerKind>) -> &'static str {
    use PartnerKind as Kind;
    match kind {
        Some(Kind::IntegratedCareBoard) => {
            "write its ODS code, Q and two characters or five such as S1Y5D, or its GSS code, E54 and six figures"
        }
        Some(Kind::NhsEngland) => "write its ODS code of three characters",
        Some(Kind::NhsTrust | Kind::FoundationTrust) => {
            "write its ODS code: R or T and two characters, without a site's further ones"
        }
        Some(Kind::UnitaryAuthority) => {
            "write its GSS code: E06 and six figures, or E08 for a metropolitan district"
        }
        Some(Kind::CountyCouncil) => "write its GSS code: E10 and six figures",
        Some(Kind::DistrictCouncil) => "write its GSS code: E07 and six figures",
        Some(Kind::LondonBorough) => "write its GSS code: E09 and six figures",
        Some(Kind::CityOfLondon) => "write its GSS code: E09000001",
        Some(Kind::IslesOfScilly) => "write its GSS code: E06000053",
        Some(Kind::CombinedAuthority | Kind::CombinedCountyAuthority) => {
            "write its GSS code: E47 and six figures"
        }
        None => "write an ODS code, such as QHG, or a GSS code: E and eight figures",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_whose_code_it_is() {
        for (code, wanted) in [
            ("QHG", Some(Form::OdsIcb)),
            ("QOC", Some(Form::OdsIcb)),
            ("S1Y5D", Some(Form::OdsFive)),
            ("E54000065", Some(Form::Icb)),
            ("E10000030", Some(Form::County)),
            ("E06000053", Some(Form::Scilly)),
            ("E06000052", Some(Form::Unitary)),
            ("E09000001", Some(Form::City)),
            ("02P", Some(Form::SubIcb)),
            ("RJ1", Some(Form::OdsTrust)),
            ("TAF", Some(Form::OdsTrust)),
            ("W06000015", Some(Form::OtherCountry)),
            ("RJ122", None),
            ("E1000030", None),
            ("E100000300", None),
            ("qhg", None),
            ("Q H G", None),
            ("QHGÉ", None),
            ("", None),
        ] {
            assert_eq!(form(code), wanted, "{code}");
        }
    }

    #[test]
    fn every_listed_code_has_the_form_of_its_kind() {
        for body in crate::seeds::bodies() {
            let kind = PartnerKind::WORDS.iter().find(|(w, _)| *w == body.kind);
            let (_, kind) = kind.unwrap();
            assert!(form(body.gss).unwrap().is_of(*kind), "{}", body.gss);
            if !body.ods.is_empty() {
                assert!(form(body.ods).unwrap().is_of(*kind), "{}", body.ods);
            }
        }
    }
}
