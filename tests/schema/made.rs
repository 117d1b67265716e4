//! A file made of a schema: every key of every map once, each kind of value.

use serde_json::{Map, Value, json};

/// What was put into the file to be told by the reader.
pub(crate) struct Mark {
    /// The word put in: like no other.
    pub(crate) word: String,
    /// The key it stands under, or the map it stands in.
    pub(crate) place: String,
    /// What the schema knows there: keys, or words.
    pub(crate) known: Vec<String>,
}

/// Makes the file.
pub(crate) struct Maker<'a> {
    schema: &'a Value,
    /// Puts an unknown key into every map.
    pub(crate) keys: bool,
    /// Puts an unknown word in place of every list's, but under these keys.
    pub(crate) words_but: Option<&'static [&'static str]>,
    /// What was put in.
    pub(crate) marks: Vec<Mark>,
}

impl<'a> Maker<'a> {
    pub(crate) fn of(schema: &'a Value) -> Maker<'a> {
        Maker {
            schema,
            keys: false,
            words_but: None,
            marks: Vec::new(),
        }
    }

    pub(crate) fn whole(&mut self) -> Value {
        self.value(self.schema, "the whole")
    }

    fn mark(&mut self, place: &str, known: Vec<String>) -> String {
        let word = format!("qqqqqqqqqqqqqqqqqqqqqqqq-{:03}", self.marks.len());
        self.marks.push(Mark {
            word: word.clone(),
            place: place.to_owned(),
            known,
        });
        word
    }

    fn resolved(&self, value: &'a Value) -> (&'a Value, Option<&'a str>) {
        match value["$ref"].as_str() {
            Some(name) => {
                let name = name.trim_start_matches('#');
                (self.schema.pointer(name).unwrap(), name.rsplit('/').next())
            }
            None => (value, None),
        }
    }

    fn is(&self, value: &'a Value, shape: &str) -> bool {
        let shapes = &self.resolved(value).0["type"];
        let in_list = shapes.as_array().is_some_and(|all| all[0] == shape);
        in_list || shapes == shape
    }

    fn value(&mut self, value: &'a Value, under: &str) -> Value {
        let (value, name) = self.resolved(value);
        if let Some(any) = value["anyOf"].as_array() {
            let list = any.iter().find(|v| self.is(v, "array"));
            let map = any.iter().rev().find(|v| self.is(v, "object"));
            return self.value(list.or(map).unwrap_or(&any[0]), under);
        }
        if self.is(value, "array") {
            return Value::Array(self.items(&value["items"], under));
        }
        if self.is(value, "object") {
            return self.map(value, name.unwrap_or(under));
        }
        if let Some(words) = value["enum"].as_array() {
            return self.one_of(words, under);
        }
        let example = &value["examples"][0];
        match example.is_null() {
            true => json!("icb"),
            false => example.clone(),
        }
    }

    /// One item of each kind that may stand in a list.
    fn items(&mut self, item: &'a Value, under: &str) -> Vec<Value> {
        let kinds = match self.resolved(item).0["anyOf"].as_array() {
            Some(any) if any.iter().any(|v| self.is(v, "object")) => any.iter().collect(),
            _ => vec![item],
        };
        kinds.into_iter().map(|v| self.value(v, under)).collect()
    }

    fn one_of(&mut self, words: &[Value], under: &str) -> Value {
        if self.words_but.is_none_or(|but| but.contains(&under)) {
            return words[0].clone();
        }
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        let known = words.iter().map(text).collect();
        json!(self.mark(under, known))
    }

    fn map(&mut self, map: &'a Value, name: &str) -> Value {
        let mut made = Map::new();
        match map["properties"].as_object() {
            Some(keys) => {
                for (key, value) in keys {
                    let value = self.value(value, key);
                    made.insert(key.clone(), value);
                }
                if self.keys && map["additionalProperties"] == false {
                    let known = keys.keys().cloned().collect();
                    made.insert(self.mark(name, known), json!("x"));
                }
            }
            // A map with free keys: by time, or by name.
            None => {
                let times = map["patternProperties"].as_object();
                let (key, value) = match times.and_then(|all| all.iter().next()) {
                    // By year or day; or by day alone.
                    Some((times, value)) if times.contains(r"\d{4}-\d{2}") => ("2025-26", value),
                    Some((_, value)) => ("2025-04-01", value),
                    None => ("icb", &map["additionalProperties"]),
                };
                made.insert(key.to_owned(), self.value(value, name));
            }
        }
        Value::Object(made)
    }
}
