//! Maps, lists and terms by year: how keys and values stand together.

use super::{patterns, values};
use serde_json::{Value, json};

/// A map whose keys are known.
#[derive(Clone)]
pub(super) struct Map {
    /// Its name among the definitions; the whole file has none.
    pub(super) name: &'static str,
    /// What it is.
    pub(super) what: &'static str,
    /// Its keys.
    pub(super) keys: Vec<Key>,
}

/// One key of a map.
#[derive(Clone)]
pub(super) struct Key {
    name: &'static str,
    value: Value,
    needed: bool,
}

/// A key, what it holds, and what may stand there.
pub(super) fn key(name: &'static str, about: &str, value: Value) -> Key {
    let mut described = json!({ "description": about });
    if let (Value::Object(described), Value::Object(value)) = (&mut described, value) {
        described.extend(value);
    }
    Key {
        name,
        value: described,
        needed: false,
    }
}

impl Key {
    /// No map of its kind can do without it.
    pub(super) fn needed(mut self) -> Key {
        self.needed = true;
        self
    }
}

impl Map {
    /// The map as a schema. A key written in another manner of the same name holds the same; one
    /// that begins with `x-` is the user's own; any other is a mistake.
    pub(super) fn value(self) -> Value {
        let here = match self.name {
            "" => "#".to_owned(),
            name => format!("#/definitions/{name}"),
        };
        let mut loosely = serde_json::Map::new();
        for key in &self.keys {
            let pattern = format!("^{}$", patterns::loosely(key.name));
            let same = format!("{here}/properties/{}", key.name);
            loosely.insert(pattern, json!({ "$ref": same }));
        }
        loosely.insert(r"^[\s_-]*[Xx][\s_-]+[^\s_-]".to_owned(), json!(true));
        let needed: Vec<Value> = self.keys.iter().filter(|k| k.needed).map(need).collect();
        let properties = self.keys.into_iter().map(|k| (k.name.to_owned(), k.value));
        let properties: serde_json::Map<String, Value> = properties.collect();
        let mut map = json!({
            "description": self.what,
            "type": ["object", "null"],
            "properties": properties,
            "patternProperties": loosely,
            "additionalProperties": false,
        });
        if !needed.is_empty() {
            map["allOf"] = Value::Array(needed);
        }
        map
    }
}

/// Where no key is this one in any manner of writing, it is missing.
fn need(key: &Key) -> Value {
    let pattern = format!("^{}$", patterns::loosely(key.name));
    json!({
        "if": { "propertyNames": { "not": { "pattern": pattern } } },
        "then": { "required": [key.name] },
    })
}

/// Any of these.
pub(super) fn either<const N: usize>(any: [Value; N]) -> Value {
    json!({ "anyOf": any.to_vec() })
}

/// A list of maps; one alone may stand without its dash.
pub(super) fn list(item: Value) -> Value {
    json!({ "anyOf": [{ "type": "array", "items": item }, item] })
}

/// A list of single values, or one alone.
pub(super) fn list_or_one(item: Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }] })
}

/// A list of single values.
pub(super) fn list_only(item: Value) -> Value {
    json!({ "type": ["array", "null"], "items": item })
}

/// One value, or a map from a year or a first day to the value.
pub(super) fn by_time(value: Value) -> Value {
    let time = patterns::only(&[patterns::YEAR, patterns::DATE]);
    json!({ "anyOf": [value, {
        "description": "A map from a year (2025-26) or a first day (2025-10-01) to the value that holds then.",
        "type": "object",
        "patternProperties": { time: value },
        "additionalProperties": false,
        "minProperties": 1,
    }] })
}

/// One value, or a map from days of a year to the value of that year that holds from then on.
pub(super) fn by_day(value: Value) -> Value {
    let day = patterns::only(&[patterns::DATE]);
    json!({ "anyOf": [value, {
        "description": "A map from days of the year, the first of April among them (2025-04-01), to the year's amount in force from then on: each month takes a twelfth of it.",
        "type": "object",
        "patternProperties": { day: value },
        "additionalProperties": false,
        "minProperties": 1,
    }] })
}

/// Words of the partnership's own, or a map of known keys.
pub(super) fn words_or_map(name: &str) -> Value {
    json!({ "anyOf": [values::words_alone(), values::named(name)] })
}
