//! What a site's reader always has and found on no item: signs that the site's markup has changed.

use super::page::Page;
use crate::sites::{Complete, EVIDENCE, GENERIC, ItemRule, RuleKind, Site, rule_kinds};
use crate::values::{Kind, Layout, RawItem};

/// Which fields one item had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fill {
    /// Position of its rule.
    pub(super) rule: usize,
    /// One bit a field, in the order of [`ItemRule::FIELDS`].
    found: u32,
}

impl Fill {
    /// What was read of an item.
    pub(super) fn of(raw: &RawItem) -> Self {
        let values = raw.values.iter().take(ItemRule::FIELDS.len());
        let found = values.enumerate().filter(|(_, value)| value.is_some());
        Self {
            rule: raw.rule as usize,
            found: found.fold(0, |bits, (index, _)| bits | 1 << index),
        }
    }

    /// Whether it had one of the fields of a [mask].
    pub(super) fn has(&self, mask: u32) -> bool {
        self.found & mask != 0
    }
}

/// The bits of these fields.
pub(super) fn mask(names: &[&str]) -> u32 {
    let index = |name: &&str| ItemRule::FIELDS.iter().position(|field| field == name);
    names
        .iter()
        .filter_map(index)
        .fold(0, |bits, index| bits | 1 << index)
}

/// A field that no item of a rule has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lost {
    /// Position of the rule.
    pub(super) rule: usize,
    /// The field.
    pub(super) field: &'static str,
    /// That it is missing cannot be a matter of theme or of chance: the layout has changed.
    pub(super) certain: bool,
}

/// What stands on every item of a site that shows it at all: the fields, any of which will do, and whether themes may
/// leave it out.
const ALWAYS: &[(&[&str], bool)] = &[
    (&["author", "handle"], false),
    (&["text"], false),
    (&["time"], true),
    (&["depth"], true),
    (&["number"], true),
];

/// What the reader of a site lost. Without enough items of a rule nothing is said of it: a post may be a picture, and
/// an ad or a removed comment has little.
pub(super) fn lost<'a>(site: &Site, fills: impl Iterator<Item = &'a Fill>) -> Vec<Lost> {
    let rules: Vec<(RuleKind, &ItemRule)> = rule_kinds(site).collect();
    let mut items = vec![0u32; rules.len()];
    let mut having = vec![[0u32; ALWAYS.len()]; rules.len()];
    let masks: Vec<u32> = ALWAYS.iter().map(|(names, _)| mask(names)).collect();
    let empty = mask(&["ad", "deleted"]);
    for fill in fills.filter(|fill| !fill.has(empty)) {
        let (Some(items), Some(having)) = (items.get_mut(fill.rule), having.get_mut(fill.rule)) else {
            continue;
        };
        *items += 1;
        for (count, mask) in having.iter_mut().zip(&masks) {
            *count += u32::from(fill.has(*mask));
        }
    }
    let mut lost = Vec::new();
    for (index, (kind, rule)) in rules.iter().enumerate() {
        let fields = rule.fields();
        let said = |name: &&str| {
            let field = ItemRule::FIELDS
                .iter()
                .zip(&fields)
                .find(|(field, _)| *field == name);
            field.is_some_and(|(_, field)| !field.takes.is_empty())
        };
        for ((names, themed), count) in ALWAYS.iter().zip(having[index]) {
            let post = *kind == RuleKind::Post;
            let enough = match names[0] {
                "text" if post => 2 * EVIDENCE,
                // Feeds show posts with less about them than their own pages do.
                "time" | "depth" | "number" if post => u32::MAX,
                _ => EVIDENCE,
            };
            if count == 0 && items[index] >= enough && names.iter().any(said) {
                lost.push(Lost {
                    rule: index,
                    field: names[0],
                    certain: !themed || site.detect.is_none(),
                });
            }
        }
    }
    lost
}

impl Page {
    /// Which fields each item had.
    pub(super) fn fills(&self) -> impl Iterator<Item = &Fill> {
        self.own.iter().filter_map(|own| own.fill.as_ref())
    }

    /// What the site's reader lost; where it can be trusted to be there always, the layout has changed.
    pub(super) fn look_for_losses(&mut self) {
        if self.site.site == GENERIC || self.layout == Layout::Generic {
            return;
        }
        self.lost = lost(&self.site, self.fills());
        self.layout = match self.lost.iter().any(|lost| lost.certain) || self.uncounted() {
            true => Layout::Unrecognised,
            false => Layout::Recognised,
        };
    }

    /// The site says that there are comments, puts all of them on the page, and none was found.
    fn uncounted(&self) -> bool {
        let known =
            self.settled && self.site.complete == Complete::Page && !self.facts.cut && !self.facts.filtered;
        let none = || self.items.iter().all(|item| item.kind == Some(Kind::Post));
        known && self.facts.total.is_some_and(|total| total >= EVIDENCE) && none()
    }

    /// The layout under which the generic reader has to stand in: this one read nothing, though there is something.
    pub(super) fn missed(&self) -> Option<Layout> {
        if !self.settled || self.fills().next().is_some() || self.site.site == GENERIC {
            return None;
        }
        let census = self.census.unwrap_or_default();
        let fixed = self.site.is_on(super::host(&self.url));
        if self.uncounted() || census.comments >= EVIDENCE || (fixed && census.all >= EVIDENCE) {
            return Some(Layout::Unrecognised);
        }
        (census.all >= EVIDENCE).then_some(Layout::Generic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites;

    fn raw(rule: u32, names: &[&str]) -> RawItem {
        let value = |field: &&str| names.contains(field).then(|| "x".to_owned());
        RawItem {
            rule,
            values: ItemRule::FIELDS.iter().map(value).collect(),
            ..RawItem::default()
        }
    }

    fn fields(site: &str, items: &[RawItem]) -> Vec<(usize, &'static str, bool)> {
        let fills: Vec<Fill> = items.iter().map(Fill::of).collect();
        let site = sites::by_id(site).unwrap();
        let lost = lost(site, fills.iter());
        lost.iter()
            .map(|lost| (lost.rule, lost.field, lost.certain))
            .collect()
    }

    #[test]
    fn a_field_that_no_item_has_is_lost() {
        let comment = raw(1, &["text", "time", "depth"]);
        assert_eq!(
            fields("hackernews", &vec![comment.clone(); 3]),
            [(1, "author", true)]
        );
        assert_eq!(fields("hackernews", &vec![comment.clone(); 2]), []);
        let one = [
            comment.clone(),
            comment,
            raw(1, &["handle", "text", "time", "depth"]),
        ];
        assert_eq!(fields("hackernews", &one), []);
    }

    #[test]
    fn pictures_ads_and_themes_are_no_loss() {
        let picture = raw(0, &["author"]);
        assert_eq!(fields("hackernews", &vec![picture.clone(); 3]), []);
        assert_eq!(fields("hackernews", &vec![picture; 6]), [(0, "text", true)]);
        assert_eq!(fields("reddit", &vec![raw(0, &["ad"]); 9]), []);
        let blog = sites::by_id("wordpress").unwrap();
        let rule = blog.posts.len() as u32;
        assert_eq!(
            fields("wordpress", &vec![raw(rule, &["author", "text", "depth"]); 3]),
            [(blog.posts.len(), "time", false)]
        );
    }
}
