//! A report as a wire format: one value, of which one long list may be made entry by entry while it
//! is written, so that ten thousand schemes are never held twice; and what stands alike in many.

use crate::source::{Sources, Span};
use crate::value::Money;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Value, json};

/// A wire format.
pub struct Wire {
    value: Value,
    listed: Option<Listed>,
}

struct Listed {
    key: &'static str,
    count: usize,
    entry: Box<dyn Fn(usize) -> Value>,
}

impl From<Value> for Wire {
    fn from(value: Value) -> Wire {
        Wire {
            value,
            listed: None,
        }
    }
}

impl Wire {
    /// A map whose `key`, an empty list in it, stands for so many entries.
    pub fn listing(
        value: Value,
        key: &'static str,
        count: usize,
        entry: impl Fn(usize) -> Value + 'static,
    ) -> Wire {
        let entry = Box::new(entry);
        Wire {
            value,
            listed: Some(Listed { key, count, entry }),
        }
    }

    /// The whole of it as one value.
    pub fn whole(self) -> Value {
        let mut value = self.value;
        if let Some(listed) = self.listed {
            value[listed.key] = (0..listed.count).map(|i| (listed.entry)(i)).collect();
        }
        value
    }
}

impl Serialize for Wire {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (Value::Object(map), Some(listed)) = (&self.value, &self.listed) else {
            return self.value.serialize(serializer);
        };
        let mut out = serializer.serialize_map(Some(map.len()))?;
        for (key, value) in map {
            match key == listed.key {
                true => out.serialize_entry(key, listed)?,
                false => out.serialize_entry(key, value)?,
            }
        }
        out.end()
    }
}

impl Serialize for Listed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(Some(self.count))?;
        for i in 0..self.count {
            out.serialize_element(&(self.entry)(i))?;
        }
        out.end()
    }
}

/// `{"file": …, "line": …, "column": …}`, or null; with `also`, a list of the same, where what stands
/// there is given twice.
pub(super) fn place(sources: &Sources, at: Option<Span>) -> Value {
    let Some(at) = at else {
        return Value::Null;
    };
    let one = |at: Span| {
        let place = sources.place(at);
        json!({"file": place.file, "line": place.line, "column": place.column})
    };
    let mut value = one(at);
    let others: Vec<Value> = sources.others(at).map(one).collect();
    if !others.is_empty() {
        value["also"] = others.into();
    }
    value
}

/// Amounts by name, as text with two decimals.
pub(super) fn amounts(all: impl Iterator<Item = (String, Money)>) -> Value {
    let all = all.map(|(name, amount)| (name, Value::String(amount.plain())));
    Value::Object(all.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(count: usize) -> Wire {
        let value = json!({"first": 1, "list": [], "last": [{}]});
        Wire::listing(value, "list", count, |i| json!({"entry": i}))
    }

    #[test]
    fn a_list_made_on_the_way_is_written_as_one_made_before() {
        for count in [0, 1, 3] {
            let whole = made(count).whole();
            assert_eq!(whole["list"].as_array().unwrap().len(), count);
            let written = serde_json::to_string_pretty(&made(count)).unwrap();
            assert_eq!(written, format!("{whole:#}"));
        }
    }
}
