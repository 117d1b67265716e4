//! `jcplan init`: a starting folder, or with `--demo` a complete one to learn from.

mod demo;

use super::{Product, Run};
use crate::workspace::write_whole;
use crate::{render, schema};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

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

/// A starting folder: every matter of the checklists as a key, most of them commented out.
const START: &[(&str, &str)] = &[
    ("partnership.yaml", include_str!("partnership.yaml")),
    ("waivers.yaml", include_str!("waivers.yaml")),
    ("ledger/README.md", include_str!("ledger.md")),
    ("contracts/README.md", include_str!("contracts.md")),
];

/// Writes the files; none if any of them is there already.
pub(crate) fn init(args: &InitArgs, run: &mut Run<'_>) -> Result<Product> {
    let shown = args.folder.display();
    if args.folder.is_file() {
        bail!("{shown} is a file: give the name of a folder");
    }
    let own = if args.demo { demo::FILES } else { START };
    let there = own.iter().find(|(name, _)| args.folder.join(name).exists());
    if let Some((first, _)) = there {
        bail!("{shown} holds {first} already: nothing was written");
    }
    let mut files: Vec<(&str, String)> = own.iter().map(|(n, t)| (*n, (*t).to_owned())).collect();
    if !args.demo {
        // Made by the program and read by editors alone: an old one is renewed.
        files.push((schema::PARTNERSHIP_AT, render::json(schema::partnership())));
        files.push((schema::WAIVERS_AT, render::json(schema::waivers())));
    }
    write(&args.folder, &files)?;
    // The answer is not to be written over one of them.
    run.read
        .extend(files.iter().map(|(name, _)| args.folder.join(name)));
    let mut page = format!("wrote {} files into {shown}:\n", files.len());
    for (name, _) in &files {
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

/// Makes the folders first, then the files. If one cannot be written, those before it are taken
/// away again: half a folder would stand in the way of the next try.
fn write(root: &Path, files: &[(&str, String)]) -> Result<()> {
    let path = |name: &str| root.join(name);
    for (name, _) in files {
        if let Some(folder) = path(name).parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        }
    }
    for (i, (name, text)) in files.iter().enumerate() {
        let written = write_whole(&path(name), text.as_bytes());
        if written.is_err() {
            for (before, _) in &files[..i] {
                // What cannot be taken away was told by the failure itself.
                let _ = std::fs::remove_file(path(before));
            }
            return written;
        }
    }
    Ok(())
}
