//! Companies and charities by the numbers they are registered by.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use serde_json::{Value, json};
use support::{answer, folder, jcplan, printed, run_in};

const HEAD: &str = "contract,title,provider,company_number,charity_number,commissioner,service,starts,ends,annual_value\n";

fn audit(name: &str, rows: &str) -> Value {
    let at = folder(name, &[("r.csv", &format!("{HEAD}{rows}"))]);
    jcplan(&at.join("r.csv"), &["audit"])
}

#[test]
fn two_names_with_one_number_are_one_provider() {
    // Nothing but the number tells that the second is the first; noughts lost do no harm.
    let answer = audit(
        "numbers-joined",
        "C-1,Reablement,Change Grow Live,06228752,,a,reablement-at-home,2025-04-01,2026-03-31,365\n\
         C-2,Reablement south,CGL Services Ltd,6228752,,a,reablement-at-home,2025-04-01,2027-03-31,730\n",
    );
    assert_eq!(answer["overlaps"][0]["kind"], "rolled-over");
    let one =
        json!([{"number": "company 06228752", "names": ["CGL Services Ltd", "Change Grow Live"]}]);
    assert_eq!(answer["providers_by_number"]["one"], one);
    assert_eq!(answer["providers_by_number"]["several"], json!([]));
}

#[test]
fn one_name_with_two_numbers_is_two_providers() {
    let rows = "C-1,Reablement,Change Grow Live,06228752,,a,reablement-at-home,2025-04-01,2026-03-31,365\n\
         C-2,Reablement south,Change Grow Live,03861209,,a,reablement-at-home,2025-04-01,2027-03-31,730\n";
    let answer = audit("numbers-parted", rows);
    assert_eq!(answer["overlaps"][0]["kind"], "several-providers");
    let several =
        json!([{"name": "Change Grow Live", "numbers": ["company 03861209", "company 06228752"]}]);
    assert_eq!(answer["providers_by_number"]["several"], several);
    // A payment to the name may be for either.
    let at = folder(
        "numbers-parted-paid",
        &[
            ("r.csv", &format!("{HEAD}{rows}")),
            (
                "p.csv",
                "Supplier,Date,Amount\nChange Grow Live,2025-05-01,10.00\n",
            ),
        ],
    );
    let files = ["audit", "r.csv", "p.csv", "--as-at", "2025-09-30"];
    let paid = self::answer(&run_in(&at, &[&files[..], &["--format", "json"]].concat()));
    assert_eq!(paid["money"]["several_contracts"], "10.00");
    let text = printed(&run_in(&at, &files));
    assert!(text.contains("Providers told by their number"), "{text}");
}

#[test]
fn a_name_without_a_number_is_the_one_it_has_elsewhere() {
    let answer = audit(
        "numbers-elsewhere",
        "C-1,Reablement,Age Help,,1128267,a,reablement-at-home,2025-04-01,2026-03-31,365\n\
         C-2,Reablement south,Help the Aged,,1128267-2,a,reablement-at-home,2025-04-01,2027-03-31,730\n\
         C-3,Reablement east,AGE HELP LTD,n/a,0,a,reablement-at-home,2025-04-01,2028-03-31,100\n",
    );
    assert_eq!(answer["overlaps"][0]["kind"], "rolled-over");
    assert_eq!(
        answer["overlaps"][0]["contracts"].as_array().unwrap().len(),
        3
    );
}

#[test]
fn packed_cells_and_packages_bring_their_numbers() {
    let text = "Notice Identifier,Notice Type,Organisation Name,Title,Awarded Value,Contract start date,Contract end date,\"Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]\"\n\
        N-1,,Tarn Council,Reablement,365,01/04/2025,31/03/2026,[Moss Care|High St|COMPANIES_HOUSE|3195457|Yes|No]\n\
        N-2,,Tarn Council,Reablement at home,730,01/04/2025,31/03/2027,[MC Group|High St|COMPANIES_HOUSE|03195457|Yes|No][Vale|x|NONE||No|No]\n";
    let ocds = r#"{"releases": [{"ocid": "o-1", "id": "1", "date": "2025-01-01T00:00:00Z",
        "buyer": {"name": "Tarn Council"}, "parties": [{"id": "p", "name": "Moss",
        "identifier": {"scheme": "GB-COH", "id": "3195457"}}],
        "awards": [{"id": "a", "title": "Reablement", "suppliers": [{"id": "p", "name": "Moss Holdings"}],
        "contractPeriod": {"startDate": "2025-04-01", "endDate": "2026-03-31"}}]}]}"#;
    let at = folder("numbers-packed", &[("cf.csv", text), ("o.json", ocds)]);
    let day = ["--as-at", "2025-09-30", "--format", "json"];
    let all = answer(&run_in(
        &at,
        &[&["audit", "cf.csv", "o.json"][..], &day].concat(),
    ));
    assert_eq!(
        all["providers_by_number"]["one"],
        json!([{"number": "company 03195457", "names": ["MC Group", "Moss Care", "Moss Holdings"]}])
    );
}
