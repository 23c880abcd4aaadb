//! JSON as plain values.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Reader, maths};

/// A value in JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number; whole ones are exact up to 2^53.
    Number(f64),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// Members in their order; of one name the last holds.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// Reads a whole text. The error says what is wrong, with line and column.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut reader = Reader::new(text);
        let value = reader.value()?;
        reader.end()?;
        Ok(value)
    }

    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let Self::Object(members) = self else { return None };
        let mut found = None;
        for (known, value) in members {
            if known == name {
                found = Some(value);
            }
        }
        found
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is true, if it is either.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The number, if it is a whole one, neither negative nor too large.
    pub fn as_u32(&self) -> Option<u32> {
        let number = self.as_f64()?;
        (maths::floor(number) == number && (0.0..=f64::from(u32::MAX)).contains(&number))
            .then_some(number as u32)
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// serde_json's own value as ours.
    fn ours(value: &serde_json::Value) -> Value {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(value) => Value::Bool(*value),
            serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
            serde_json::Value::String(text) => Value::String(text.clone()),
            serde_json::Value::Array(values) => Value::Array(values.iter().map(ours).collect()),
            serde_json::Value::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), ours(value)))
                    .collect(),
            ),
        }
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i32>().prop_map(Into::into),
            (-1_000_000_000i64..1_000_000_000).prop_map(|n| (n as f64 / 64.0).into()),
            any::<String>().prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn reads_what_serde_json_writes(value in any_json()) {
            prop_assert_eq!(Value::read(&value.to_string()), Ok(ours(&value)));
            let pretty = serde_json::to_string_pretty(&value).unwrap_or_default();
            prop_assert_eq!(Value::read(&pretty), Ok(ours(&value)));
        }

        #[test]
        fn what_is_cut_or_broken_is_refused_as_serde_json_does(value in any_json(), at in any::<prop::sample::Index>()) {
            let text = value.to_string();
            let broken: String = text.chars().take(at.index(text.len())).collect();
            let refused = serde_json::from_str::<serde_json::Value>(&broken).is_err();
            prop_assert_eq!(Value::read(&broken).is_err(), refused, "{}", broken);
        }
    }

    #[test]
    fn escapes_and_forms_of_numbers_are_read() {
        let read = |text: &str| Value::read(text).unwrap_or_default();
        assert_eq!(
            read(r#" "a\u00e4\ud83d\ude00\"\\\/\b\f\n\r\t" "#).as_str(),
            Some("aä😀\"\\/\u{8}\u{c}\n\r\t")
        );
        assert_eq!(read(r#""\ud83dx\ude00""#).as_str(), Some("\u{fffd}x\u{fffd}"));
        for text in ["0", "-0.5", "1e3", "12.25E-2", "1768867200000.0"] {
            let expected = text.parse::<f64>().ok();
            assert_eq!(read(text).as_f64(), expected, "{text}");
        }
        assert_eq!(read("4294967295").as_u32(), Some(u32::MAX));
        assert_eq!(
            (
                read("-1").as_u32(),
                read("1.5").as_u32(),
                read("4294967296").as_u32()
            ),
            (None, None, None)
        );
        assert_eq!(read(r#"{"a":1,"a":2}"#).get("a"), Some(&Value::Number(2.0)));
    }

    #[test]
    fn errors_name_the_place() {
        let error = |text: &str| Value::read(text).err().unwrap_or_default();
        assert_eq!(error("{\"a\":1,\n \"b\" 2}"), "expected : at line 2 column 6");
        assert_eq!(error("[1,]"), "expected a value at line 1 column 4");
        assert_eq!(error("{\"a\":1,}"), "expected \" at line 1 column 8");
        for text in [
            "",
            "nul",
            "tru",
            "1.",
            "-",
            ".5",
            "1e",
            "1e999",
            "-1e400",
            "\"a",
            "\"\\x\"",
            "\"\\",
            "\"\\ud83d\\",
            "\"\\u12\"",
            "[1 2]",
            "1 2",
            "\"\n\"",
        ] {
            assert!(Value::read(text).is_err(), "{text}");
        }
        assert!(Value::read(&"[".repeat(1_000_000)).is_err());
        assert!(Value::read(&format!("{}{}", "[".repeat(127), "]".repeat(127))).is_ok());
    }
}
