//! With too little memory to work in there is no figure, but a sentence.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use std::process::Command;

#[test]
fn without_room_to_work_in_it_says_so_and_gives_no_figure() {
    let root = env!("CARGO_MANIFEST_DIR");
    let whole = answer(root, "unlimited");
    assert_eq!(whole.0, Some(0));
    let mut told = 0;
    // From where the program can be loaded at all.
    for kilobytes in (20_000..=100_000).step_by(4_000) {
        let (status, stdout, stderr) = answer(root, &kilobytes.to_string());
        match status {
            Some(0) => assert_eq!(stdout, whole.1, "{kilobytes}"),
            Some(2) => {
                told += 1;
                assert_eq!(stdout, "", "{kilobytes}");
                assert_eq!(
                    stderr,
                    "jcplan: there are not 33 MiB of memory to work in: nothing is read\n"
                );
            }
            // The system could not start it.
            _ => assert!(stdout.is_empty() && told == 0, "{kilobytes}: {stderr}"),
        }
    }
    assert!(told > 0);
}

/// Exit status, standard output and standard error of a risk share within so many kilobytes.
fn answer(root: &str, kilobytes: &str) -> (Option<i32>, String, String) {
    let script =
        "ulimit -v \"$1\" && exec \"$2\" riskshare \"$3\" --through 2025-26 --as-at 2026-06-30";
    let output = Command::new("sh")
        .args(["-c", script, "sh", kilobytes, env!("CARGO_BIN_EXE_jcplan")])
        .arg(format!("{root}/examples/tarn-and-vale"))
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}
