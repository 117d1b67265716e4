//! Terms that stand in no cell of their own: the same on every row, or looked up.

use super::found;
use super::support::{answer, folder, run};
use serde_json::json;

#[test]
fn terms_are_read_from_constants_and_look_up_tables_too() {
    let at = folder(
        "terms-mapped",
        &[
            (
                "partnership.yaml",
                "jcplan: 1\nid: t\nname: T\nfiles:\n  - path: finance/register.csv\n    as: contracts\n    \
                 columns: {contract: No, title: What, provider: Who, commissioner: By, service: Service, starts: From, ends: To, extends_to: Option, annual_value: Value}\n    \
                 outcomes: none\n    notice_months: 3\n    payment_model: {from: Terms, table: maps/terms.csv}\n",
            ),
            ("maps/terms.csv", "code,meaning\nB,block\nU,by unit\n"),
            (
                "finance/register.csv",
                "No,What,Who,By,Service,From,To,Option,Value,Terms\n\
                 A,One,Becks,council,urgent-community-response,2025-04-01,2026-03-31,2027-03-31,100000,B\n\
                 B,Two,Moss,council,urgent-community-response,2025-04-01,2026-03-31,,50000,U\n",
            ),
        ],
    );
    let output = run(&at, &["audit", "--as-at", "2025-09-30", "--format", "json"]);
    let told = answer(&output);
    // `outcomes: none` is said of both.
    assert_eq!(found(&told, "no-outcome-measures").len(), 2, "{told}");
    // Demand for urgent community response varies, and B is looked up as block for A alone.
    let block = found(&told, "block-for-varying-demand");
    assert_eq!(block.len(), 1, "{told}");
    assert_eq!(block[0].0, json!(["A"]));
    // Three months before 31 March 2026.
    let decisions = found(&told, "decision");
    assert_eq!(decisions.len(), 1, "{told}");
    assert_eq!(decisions[0].2, "2025-12-31");
}
