//! Partners, providers, and the place.

use super::shape::{Map, key, list_only, list_or_one};
use super::values::{anything, date, id, named, text, words};
use crate::model::PartnerKind;

/// What each kind of partner is, in the order of the kinds.
const KINDS: &[&str] = &[
    "an integrated care board",
    "NHS England",
    "an NHS trust that is no foundation trust: regulation 7(2) asks the consent of its boards",
    "an NHS foundation trust",
    "a unitary or metropolitan council",
    "a county council with districts below it",
    "a district council below a county",
    "a London borough council",
    "the Common Council of the City of London",
    "the Council of the Isles of Scilly",
    "a combined authority: counts as an NHS body",
    "a combined county authority: counts as an NHS body",
];

pub(super) fn maps() -> Vec<Map> {
    vec![area(), partner(), consent(), provider()]
}

fn area() -> Map {
    Map {
        name: "area",
        what: "The place a partnership is for.",
        keys: vec![
            key("name", "Its name.", text()),
            key(
                "code",
                "GSS code of the council whose area it is, or ODS or GSS code of a board.",
                text(),
            ),
        ],
    }
}

fn partner() -> Map {
    let kinds = PartnerKind::WORDS.iter().zip(KINDS);
    let kinds: Vec<(&str, &str)> = kinds.map(|((word, _), about)| (*word, *about)).collect();
    let bodies = || list_or_one(text());
    Map {
        name: "partner",
        what: "A body that binds itself by the agreement.",
        keys: vec![
            key("id", "The name other entries and the ledger know it by: lower-case words joined by hyphens. Needed.", id()).needed(),
            key("name", "The body's name.", text()),
            key("kind", "What kind of body it is (regulation 3). Anybody else takes part as a provider. Needed.", words(&kinds)).needed(),
            key("code", "ODS code of a board or trust, GSS code of a council or board, in capitals. An invented body has none.", text()),
            key("from", "First day of the body, where it begins while the agreement runs.", date()),
            key("until", "Last day of the body, where it ends while the agreement runs.", date()),
            key("successor_of", "Whom it follows: ids of partners, codes or names; a list, or one alone.", bodies()),
            key("successor", "Who follows it: ids of partners, codes or names; a list, or one alone.", bodies()),
            key("transfer_date", "The day on which the part of a board it follows passes to it.", date()),
            key("consents", "Of an NHS trust: the boards that consent to its pooling (regulation 7(2)).", super::shape::list(named("consent"))),
        ],
    }
}

fn consent() -> Map {
    Map {
        name: "consent",
        what: "A board's consent to an NHS trust's pooling (regulation 7(2)).",
        keys: vec![
            key("by", "The id of the board that consents. Needed.", id()).needed(),
            key("on", "The day of the consent.", date()),
        ],
    }
}

fn provider() -> Map {
    Map {
        name: "provider",
        what: "A body that is paid, and is no partner.",
        keys: vec![
            key("id", "The name risk shares and settlements know it by: lower-case words joined by hyphens. Needed.", id()).needed(),
            key("name", "Its name.", text()),
            key("also", "Other spellings of its name in ledgers and registers.", list_only(text())),
            key("kind", "What kind of body it is. Free.", anything()),
            key("code", "A code of its own. Free.", anything()),
        ],
    }
}
