//! `jcplan init`: a starting folder, or with `--demo` a complete one to learn from.

use super::{Product, Run};
use crate::workspace::write_whole;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// Flags of `init`.
#[derive(clap::Args)]
pub(crate) struct InitArgs {
    /// The folder to write; it is made if it is not there
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Write a complete invented partnership to try things on
    #[arg(long)]
    demo: bool,
}

/// A starting folder: every key of the checklist, most of them commented out.
const START: &[(&str, &str)] = &[
    ("partnership.yaml", include_str!("partnership.yaml")),
    ("ledger/README.md", include_str!("ledger.md")),
    ("contracts/README.md", include_str!("contracts.md")),
];

/// The sound example that ships with the program.
const DEMO: &[(&str, &str)] = &[
    (
        "README.md",
        include_str!("../../../examples/tarn-and-vale/README.md"),
    ),
    (
        "answers.csv",
        include_str!("../../../examples/tarn-and-vale/answers.csv"),
    ),
    (
        "clauses.csv",
        include_str!("../../../examples/tarn-and-vale/clauses.csv"),
    ),
    (
        "contracts/council.csv",
        include_str!("../../../examples/tarn-and-vale/contracts/council.csv"),
    ),
    (
        "contracts/icb.csv",
        include_str!("../../../examples/tarn-and-vale/contracts/icb.csv"),
    ),
    (
        "evidence/functions-traced.txt",
        include_str!("../../../examples/tarn-and-vale/evidence/functions-traced.txt"),
    ),
    (
        "evidence/year-end-balance-letter.txt",
        include_str!("../../../examples/tarn-and-vale/evidence/year-end-balance-letter.txt"),
    ),
    (
        "ledger/2025-26.csv",
        include_str!("../../../examples/tarn-and-vale/ledger/2025-26.csv"),
    ),
    (
        "ledger/2026-27.csv",
        include_str!("../../../examples/tarn-and-vale/ledger/2026-27.csv"),
    ),
    (
        "partnership.yaml",
        include_str!("../../../examples/tarn-and-vale/partnership.yaml"),
    ),
    (
        "schemes.csv",
        include_str!("../../../examples/tarn-and-vale/schemes.csv"),
    ),
];

/// Writes the files; none if any of them is there already.
pub(crate) fn init(args: &InitArgs, run: &mut Run<'_>) -> Result<Product> {
    let files = if args.demo { DEMO } else { START };
    let shown = args.folder.display();
    if args.folder.is_file() {
        bail!("{shown} is a file: give the name of a folder");
    }
    let there: Vec<&str> = files
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| args.folder.join(name).exists())
        .collect();
    if let Some(first) = there.first() {
        bail!("{shown} holds {first} already: nothing was written");
    }
    for (name, text) in files {
        let path = args.folder.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        }
        write_whole(&path, text.as_bytes())?;
    }
    let mut page = format!("wrote {} files into {shown}:\n", files.len());
    for (name, _) in files {
        page.push_str(&format!("  {name}\n"));
    }
    let next = if args.demo {
        format!(
            "try: jcplan riskshare {shown} --through 2025-26 --as-at {}",
            run.as_at
        )
    } else {
        format!("fill in partnership.yaml, then: jcplan check {shown}")
    };
    page.push_str(&format!("{next}\n"));
    Ok(Product::Page(page))
}
