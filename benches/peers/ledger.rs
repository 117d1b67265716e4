//! What `ledger.sh` measures beside the program: a count of the lines of a file, and a fold of a
//! ledger by the csv crate, written with care: no row is copied, amounts are whole pence, and a
//! group's cells are looked up as bytes.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use jcplan::value::Money;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::Read;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let mut file = File::open(&arguments[2]).unwrap();
    match arguments[1].as_str() {
        "lines" => println!("{}", lines(&mut file)),
        _ => {
            let sums = sums(file);
            let all: i128 = sums.values().map(|sum| i128::from(*sum)).sum();
            println!("{} groups, {all} pence", sums.len());
        }
    }
}

fn lines(file: &mut File) -> usize {
    let mut held = vec![0; 128 * 1024];
    let mut all = 0;
    loop {
        let got = file.read(&mut held).unwrap();
        if got == 0 {
            return all;
        }
        // Few enough at once to be counted in bytes: that is as fast as a count gets.
        for piece in held[..got].chunks(32) {
            let ends = piece.iter().map(|byte| u8::from(*byte == b'\n'));
            all += usize::from(ends.sum::<u8>());
        }
    }
}

/// Pence by the month and by the cells that say what a row belongs to.
fn sums(file: File) -> FxHashMap<Vec<u8>, i64> {
    let mut reader = csv::ReaderBuilder::new()
        .buffer_capacity(128 * 1024)
        .from_reader(file);
    let heading = reader.byte_headers().unwrap().clone();
    let place = |name: &str| heading.iter().position(|h| h == name.as_bytes()).unwrap();
    let (date, amount) = (place("date"), place("amount"));
    let keys = ["kind", "pool", "scheme", "partner", "source", "cause"].map(place);
    let mut sums: FxHashMap<Vec<u8>, i64> = FxHashMap::default();
    let (mut row, mut key) = (csv::ByteRecord::new(), Vec::new());
    while reader.read_byte_record(&mut row).unwrap() {
        key.clear();
        key.extend_from_slice(&row[date][..7]);
        for cell in keys {
            key.push(b',');
            key.extend_from_slice(&row[cell]);
        }
        let money = Money::parse_plain(&row[amount]).or_else(|| Money::parse_grouped(&row[amount]));
        let pence = i64::try_from(money.unwrap().pence()).unwrap();
        match sums.get_mut(&key) {
            Some(sum) => *sum = sum.checked_add(pence).unwrap(),
            None => {
                sums.insert(key.clone(), pence);
            }
        }
    }
    sums
}
