//! Reads what the engine tells the faces.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::{AuthorRecord, CategoryLine, Fill, How, Layout, Marked, Members, SignalFamily, Summary, Value};

impl Fill for Layout {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        *self = match from.as_str() {
            Some("recognised") => Self::Recognised,
            Some("generic") => Self::Generic,
            Some("unrecognised") => Self::Unrecognised,
            _ => return Err("is no layout".to_owned()),
        };
        Ok(())
    }
}

impl Members for Summary {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "site" => &mut self.site,
            "name" => &mut self.name,
            "host" => &mut self.host,
            "layout" => &mut self.layout,
            "settled" => &mut self.settled,
            "paused" => &mut self.paused,
            "posts" => &mut self.posts,
            "comments" => &mut self.comments,
            "total" => &mut self.total,
            "unknown" => &mut self.unknown,
            "labels" => &mut self.labels,
            "marked" => &mut self.marked,
            "author" => &mut self.author,
            _ => return None,
        })
    }
}

impl Members for Marked {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "key" => &mut self.key,
            "labels" => &mut self.labels,
            "author" => &mut self.author,
            "text" => &mut self.text,
            _ => return None,
        })
    }
}

impl Members for AuthorRecord {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "id" => &mut self.id,
            "name" => &mut self.name,
            "posts" => &mut self.posts,
            "promo" => &mut self.promo,
            "asked" => &mut self.asked,
            "answered" => &mut self.answered,
            "rate" => &mut self.rate,
            _ => return None,
        })
    }
}

impl Members for How {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "families" => &mut self.families,
            "categories" => &mut self.categories,
            _ => return None,
        })
    }
}

impl Members for SignalFamily {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "key" => &mut self.key,
            "asks" => &mut self.asks,
            "example" => &mut self.example,
            "signals" => &mut self.signals,
            _ => return None,
        })
    }
}

impl Members for CategoryLine {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "key" => &mut self.key,
            "example" => &mut self.example,
            "signals" => &mut self.signals,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::to_string;

    use super::*;
    use crate::values::{Label, read};

    #[test]
    fn everything_is_read_as_the_engine_writes_it() {
        let summary = Summary {
            site: "pond".into(),
            host: "pond.example".into(),
            layout: Layout::Generic,
            settled: true,
            posts: 3,
            total: Some(7),
            labels: vec![(Label::OneWay, 2)],
            marked: vec![Marked {
                key: "1".into(),
                labels: vec![Label::Promo],
                author: "Ada".into(),
                text: "\"Now\"".into(),
            }],
            author: Some(AuthorRecord {
                id: "pond\nada".into(),
                name: "Ada".into(),
                posts: 7,
                promo: 5,
                asked: 6,
                answered: 1,
                rate: Some((0.25, 0.5)),
            }),
            ..Summary::default()
        };
        assert_eq!(read(&to_string(&summary).unwrap_or_default()), Ok(summary));
        let how = How {
            families: vec![SignalFamily {
                key: "signal_price".into(),
                asks: true,
                example: "€79".into(),
                signals: vec![("price".into(), 1.25), ("offer".into(), -0.5)],
            }],
            categories: vec![CategoryLine {
                key: "category_sale".into(),
                example: "Now".into(),
                signals: vec![("price".into(), 1.25)],
            }],
        };
        assert_eq!(read(&to_string(&how).unwrap_or_default()), Ok(how));
        for layout in [Layout::Recognised, Layout::Generic, Layout::Unrecognised] {
            assert_eq!(read(&to_string(&layout).unwrap_or_default()), Ok(layout));
        }
    }
}
