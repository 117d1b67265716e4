//! `jcplan schema`: JSON Schema of the YAML files, for editors.

use super::Product;
use crate::schema;

/// Flags of `schema`.
#[derive(clap::Args)]
pub(crate) struct SchemaArgs {
    /// Of which file
    #[arg(value_enum, default_value_t = Of::Partnership)]
    of: Of,
}

/// The files written in YAML.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Of {
    /// partnership.yaml
    Partnership,
    /// waivers.yaml
    Waivers,
}

/// The schema of one file.
pub(crate) fn schema(args: &SchemaArgs) -> Product {
    Product::Json(match args.of {
        Of::Partnership => schema::partnership(),
        Of::Waivers => schema::waivers(),
    })
}
