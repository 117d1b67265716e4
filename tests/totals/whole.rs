//! What a file must hold to be taken for whole: every amount, every row left out, and nothing that
//! only a hostile hand would write.

use super::refused::riskshare;
use super::{beds, file_of, support, written};

#[test]
fn the_pool_of_a_line_is_held_against_its_scheme_as_in_the_ledger() {
    let at = beds("totals-whole-pool", super::refused::LEDGER);
    let yaml = at.join("partnership.yaml");
    let text = std::fs::read_to_string(&yaml).unwrap();
    std::fs::write(
        &yaml,
        text.replace("schemes:", "  - {id: other, name: The other}\nschemes:"),
    )
    .unwrap();
    let file = file_of(&at, &[]);
    let pools = |totals: &[&str]| {
        let asked = ["pool", "--through", "2025-26-Q1"];
        support::jcplan(&at, &[&asked[..], totals].concat())["pools"].take()
    };
    // £100.00 and £50.00 on beds, £1.00 on visits, all of it the pool's.
    let wanted = pools(&["--totals", &written(&at, &file)]);
    assert_eq!(wanted[0]["accounts"][0]["expenditure_total"], "151.00");
    // A blank pool is the scheme's own.
    let blank = written(&at, &file.replace("spend,pool,", "spend,,"));
    assert_eq!(pools(&["--totals", &blank]), wanted);
    let other = written(
        &at,
        &file.replace("spend,pool,visits", "spend,other,visits"),
    );
    let run = riskshare(&at, &other);
    assert_eq!(run.status.code(), Some(1));
    let said = support::aside(&run);
    assert!(
        said.contains("this scheme belongs to pool `pool`, not `other`"),
        "{said}"
    );
}
