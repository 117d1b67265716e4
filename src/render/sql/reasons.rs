//! The stage that says why a row cannot be read: the first reason a ledger file would give.

use super::engine::Engine;
use crate::report::totals::query::Query;

/// Reasons in their order: when, and what is said.
struct Reasons {
    engine: Engine,
    cases: Vec<String>,
}

pub(super) fn reasons(query: &Query, engine: Engine) -> String {
    let mut reasons = Reasons {
        engine,
        cases: Vec::new(),
    };
    reasons.unknown("scheme", "scheme");
    reasons.unknown("pool", "pool");
    let differ = "'this scheme belongs to pool `' || own_pool || '`, not `' || found_pool || '`'";
    reasons.case("own_pool <> found_pool", differ);
    reasons.date();
    let kinds: Vec<&str> = query.kinds.iter().map(|(word, _)| *word).collect();
    let none = "'this row does not say what kind of movement it is'";
    reasons.case(&format!("{} IS NULL", engine.name("kind")), none);
    reasons.not_among("kind", &kinds);
    reasons.case("unread = ''", "'there is no amount here'");
    let amount = "'`' || unread || '` cannot be read as an amount'";
    reasons.case("unread IS NOT NULL", amount);
    reasons.unknown("partner", "partner");
    reasons.unknown("from", "partner or provider");
    reasons.unknown("to", "partner or provider");
    reasons.unknown("paid_by", "partner");
    reasons.not_among("source", &query.sources);
    let version = format!("{} IS NOT NULL AND made IS NULL", engine.name("version"));
    reasons.say(&version, "version", "cannot be read as a date");
    for (word, needs) in &query.kinds {
        for (column, what) in *needs {
            reasons.needs(word, column, what);
        }
    }
    format!(
        "reasons AS (\n  SELECT *, CASE WHEN own_pool <> found_pool THEN {} ELSE coalesce(own_pool, \
         found_pool) END AS of_pool,\n    CASE\n{}    END AS why\n  FROM found\n)",
        engine.nothing(),
        reasons.cases.concat()
    )
}

impl Reasons {
    fn case(&mut self, when: &str, why: &str) {
        self.cases.push(format!("      WHEN {when} THEN {why}\n"));
    }

    /// The cell in marks, and what is to be said of it.
    fn say(&mut self, when: &str, column: &str, what: &str) {
        let what = self.engine.text(&format!("` {what}"));
        let why = format!("'`' || {} || {what}", self.engine.name(column));
        self.case(when, &why);
    }

    fn unknown(&mut self, column: &str, what: &str) {
        let name = self.engine.name(column);
        let when = format!("{name} IS NOT NULL AND found_{column} IS NULL");
        let why = format!("'there is no {what} `' || {name} || '`'");
        self.case(&when, &why);
    }

    fn not_among(&mut self, column: &str, words: &[&str]) {
        let words = words.iter().map(|word| self.engine.text(word));
        let words = words.collect::<Vec<_>>().join(", ");
        let when = format!("{} NOT IN ({words})", self.engine.name(column));
        self.say(&when, column, &format!("is not a {column} that is known"));
    }

    fn date(&mut self) {
        let [date, month, slashes] = ["date", "month", "slashes"].map(|c| self.engine.name(c));
        self.case(&format!("{date} IS NULL"), "'there is no date here'");
        let pattern = "^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}";
        let either = format!("{slashes} = '' AND {}", self.engine.matches(&date, pattern));
        let order = "cannot be read as a date: which of its numbers is the month only `dates:` in \
                     partnership.yaml can say";
        self.say(&either, "date", order);
        self.say(
            &format!("{month} IS NULL"),
            "date",
            "cannot be read as a date",
        );
    }

    fn needs(&mut self, kind: &str, column: &str, what: &str) {
        let there = match column {
            "pool" => "coalesce(own_pool, found_pool)".to_owned(),
            column => format!("found_{column}"),
        };
        let (name, word) = (self.engine.name("kind"), self.engine.text(kind));
        let why = self
            .engine
            .text(&format!("a row of kind `{kind}` needs {what}"));
        self.case(&format!("{name} = {word} AND {there} IS NULL"), &why);
    }
}
