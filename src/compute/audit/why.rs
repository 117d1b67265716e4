//! Why each contract was given its service: the word of its column, or the rule, where it fitted
//! and by which words; what fitted as well; and what kept a rule from fitting.

use super::Audit;
use super::names::Names;
use super::phrases::Text;
use super::service::{self, Ready, Rules};
use crate::model::{ContractRow, Plan};
use crate::seeds::{Rule, Service};
use crate::source::Span;
use rustc_hash::FxHashMap;

/// Where the words of a rule stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    /// In the title.
    Title,
    /// In the description.
    Description,
}

impl Where {
    /// Its word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Where::Title => "title",
            Where::Description => "description",
        }
    }
}

/// A service one of whose rules finds its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The service's id.
    pub service: String,
    /// Is the rule the partnership's own?
    pub own: bool,
    /// Where the words stand.
    pub place: Where,
    /// The phrases, one of each list the rule asks for.
    pub words: Vec<String>,
    /// The CPV code that lets it in, where the service asks for codes and the contract has some.
    pub code: Option<String>,
}

/// What kept a rule from fitting though its words were there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// A phrase it forbids.
    Word(String),
    /// None of the contract's CPV codes begins as the service asks: the codes.
    Codes(Vec<String>),
}

/// How a row was given its service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// By its column, whose word this is.
    Column(String),
    /// By a rule.
    Rule(Fit),
    /// Not at all.
    Nothing,
}

/// Why rows of a contract were given their service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The service's id; none where nothing told it.
    pub service: Option<String>,
    /// How it was told.
    pub by: By,
    /// A word in the service column that is no service, and was passed over.
    pub passed_over: Option<String>,
    /// Other services that fitted as well, in the order they are asked; beside a column, those its
    /// words would say if they say another service than it does.
    pub also: Vec<Fit>,
    /// Services whose words were found, and what kept them out; none beside a column.
    pub nearly: Vec<(Fit, Against)>,
    /// The first row it is true of.
    pub at: Span,
    /// How many rows it is true of.
    pub rows: usize,
}

/// A contract and why its rows were given their services.
#[derive(Clone, Debug)]
pub struct Classified {
    /// Its register, by position.
    pub register: usize,
    /// Its reference as printed.
    pub label: String,
    /// Its reference as the register has it.
    pub reference: String,
    /// Its title, of its first row.
    pub title: String,
    /// The contract, by position; none where no row of it could be placed in time.
    pub contract: Option<u32>,
    /// One for each way its rows were taken.
    pub reasons: Vec<Reason>,
}

/// Why every contract of the plan was given its service, in the order of the registers. `own` of
/// the services, the first, are the partnership's.
pub fn why(plan: &Plan, audit: &Audit, own: usize) -> Vec<Classified> {
    let rules = Rules::new(audit.services.clone().into());
    let mut asking = Asking {
        rules: &rules,
        own,
        title: Text::default(),
        description: Text::default(),
    };
    let mut all: Vec<Classified> = Vec::new();
    for (position, register) in plan.registers.iter().enumerate() {
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        for row in &register.rows {
            let next = all.len();
            let i = *places.entry(row.reference.as_str()).or_insert(next);
            if i == next {
                all.push(Classified {
                    register: position,
                    label: row.reference.clone(),
                    reference: row.reference.clone(),
                    title: row.title.clone(),
                    contract: None,
                    reasons: Vec::new(),
                });
            }
            let reason = asking.of(row);
            let same = |known: &&mut Reason| {
                (&known.by, &known.passed_over) == (&reason.by, &reason.passed_over)
                    && (&known.also, &known.nearly) == (&reason.also, &reason.nearly)
            };
            match all[i].reasons.iter_mut().find(same) {
                Some(known) => known.rows += 1,
                None => all[i].reasons.push(reason),
            }
        }
    }
    placed(&mut all, audit);
    all
}

/// Finds each contract in the audit, and prints its reference as that does.
fn placed(all: &mut [Classified], audit: &Audit) {
    let book = &audit.contracts;
    let key = |c: u32| (book.register(c), book.reference(c));
    let known: FxHashMap<(usize, &str), u32> = book.positions().map(|c| (key(c), c)).collect();
    for one in all {
        one.contract = known.get(&(one.register, one.reference.as_str())).copied();
        if let Some(contract) = one.contract {
            one.label = book.label(contract);
        }
    }
}

struct Asking<'r> {
    rules: &'r Rules,
    own: usize,
    title: Text,
    description: Text,
}

impl Asking<'_> {
    fn of(&mut self, row: &ContractRow) -> Reason {
        self.rules.read(&row.title, &mut self.title);
        self.rules.read(&row.description, &mut self.description);
        let mut fitting: Vec<Fit> = Vec::new();
        let mut nearly: Vec<(Fit, Against)> = Vec::new();
        for place in [Where::Title, Where::Description] {
            for (i, service) in self.rules.services.iter().enumerate() {
                for (rule, ready) in self.rules.rules_of(i) {
                    match self.tried(place, (i, service), (rule, ready), row) {
                        Some((fit, None)) => fitting.push(fit),
                        Some((fit, Some(against))) => nearly.push((fit, against)),
                        None => {}
                    }
                }
            }
        }
        // Once for each service: what fitted first, and was kept out only if nothing of it fitted.
        let mut seen = Names::default();
        fitting.retain(|fit| seen.is_new(&fit.service));
        nearly.retain(|(fit, _)| seen.is_new(&fit.service));
        let column = self.rules.by_column(&row.service);
        let passed_over = column.is_none() && !row.service.trim().is_empty();
        let (service, by) = match column {
            Some(service) => {
                // Words that would say the same have nothing to tell beside the column.
                if fitting.first().is_some_and(|fit| fit.service == service) {
                    fitting.clear();
                }
                nearly.clear();
                (Some(service), By::Column(row.service.trim().to_owned()))
            }
            None if fitting.is_empty() => (None, By::Nothing),
            None => {
                let fit = fitting.remove(0);
                (Some(fit.service.clone()), By::Rule(fit))
            }
        };
        Reason {
            service,
            by,
            passed_over: passed_over.then(|| row.service.trim().to_owned()),
            also: fitting,
            nearly,
            at: row.at,
            rows: 1,
        }
    }

    /// A rule whose words stand there, and what keeps it from fitting, if anything does.
    fn tried(
        &self,
        place: Where,
        (position, service): (usize, &Service),
        (rule, ready): (&Rule, &Ready),
        row: &ContractRow,
    ) -> Option<(Fit, Option<Against>)> {
        let (text, other) = match place {
            Where::Title => (&self.title, &self.title),
            Where::Description if ready.description => (&self.description, &self.title),
            Where::Description => return None,
        };
        if !service::asked_for(ready, text) {
            return None;
        }
        let codes = || service::codes(&row.cpv).map(str::to_owned);
        let allows = |code: &String| service::cpv_allows(&service.cpv, code);
        let against = service::forbidden(rule, ready, text, other)
            .map(Against::Word)
            .or_else(|| {
                let kept_out = !service::cpv_allows(&service.cpv, &row.cpv);
                kept_out.then(|| Against::Codes(codes().collect()))
            });
        let asks = !service.cpv.is_empty() && against.is_none();
        let fit = Fit {
            service: service.id.clone(),
            own: position < self.own,
            place,
            words: service::words_found(rule, ready, text),
            code: asks.then(|| codes().find(allows)).flatten(),
        };
        Some((fit, against))
    }
}
