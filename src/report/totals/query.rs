//! What a query must say to come to the same totals elsewhere: where the rows lie, which cell says
//! what, and every id it may meet. In which engine's words is for those who draw it.

use super::table::facts;
pub use crate::model::{ALL_LEFT_OUT, NOT_KNOWN};
use crate::model::{CellOf, Kind, LedgerShape, Plan, Source};
use crate::source::Sources;
use crate::value::{Day, SlashOrder};

/// The query, in no engine's words.
pub struct Query {
    /// The partnership's id; may be nothing.
    pub partnership: String,
    /// Are providers and contracts told apart?
    pub providers: bool,
    /// Where the rows lie.
    pub files: Vec<QueryFile>,
    /// Every scheme's id, and that of its pool.
    pub schemes: Vec<(String, Option<String>)>,
    /// Every pool's id.
    pub pools: Vec<String>,
    /// Every partner's id.
    pub partners: Vec<String>,
    /// Every id of a partner or provider.
    pub parties: Vec<String>,
    /// Every kind, and the columns it cannot do without with what they say.
    pub kinds: Vec<(&'static str, &'static [(&'static str, &'static str)])>,
    /// Every funding source.
    pub sources: Vec<&'static str>,
    /// What of the folder is not known, and where.
    pub not_known: Vec<(String, String)>,
}

/// A file, or several of one shape.
#[derive(Clone)]
pub struct QueryFile {
    /// Its name within the folder.
    pub name: String,
    /// Where it is, as an engine is told.
    pub path: String,
    /// Is it Parquet, and not CSV?
    pub parquet: bool,
    /// Its headings as written.
    pub heading: Vec<String>,
    /// Column of the ledger, and what says it.
    pub columns: Vec<(&'static str, Says)>,
    /// One column a month: its heading and the first day of the month.
    pub months: Vec<(String, Day)>,
    /// Positions of the headings below which the word for a total may stand.
    pub totals_in: Vec<usize>,
    /// Lines above the heading.
    pub skip_rows: usize,
    /// The word its rows end at.
    pub stop_at: Option<String>,
    /// The encoding it is in.
    pub encoding: String,
    /// How its slash dates read, if the folder says.
    pub slashes: Option<SlashOrder>,
}

/// What says a column.
#[derive(Clone)]
pub enum Says {
    /// The cell below this heading.
    Heading(String),
    /// The same on every row.
    Constant(String),
    /// The cell below this heading, looked up: code and meaning.
    LookedUp(String, Vec<(String, String)>),
}

impl Query {
    /// The query for a folder whose ledger was looked at.
    pub fn of(plan: &Plan, sources: &Sources, providers: bool) -> Query {
        let partnership = &plan.partnership;
        let partners = partnership.partners.iter().map(|p| p.id.value.to_string());
        let others = partnership.providers.iter().map(|p| p.id.value.to_string());
        let mut parties: Vec<String> = partners.clone().chain(others).collect();
        let mut schemes: Vec<(String, Option<String>)> = Vec::new();
        for scheme in &partnership.schemes {
            let id = scheme.id.value.to_string();
            let pool = scheme.pool.value().map(ToString::to_string);
            let pool = pool.filter(|id| partnership.pool(id).is_some());
            schemes.push((id, pool));
        }
        // Of an id given twice the first counts, as it does in the ledger.
        schemes.sort_by(|a, b| a.0.cmp(&b.0));
        schemes.dedup_by(|a, b| a.0 == b.0);
        parties.sort();
        parties.dedup();
        let once = |ids: &mut dyn Iterator<Item = String>| {
            let mut ids: Vec<String> = ids.collect();
            ids.sort();
            ids.dedup();
            ids
        };
        Query {
            partnership: partnership
                .id
                .value()
                .map(ToString::to_string)
                .unwrap_or_default(),
            providers,
            files: plan.ledger.iter().map(file).collect(),
            schemes,
            pools: once(&mut partnership.pools.iter().map(|p| p.id.value.to_string())),
            partners: once(&mut partners.into_iter()),
            parties,
            kinds: Kind::WORDS
                .iter()
                .map(|(word, kind)| (*word, kind.needs()))
                .collect(),
            sources: Source::WORDS.iter().map(|(word, _)| *word).collect(),
            not_known: facts(plan, sources),
        }
    }

    /// The same rows in one other place, below headings of our own.
    pub fn at(&mut self, path: &str, parquet: bool, columns: &[&'static str], plan: &Plan) {
        let says = columns
            .iter()
            .map(|column| (*column, Says::Heading((*column).to_owned())));
        self.files = vec![QueryFile {
            name: path.to_owned(),
            path: path.to_owned(),
            parquet,
            heading: columns.iter().map(|column| (*column).to_owned()).collect(),
            columns: says.collect(),
            months: Vec::new(),
            totals_in: Vec::new(),
            skip_rows: 0,
            stop_at: None,
            encoding: "UTF-8".to_owned(),
            slashes: plan.partnership.dates.value().copied(),
        }];
    }
}

fn file(shape: &LedgerShape) -> QueryFile {
    let heading = |i: &usize| shape.heading.get(*i).cloned().unwrap_or_default();
    let says = |cell: &CellOf| match cell {
        CellOf::Heading(i) => Says::Heading(heading(i)),
        CellOf::Constant(text) => Says::Constant(text.clone()),
        CellOf::LookedUp(i, table) => Says::LookedUp(heading(i), table.clone()),
    };
    QueryFile {
        name: shape.name.clone(),
        path: shape.path.clone(),
        parquet: false,
        heading: shape.heading.clone(),
        columns: shape
            .columns
            .iter()
            .map(|(column, cell)| (*column, says(cell)))
            .collect(),
        months: shape
            .months
            .iter()
            .map(|(i, day)| (heading(i), *day))
            .collect(),
        totals_in: shape.totals_in.clone(),
        skip_rows: shape.skip_rows,
        stop_at: shape.stop_at.clone(),
        encoding: shape.encoding.clone(),
        slashes: shape.slashes,
    }
}
