//! Partners that ended or follow others, as names, and the area's own code.

use super::support::folder;
use super::{BLMK, LUTON, names, plan, told};

#[test]
fn a_partner_that_has_ended_is_still_a_name_and_owes_nothing_for_later_years() {
    let text = "jcplan: 1\nid: joint-care\nname: Joint care\npartners:\n  - {id: icb, kind: \
                integrated-care-board, code: QHG, until: 2026-03-31}\n  - {id: central-east, kind: \
                integrated-care-board, code: S1Y5D, successor_of: icb, transfer_date: 2026-04-01}\n  \
                - {id: council, kind: unitary-authority, code: E06000032}\nagreement:\n  \
                arrangements: [pooled-fund]\n  status: signed\n  starts: 2025-04-01\n  ends: \
                2027-03-31\n  host: council\n  signatures:\n    - {partner: icb, on: 2025-03-20}\n    \
                - {partner: council, on: 2025-03-20}\npools:\n  - id: pool\n    contributions:\n      \
                - {partner: icb, year: 2025-26, amount: £6m}\n      - {partner: council, year: \
                2025-26, amount: £4m}\n      - {partner: central-east, year: 2026-27, amount: £6m}\n      \
                - {partner: council, year: 2026-27, amount: £4m}\n";
    let ledger = "date,kind,pool,partner,amount\n2026-04-20,contribution,pool,icb,100.00\n";
    let at = folder(
        "bodies-still",
        &[("partnership.yaml", text), ("ledger/a.csv", ledger)],
    );
    let also = ["unknown-name", "unsigned", "contribution-missing"];
    assert_eq!(told(&at, "2026-05-01", &also), [""; 0]);
}

#[test]
fn a_small_word_that_is_no_partner_is_told_and_loses_nothing() {
    let partners = BLMK.replace("QHG}", "QHG, successor: central}") + LUTON;
    let at = plan("bodies-typo", &partners, "2025-04-01", "2028-03-31");
    let found = told(&at, "2025-10-20", &["unknown-name"]);
    assert_eq!(names(&found), ["error unknown-name"], "{found:?}");
    let partners = BLMK.replace("QHG}", "QHG, successor: S1Y5X}") + LUTON;
    let at = plan("bodies-typo-code", &partners, "2025-04-01", "2028-03-31");
    assert_eq!(
        names(&told(&at, "2025-10-20", &[])),
        ["warning code-unknown"]
    );
}

#[test]
fn nobody_follows_himself() {
    let partners = BLMK.replace("QHG}", "QHG, successor: QHG, successor_of: icb}") + LUTON;
    let at = plan("bodies-self", &partners, "2025-04-01", "2028-03-31");
    assert_eq!(
        names(&told(&at, "2025-10-20", &[])),
        ["warning successor-unnamed"]
    );
    let after = told(&at, "2026-05-01", &[]);
    assert!(names(&after).contains(&"error body-ended"), "{after:?}");
    assert!(
        after
            .iter()
            .any(|f| f.contains("and no partner follows it")),
        "{after:?}"
    );
}

#[test]
fn the_area_may_have_a_code_of_its_own() {
    let area = |value: &str, name: &str| {
        let text = format!(
            "jcplan: 1\nid: a\nname: A\narea: {value}\npartners:\n{BLMK}{LUTON}agreement:\n  \
             arrangements: [pooled-fund]\n  starts: 2025-04-01\n  ends: 2026-03-31\n"
        );
        let at = folder(name, &[("partnership.yaml", &text)]);
        let all = told(&at, "2025-10-20", &["unknown-key", "wrong-shape"]);
        names(&all).join(", ")
    };
    assert_eq!(area("Luton", "bodies-area-1"), "");
    assert_eq!(area("{name: Luton, code: E06000032}", "bodies-area-2"), "");
    let unknown = "warning code-unknown";
    assert_eq!(
        area("{name: Luton, code: E06000099}", "bodies-area-3"),
        unknown
    );
    let malformed = "warning code-malformed";
    assert_eq!(
        area("{name: Luton, code: LUT0N}", "bodies-area-4"),
        malformed
    );
    let other = "warning code-of-other-kind";
    assert_eq!(area("{name: Luton, code: RC9}", "bodies-area-5"), other);
    let body = "warning code-of-other-body";
    assert_eq!(
        area("{name: Luton, code: E06000055}", "bodies-area-6"),
        body
    );
    assert_eq!(area("{nme: Luton}", "bodies-area-7"), "error unknown-key");
    assert_eq!(area("[Luton]", "bodies-area-8"), "error wrong-shape");
}
