//! Reads what the shim sends.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Act, Batch, Fill, FromPage, Members, RawItem, Value};

impl Default for FromPage {
    fn default() -> Self {
        Self::Batch(Batch::default())
    }
}

/// The members of all messages but batches.
#[derive(Default)]
struct Said {
    url: String,
    drawn: Vec<String>,
    key: String,
    does: Act,
    text: String,
    reply: bool,
}

impl Members for Said {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "url" => &mut self.url,
            "drawn" => &mut self.drawn,
            "key" => &mut self.key,
            "does" => &mut self.does,
            "text" => &mut self.text,
            "reply" => &mut self.reply,
            _ => return None,
        })
    }
}

impl Fill for FromPage {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Object(members) = from else {
            return Err("a message should be an object".to_owned());
        };
        let (name, value) = members.into_iter().next().ok_or("an empty message")?;
        if name == "batch" {
            let mut batch = Batch::default();
            batch.fill(value)?;
            *self = Self::Batch(batch);
            return Ok(());
        }
        let mut said = Said::default();
        said.fill(value)?;
        let Said {
            url,
            drawn,
            key,
            does,
            text,
            reply,
        } = said;
        *self = match name.as_str() {
            "hello" => Self::Hello { url, drawn },
            "card" => Self::Card { key },
            "act" => Self::Act { key, does },
            "draft" => Self::Draft { text, reply },
            _ => return Err(format!("`{name}` is no message")),
        };
        Ok(())
    }
}

impl Fill for Act {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        *self = match from.as_str() {
            Some("next") => Self::Next,
            Some("right") => Self::Right,
            Some("wrong") => Self::Wrong,
            Some("trust") => Self::Trust,
            Some("filter_author") => Self::FilterAuthor,
            Some("filter_such") => Self::FilterSuch,
            Some("undo") => Self::Undo,
            _ => return Err("nothing does that".to_owned()),
        };
        Ok(())
    }
}

impl Members for Batch {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "site" => &mut self.site,
            "items" => &mut self.items,
            "page" => &mut self.page,
            "pending" => &mut self.pending,
            _ => return None,
        })
    }
}

impl Fill for RawItem {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Array(values) = from else {
            return Err("an item should be a list".to_owned());
        };
        let slots: [&mut dyn Fill; 6] = [
            &mut self.rule,
            &mut self.key,
            &mut self.after,
            &mut self.inside,
            &mut self.values,
            &mut self.links,
        ];
        for (slot, value) in slots.into_iter().zip(values) {
            slot.fill(value)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<FromPage, String> {
        crate::values::read(text)
    }

    #[test]
    fn messages_are_read() {
        let Ok(FromPage::Batch(batch)) = read(
            r#"{"batch": {"site": "x", "items": [[1, "b", "a", null, ["Ann", null], ["https://a.example"]]], "pending": 2}}"#,
        ) else {
            panic!()
        };
        assert_eq!((batch.site.as_str(), batch.pending, batch.page), ("x", 2, None));
        let item = &batch.items[0];
        assert_eq!(
            (item.rule, item.after.as_deref(), &item.inside),
            (1, Some("a"), &None)
        );
        assert_eq!(item.values, [Some("Ann".to_owned()), None]);
        let act = FromPage::Act {
            key: "a".into(),
            does: Act::Next,
        };
        assert_eq!(read(r#"{"act": {"key": "a", "does": "next"}}"#), Ok(act));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "{}",
            "[]",
            r#"{"shout": {}}"#,
            r#"{"act": {"does": "post"}}"#,
            r#"{"batch": {"items": [{}]}}"#,
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
