//! Workbooks that cannot be read, and those made to do harm.

use super::support::book::{Sheet, ods, ods_of, xlsx, xlsx_of};
use super::support::container::{Part, sealed, within, zip};
use super::support::{jcplan, refused, run};
use super::{REGISTER, files};
use jcplan::source::{WorkbookFault, workbook_sheets};
use std::fs;

/// Parts enough for a zip container to be taken for an xlsx workbook.
fn of_parts(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<Part<'_>> = parts.iter().map(|(n, t)| Part::stored(n, t)).collect();
    zip(&parts)
}

/// A deflated run of one byte: `times` × 258 bytes, 13 bits each.
fn run_of_noughts(times: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    let mut put = |value: u32, count: u32, out: &mut Vec<u8>| {
        held |= value << bits;
        bits += count;
        while bits >= 8 {
            out.push((held & 0xFF) as u8);
            held >>= 8;
            bits -= 8;
        }
    };
    // The last block, by the fixed codes; the letter 0; then, 258 of the same again and again:
    // code 285 is 11000101 from its highest bit, the distance of 1 is five noughts.
    put(0b011, 3, &mut out);
    put(0b0000_1100, 8, &mut out);
    for _ in 0..times {
        put(0b1010_0011, 8, &mut out);
        put(0, 5, &mut out);
    }
    put(0, 7, &mut out);
    put(0, 7, &mut out);
    out
}

/// A file, and words of the sentence that refuses it.
type Case = (&'static str, Vec<u8>, &'static str);

/// Larger than is taken into memory, by what they say and by what they are.
fn too_large() -> Vec<Case> {
    // Three hundred million bytes in two: one that says so, and one that says less.
    let packed = run_of_noughts(300_000_000 / 258);
    let bomb = |size| Part {
        name: "xl/worksheets/sheet1.xml",
        packed: &packed,
        method: 8,
        size,
        crc: 0,
    };
    let wide = "<table:table table:name=\"S\"><table:table-row \
         table:number-rows-repeated=\"1000000\"><table:table-cell \
         table:number-columns-repeated=\"16000\" office:value-type=\"float\" office:value=\"1\"/>\
         </table:table-row></table:table>";
    let promise = "<sst uniqueCount = '99999999999'></sst>";
    let promise = of_parts(&[("xl/workbook.xml", ""), ("xl/sharedStrings.xml", promise)]);
    let why = "more than 5 million cells or 256 MiB";
    vec![
        ("bomb.xlsx", zip(&[bomb(300_000_000)]), why),
        ("liar.xlsx", zip(&[bomb(1000)]), "is a workbook"),
        ("wide.ods", ods_of(wide), why),
        ("promise.xlsx", promise, why),
    ]
}

/// Locked, torn, or of another form.
fn not_read() -> Vec<Case> {
    let sheets = [Sheet::typed("Contracts", REGISTER)];
    let package = "EncryptedPackage".encode_utf16();
    let locked = b"\xD0\xCF\x11\xE0 ".iter().copied();
    let locked: Vec<u8> = locked.chain(package.flat_map(u16::to_le_bytes)).collect();
    let key = [
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
        ("content.xml", ""),
    ];
    let torn = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let old = b"\xD0\xCF\x11\xE0 old".to_vec();
    let binary = of_parts(&[("xl/workbook.bin", "")]);
    let letter = of_parts(&[("word/document.xml", "")]);
    let empty = xlsx(&[Sheet::typed("S", "")]);
    vec![
        ("locked.xlsx", locked, "is a workbook with a password"),
        (
            "locked.ods",
            of_parts(&key),
            "is a workbook with a password",
        ),
        ("old.xls", old, "old Excel form"),
        ("b.xlsb", binary, "binary form (.xlsb)"),
        ("torn.xlsx", torn(xlsx(&sheets)), "torn or damaged"),
        ("torn.ods", torn(ods(&sheets)), "torn or damaged"),
        ("letter.docx", letter, "holds no workbook"),
        ("empty.xlsx", empty, "nothing in it"),
    ]
}

#[test]
fn what_cannot_be_read_is_refused_in_a_plain_sentence() {
    let cases = [not_read(), too_large()].concat();
    for (name, bytes, wanted) in cases {
        let at = files(
            &format!("workbook-refused-{name}"),
            &[(name, bytes.clone())],
        );
        for command in ["audit", "columns"] {
            let said = refused(&run(&at.join(name), &[command]));
            let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(said.contains(wanted), "{name}: {said}");
        }
        // In a folder the same, as a finding.
        let file = format!("contracts/{name}");
        let at = files(&format!("workbook-refused-in-{name}"), &[(&file, bytes)]);
        fs::write(at.join("partnership.yaml"), "jcplan: 1\nid: t\nname: T\n").unwrap();
        if name != "letter.docx" {
            let found = jcplan(&at, &["check"]).to_string();
            assert!(
                found.contains("not-text") && found.contains(wanted),
                "{name}: {found}"
            );
        }
    }
}

#[test]
fn a_cell_far_away_takes_no_memory_for_what_lies_between() {
    let far = "<?xml version=\"1.0\"?><worksheet \
        xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension \
        ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData></worksheet>";
    let sheet = [Sheet::typed("S", "1\n")];
    let bytes = xlsx_of(&sheet, &|_, _| far.to_owned());
    let (_, sheets) = workbook_sheets(&bytes).unwrap();
    // One line a row, and the two rows as wide as the wider.
    assert_eq!(sheets[0].rows, 2);
    assert_eq!(sheets[0].text.len(), 1 + 1 + 2 * 16_383 + 1_048_576);
}

#[test]
fn no_torn_or_altered_workbook_is_more_than_refused() {
    let mut sheet = Sheet::typed("Contracts", REGISTER);
    sheet.merged = vec![(1, 2, 1)];
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        // A generator of Lehmer's kind: any will do, and the same every time.
        seed = seed * 48_271 % 0x7FFF_FFFF;
        usize::try_from(seed).unwrap() % below
    };
    let mut read = 0;
    for bytes in [xlsx(&[sheet.clone()]), ods(&[sheet])] {
        for cut in 0..bytes.len() / 7 {
            assert!(workbook_sheets(&bytes[..cut * 7]).is_err());
        }
        for _ in 0..1500 {
            let mut altered = bytes.clone();
            for _ in 0..=next(3) {
                let at = next(altered.len());
                altered[at] = u8::try_from(next(256)).unwrap();
            }
            match workbook_sheets(&altered) {
                Ok(_) => read += 1,
                Err(WorkbookFault::Torn | WorkbookFault::Password | WorkbookFault::TooLarge) => {}
                Err(WorkbookFault::NoWorkbook | WorkbookFault::Empty) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
    }
    println!("{read} altered workbooks could be read");
}

#[test]
fn nothing_within_a_workbook_makes_it_fall_over() {
    let mut sheet = Sheet::typed("Contracts", REGISTER);
    sheet.merged = vec![(1, 2, 1)];
    let mut seed = 11_u64;
    let mut next = |below: usize| {
        seed = seed * 48_271 % 0x7FFF_FFFF;
        usize::try_from(seed).unwrap() % below
    };
    let book = xlsx(&[sheet.clone()]);
    let open = ods(&[sheet]);
    let cases = [
        (&book, 7, "xl/worksheets/sheet1.xml"),
        (&book, 7, "xl/sharedStrings.xml"),
        (&book, 7, "xl/styles.xml"),
        (&book, 7, "xl/workbook.xml"),
        (&open, 3, "content.xml"),
    ];
    // What a number, a reference or a name may become.
    let pieces: [&[u8]; 12] = [
        b"9",
        b"-1",
        b"<",
        b">",
        b"\"",
        b"/",
        b"&",
        b"&#0;",
        b"1e999",
        b"XFE",
        b"4294967296",
        b"\xFF",
    ];
    let (mut read, mut refused) = (0, 0);
    for (bytes, parts, name) in cases {
        let range = within(bytes, name);
        for _ in 0..1200 {
            let mut altered = bytes.clone();
            for _ in 0..=next(2) {
                let piece = pieces[next(pieces.len())];
                let at = range.start + next(range.len() - piece.len());
                altered[at..at + piece.len()].copy_from_slice(piece);
            }
            match workbook_sheets(&sealed(altered, parts)) {
                Ok(_) => read += 1,
                Err(_) => refused += 1,
            }
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > 500 && refused > 500);
}
