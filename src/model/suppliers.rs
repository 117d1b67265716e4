//! Who a contract is with: names, and the numbers they are registered by, as cells have them.

use crate::value::{charity_number, company_number};

/// Names of suppliers and, where any is known, the number of each: one, several parted by `;`, or
/// several packed as `[name|address|kind of number|number|…][…]`. A name is taken once, by its
/// first number.
pub(super) fn suppliers(cell: &str, company: &str, charity: &str) -> (Vec<String>, Vec<String>) {
    let packed = cell
        .strip_prefix('[')
        .and_then(|c| c.strip_suffix(']'))
        .filter(|c| c.contains('|'));
    let all: Vec<(String, String)> = match packed {
        Some(inside) => inside.split("][").map(unpacked).collect(),
        None => listed(cell, company, charity),
    };
    let mut names: Vec<String> = Vec::new();
    let mut numbers: Vec<String> = Vec::new();
    for (name, number) in all {
        if name.is_empty() {
            continue;
        }
        match names.iter().position(|n| *n == name) {
            None => {
                names.push(name);
                numbers.push(number);
            }
            Some(i) if numbers[i].is_empty() => numbers[i] = number,
            // One name twice with two numbers is two providers.
            Some(i) if !number.is_empty() && numbers[i] != number => {
                names.push(name);
                numbers.push(number);
            }
            Some(_) => {}
        }
    }
    if numbers.iter().all(String::is_empty) {
        numbers = Vec::new();
    }
    (names, numbers)
}

fn unpacked(one: &str) -> (String, String) {
    let mut parts = one.split('|').map(str::trim);
    let name = parts.next().unwrap_or("").to_owned();
    let kind = parts.nth(1).unwrap_or("");
    let number = parts.next().unwrap_or("");
    let number = match kind {
        "COMPANIES_HOUSE" => registered(number, ""),
        "CHARITY_COMMISSION" => registered("", number),
        _ => String::new(),
    };
    (name, number)
}

/// Names parted by `;`, and their numbers where there are as many.
fn listed(cell: &str, company: &str, charity: &str) -> Vec<(String, String)> {
    let names: Vec<&str> = cell.split(';').map(str::trim).collect();
    let of = |cell: &str, i: usize| {
        let all: Vec<String> = cell.split(';').map(|n| n.trim().to_owned()).collect();
        match all.len() == names.len() {
            true => all[i].clone(),
            false => String::new(),
        }
    };
    let each = names.iter().enumerate();
    each.map(|(i, name)| {
        (
            (*name).to_owned(),
            registered(&of(company, i), &of(charity, i)),
        )
    })
    .collect()
}

/// A company's number, else a charity's.
fn registered(company: &str, charity: &str) -> String {
    let company = company_number(company).map(|n| format!("company {n}"));
    let charity = || charity_number(charity).map(|n| format!("charity {n}"));
    company.or_else(charity).unwrap_or_default()
}

/// The number an OCDS identifier gives: those of Companies House and the charity regulators.
pub fn identified(scheme: &str, id: &str) -> String {
    match scheme {
        "GB-COH" => registered(id, ""),
        "GB-CHC" | "GB-SC" | "GB-NIC" => registered("", id),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_with_their_names() {
        let of = |cell, company, charity| suppliers(cell, company, charity);
        let packed =
            "[Moss Care|1 High St|COMPANIES_HOUSE|3195457|Yes|No][Vale|2 Low St|NONE||No|No]";
        assert_eq!(
            of(packed, "", ""),
            (
                vec!["Moss Care".to_owned(), "Vale".to_owned()],
                vec!["company 03195457".to_owned(), String::new()]
            )
        );
        let (names, numbers) = of("A; B", "3195457; 3195458", "");
        assert_eq!(names, ["A", "B"]);
        assert_eq!(numbers, ["company 03195457", "company 03195458"]);
        // Of two names one number is nobody's.
        assert_eq!(of("A; B", "3195457", "").1, Vec::<String>::new());
        assert_eq!(of("A", "n/a", "1128267").1, ["charity 1128267"]);
        assert_eq!(of("A; A", "", "").0, ["A"]);
    }
}
