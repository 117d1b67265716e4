//! `jcplan columns`: what is understood of a register or a file of payments, heading by heading.

use super::audit::{files_only, help_for_a_file, order};
use super::{Product, Run};
use crate::load;
use crate::report::Surroundings;
use crate::report::columns::{Given, report};
use crate::value::SlashOrder;
use anyhow::Result;
use std::path::Path;

/// Flags of `columns`.
#[derive(clap::Args)]
pub(crate) struct ColumnsArgs {
    /// Registers (CSV, xlsx, ods, OCDS JSON) or files of payments (CSV, xlsx, ods), `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<String>,
    /// How dates with slashes read: dd/mm/yyyy or mm/dd/yyyy
    #[arg(long, value_name = "ORDER", value_parser = order)]
    dates: Option<SlashOrder>,
}

/// Looks at each file by itself.
pub(crate) fn columns(args: &ColumnsArgs, run: &mut Run<'_>) -> Result<Product> {
    files_only(&args.paths)?;
    let mut reports = Vec::new();
    for path in &args.paths {
        let (file, loaded) = load::understood(path, run.stdin, args.dates)?;
        run.say_files(Path::new(""), &loaded.plan);
        let around = Surroundings::of(&loaded.plan, &file.name, run.as_at, None);
        let load::Loaded {
            sources, findings, ..
        } = loaded;
        let remarks = findings.into_sorted(&sources).into_iter().map(|f| {
            let help = help_for_a_file(f.check.name, f.help).map(|help| format!(" ({help})"));
            let message = format!("{}{}", f.message, help.unwrap_or_default());
            (sources.short(f.at), message)
        });
        let given = Given {
            remarks: remarks.collect(),
            file,
            around,
        };
        reports.push((path.clone(), report(given)));
    }
    Ok(Product::Reports(reports))
}
