//! Turns what the shim sent, values by position, into items.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::sites::{ItemRule, PageRule, RuleKind, is_ad_word};
use crate::values::{Item, Kind, RawItem, decimal};

/// Makes an item of what was read by a rule of `kind`.
pub(super) fn item(raw: RawItem, kind: RuleKind) -> Item {
    let mut item = Item {
        key: raw.key,
        kind: match kind {
            RuleKind::Post => Some(Kind::Post),
            RuleKind::Comment => Some(Kind::Comment),
            RuleKind::Stream => None,
        },
        inside: raw.inside,
        links: raw.links,
        ..Item::default()
    };
    for (name, value) in ItemRule::FIELDS.iter().zip(raw.values) {
        let Some(value) = value else { continue };
        match *name {
            "author" => item.author = Some(clean_name(&value)),
            "handle" => item.handle = Some(value),
            "link" => item.link = Some(value),
            "text" => item.text = value,
            "shown" => item.shown = Some(value),
            "number" if kind == RuleKind::Stream => item.kind = count(&value).map(numbered),
            "time" => item.time = Some(value),
            "lang" => item.lang = Some(value),
            "parent" => item.parent = Some(value),
            "answers" => item.answers = Some(value),
            "depth" => item.depth = count(&value),
            "joins" => item.joins = true,
            "apart" => item.apart = true,
            "replies" => item.replies = count(&value),
            "more" => item.more = true,
            "op" => item.op = true,
            "verified" => item.verified = true,
            "organisation" => item.organisation = true,
            "about" => item.about = Some(value),
            "quoted" => item.quoted = Some(value),
            "ad" => item.ad = true,
            "ad_word" => item.ad |= value.lines().any(is_ad_word),
            "seen" => item.seen = true,
            "deleted" => item.deleted = true,
            _ => {}
        }
    }
    item
}

fn numbered(number: u32) -> Kind {
    if number == 1 { Kind::Post } else { Kind::Comment }
}

/// What the page as a whole says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PageFacts {
    /// The reader's own handle.
    pub(super) own: Option<String>,
    /// The focused post's id.
    pub(super) focus: Option<String>,
    /// Handle of the focused post's author.
    pub(super) op: Option<String>,
    /// Name of the post's author, where the post is no item.
    pub(super) author: Option<String>,
    /// Comments that the site says there are.
    pub(super) total: Option<u32>,
    /// Cut after the last comment.
    pub(super) cut: bool,
    /// Comments may be missing anywhere.
    pub(super) filtered: bool,
    /// Nobody can comment any more.
    pub(super) locked: bool,
}

/// Reads the page's values.
pub(super) fn page_facts(values: Vec<Option<String>>) -> PageFacts {
    let mut facts = PageFacts::default();
    for (name, value) in PageRule::FIELDS.iter().zip(values) {
        let Some(value) = value else { continue };
        match *name {
            "own" => facts.own = Some(value),
            "focus" => facts.focus = Some(value),
            "op" => facts.op = Some(value),
            "author" => facts.author = Some(clean_name(&value)),
            "total" => facts.total = count(&value),
            "cut" => facts.cut = true,
            "filtered" => facts.filtered = true,
            "locked" => facts.locked = true,
            _ => {}
        }
    }
    facts
}

/// Takes marks that only steer the direction of writing out of a name.
fn clean_name(name: &str) -> String {
    let steers =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    name.chars()
        .filter(|c| !steers(*c))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The first whole number in a text: "1,234 replies" is 1234, "1.2K" is 1200. "1+" is a lower bound, so not known.
pub(super) fn count(text: &str) -> Option<u32> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let number = &text[start..];
    let end = number
        .find(|c: char| !c.is_ascii_digit() && !".,\u{a0}\u{202f}'".contains(c))
        .unwrap_or(number.len());
    let (digits, rest) = (
        number[..end].trim_end_matches(|c: char| !c.is_ascii_digit()),
        &number[end..],
    );
    let unit: String = rest
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect();
    let scale = match unit.as_str() {
        _ if rest.starts_with('+') => return None,
        "k" | "K" | "Tsd" | "mil" => 1_000.0,
        "M" | "Mio" => 1_000_000.0,
        _ => 1.0,
    };
    if scale > 1.0 {
        let value = decimal(digits)?;
        return Some((value * scale).min(f64::from(u32::MAX)) as u32);
    }
    digits
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_sites_write_them() {
        assert_eq!(count("1,234 replies"), Some(1234));
        assert_eq!(count("1.234 Antworten"), Some(1234));
        assert_eq!(count("Reply (0 replies)"), Some(0));
        assert_eq!(count("1.2K"), Some(1200));
        assert_eq!(count("3 Kommentare"), Some(3));
        assert_eq!(count("2 Minuten"), Some(2));
        assert_eq!(count("1,2 Tsd. Antworten"), Some(1200));
        assert_eq!(count("1+"), None);
        assert_eq!(count("none"), None);
        assert_eq!(count("99999999999999"), None);
    }

    #[test]
    fn a_values_list_of_any_length_is_read() {
        let raw = RawItem {
            key: "1".into(),
            values: vec![Some("\u{202a}Ann\u{202c}".into())],
            ..RawItem::default()
        };
        assert_eq!(item(raw, RuleKind::Post).author.as_deref(), Some("Ann"));
    }
}
