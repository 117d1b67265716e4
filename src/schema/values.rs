//! Single values. Every value is text to the reader, so a form that YAML takes for a number or for
//! a truth is accepted wherever the text would be.

use super::patterns::{self, only};
use serde_json::{Value, json};

/// Values that stand in many places, each described once among the definitions.
pub(super) fn definitions() -> Vec<(&'static str, Value)> {
    vec![
        ("text", a_text()),
        ("words_alone", a_words_alone()),
        ("id", an_id()),
        ("date", a_date()),
        ("year", a_year()),
        ("money", a_money()),
        ("percent", a_percent()),
        ("rate", a_rate()),
        ("number", a_number()),
        ("threshold", a_threshold()),
        ("edge", an_edge()),
        ("at_most", an_at_most()),
        ("share", a_share()),
        ("count", a_count()),
        ("flag", a_flag()),
    ]
}

pub(super) fn text() -> Value {
    named("text")
}

pub(super) fn id() -> Value {
    named("id")
}

pub(super) fn date() -> Value {
    named("date")
}

pub(super) fn year() -> Value {
    named("year")
}

pub(super) fn money() -> Value {
    named("money")
}

pub(super) fn percent() -> Value {
    named("percent")
}

pub(super) fn rate() -> Value {
    named("rate")
}

pub(super) fn number() -> Value {
    named("number")
}

pub(super) fn threshold() -> Value {
    named("threshold")
}

pub(super) fn edge() -> Value {
    named("edge")
}

pub(super) fn at_most() -> Value {
    named("at_most")
}

pub(super) fn share() -> Value {
    named("share")
}

pub(super) fn count() -> Value {
    named("count")
}

pub(super) fn flag() -> Value {
    named("flag")
}

pub(super) fn words_alone() -> Value {
    named("words_alone")
}

/// A definition by its name.
pub(super) fn named(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// A value that is none of these shapes. Said this way round because an editor offers every type
/// a value may have, and nobody wants `true` and `null` for a name.
fn none_of(shapes: &[&str], say: &str) -> Value {
    json!({ "if": { "type": shapes }, "then": { "type": "string", "errorMessage": say } })
}

/// A text that looks like this, or a number where the text may be one.
pub(super) fn like(pattern: &[&str], number: bool, example: &str, say: &str) -> Value {
    let shapes: &[&str] = match number {
        true => &["array", "object", "boolean"],
        false => &["array", "object", "boolean", "number"],
    };
    let mut value = none_of(shapes, say);
    value["pattern"] = json!(only(pattern));
    value["patternErrorMessage"] = json!(say);
    value["examples"] = json!([example]);
    value
}

/// Any text.
fn a_text() -> Value {
    none_of(&["array", "object"], "write a single value here")
}

/// Words in any shape: a text, a list or a map.
pub(super) fn anything() -> Value {
    json!({})
}

/// A text or a list of them, and no map.
fn a_words_alone() -> Value {
    none_of(&["object"], "write a text or a list here")
}

/// An id: lower-case words joined by hyphens.
fn an_id() -> Value {
    let mut value = a_text();
    value["pattern"] = json!(only(&[patterns::ID, patterns::PARAMETER]));
    value["patternErrorMessage"] = json!("an id is lower-case words joined by hyphens");
    value
}

/// A date.
fn a_date() -> Value {
    let any = [patterns::DATE, patterns::PARAMETER];
    like(&any, false, "2025-04-01", "write a date: 2025-04-01")
}

/// A financial year.
fn a_year() -> Value {
    let say = "write a financial year: 2025-26";
    like(&[patterns::YEAR], false, "2025-26", say)
}

/// An amount in pounds.
fn a_money() -> Value {
    let say = "write an amount: 1234.50, £1,234.50 (in quotes), £250k or £12.4m";
    like(&[patterns::MONEY], true, "£12.4m", say)
}

/// A percentage of at most the whole.
fn a_percent() -> Value {
    let any = [patterns::PERCENT, patterns::PARAMETER];
    like(&any, false, "50%", "write a percentage with its sign: 50%")
}

/// A percentage of at most the whole, or the id of an outcome measure.
fn a_rate() -> Value {
    let any = [patterns::PERCENT, patterns::ID, patterns::PARAMETER];
    let say = "write a percentage with its sign (85%), or the id of an outcome";
    like(&any, false, "85%", say)
}

/// A plain number of a measure, or a percentage.
fn a_number() -> Value {
    let say = "write the figure alone: 20000, 62.5 or 62.5%";
    like(&[patterns::NUMBER], true, "20000", say)
}

/// A threshold: money, or a percentage of the baseline. A small bare number may be either, and is
/// refused.
fn a_threshold() -> Value {
    let any = [
        patterns::MONEY,
        patterns::PERCENT,
        patterns::OF_BASELINE,
        patterns::PARAMETER,
    ];
    let mut value = like(
        &any,
        true,
        "2%",
        "write pounds or a percentage: £50,000 (in quotes), 2%",
    );
    value["minimum"] = json!(100);
    value
}

/// The edge of a band: a threshold, or a percentage of contribution.
fn an_edge() -> Value {
    let any = [
        patterns::MONEY,
        patterns::PERCENT,
        patterns::OF_BASELINE,
        patterns::OF_CONTRIBUTION,
        patterns::PARAMETER,
    ];
    let say = "write pounds or a percentage: £50,000 (in quotes), 2%, 10% of contribution";
    let mut value = like(&any, true, "2%", say);
    value["minimum"] = json!(100);
    value
}

/// A limit: a threshold, or a percentage of the party's contribution or funding.
fn an_at_most() -> Value {
    let any = [
        patterns::MONEY,
        patterns::PERCENT,
        patterns::OF_BASELINE,
        patterns::OF_CONTRIBUTION,
        patterns::OF_FUNDING,
        patterns::PARAMETER,
    ];
    let say = "write pounds or a percentage: £250,000 (in quotes), 2%, 1% of contribution, 100% of funding";
    let mut value = like(&any, true, "£250k", say);
    value["minimum"] = json!(100);
    value
}

/// A part of a division: a percentage, or a whole part.
fn a_share() -> Value {
    let any = [patterns::PART, patterns::PERCENT, patterns::PARAMETER];
    json!({
        "type": ["string", "integer"],
        "errorMessage": "write a percentage with its sign (60%), or a whole part (2)",
        "pattern": only(&any),
        "minimum": 0,
        "maximum": 999_999,
        "examples": ["50%"],
    })
}

/// A whole number.
fn a_count() -> Value {
    let mut value = like(&[r"\+?\d+"], true, "2", "write a whole number: 2");
    value["multipleOf"] = json!(1);
    value["minimum"] = json!(0);
    value
}

/// One of a list of words, each with what it means; in any manner of writing.
pub(super) fn words<A: AsRef<str>, B: AsRef<str>>(all: &[(A, B)]) -> Value {
    let names: Vec<&str> = all.iter().map(|(word, _)| word.as_ref()).collect();
    let mut value = plain_words(&names);
    if all.iter().any(|(_, about)| !about.as_ref().is_empty()) {
        let about: Vec<&str> = all.iter().map(|(_, about)| about.as_ref()).collect();
        value["anyOf"][0]["enumDescriptions"] = json!(about);
    }
    value
}

/// One of a list of words that say what they mean.
pub(super) fn plain_words(all: &[&str]) -> Value {
    let loosely: Vec<String> = all.iter().map(|word| patterns::loosely(word)).collect();
    let mut any: Vec<&str> = loosely.iter().map(String::as_str).collect();
    any.push(patterns::PARAMETER);
    json!({ "anyOf": [
        { "enum": all },
        { "not": { "type": ["array", "object", "boolean", "number"] }, "pattern": only(&any) },
    ] })
}

/// Yes or no.
fn a_flag() -> Value {
    let mut value = plain_words(&["yes", "no", "true", "false"]);
    // YAML's own truth is as good.
    value["anyOf"][1]["not"] = json!({ "type": ["array", "object", "number"] });
    value
}

/// A name of one of these, letter for letter; or, where `check` only warns, whatever is free.
pub(super) fn names<A: AsRef<str>, B: AsRef<str>>(all: &[(A, B)], free: Option<&str>) -> Value {
    let words: Vec<&str> = all.iter().map(|(word, _)| word.as_ref()).collect();
    let about: Vec<&str> = all.iter().map(|(_, about)| about.as_ref()).collect();
    let other = only(&[free.unwrap_or("")]);
    json!({ "anyOf": [
        { "enum": words, "enumDescriptions": about },
        { "not": { "type": ["array", "object", "boolean", "number"] }, "pattern": other },
    ] })
}

/// A map from a name to the list of those it contains.
pub(super) fn containers() -> Value {
    let names = json!({ "type": ["array", "null"], "items": text() });
    json!({ "type": ["object", "null"], "additionalProperties": names })
}
