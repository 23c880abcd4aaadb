//! Holds an audited page against its truth: what was found, what was invented, who was accused wrongly.
//!
//! An audit item is the truth's item when both texts begin alike (letters and digits only, the first 24). Texts that
//! begin elsewhere get a second chance, by containment, by author and kind where a text is empty, or as the only post.

use std::collections::{HashMap, HashSet};
use std::ops::AddAssign;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::audit::Item;
use crate::pages::Truth;

/// How much of a text's beginning decides.
const KEY: usize = 24;

/// A part of another text must be this long to count as the same text.
const PART: usize = 12;

/// How often something was so, out of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How often.
    pub hits: usize,
    /// Out of how many.
    pub of: usize,
}

impl Share {
    /// From 0 to 1; nothing out of nothing has no value.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }

    fn count(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.of += 1;
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.of += other.of;
    }
}

/// The figures of one page, or of many added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Pages with a truth.
    pub pages: usize,
    /// Truth items found.
    pub found: Share,
    /// Audit items that match no truth item.
    pub invented: Share,
    /// Kind right, of those found.
    pub kind: Share,
    /// Author or handle right, of those found whose author is known.
    pub author: Share,
    /// Parent right, of comments found.
    pub parent: Share,
    /// "By the original poster" right, of comments found.
    pub op: Share,
    /// Ads of the truth that the audit has as ads.
    pub ad_recall: Share,
    /// Ads of the audit that are ads in the truth.
    pub ad_precision: Share,
    /// Comments called unanswered that are answered by the author, or unknown: must be 0.
    pub accused: usize,
    /// Comments unanswered in truth of which the audit knows nothing.
    pub silent: Share,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.pages += other.pages;
        self.found += other.found;
        self.invented += other.invented;
        self.kind += other.kind;
        self.author += other.author;
        self.parent += other.parent;
        self.op += other.op;
        self.ad_recall += other.ad_recall;
        self.ad_precision += other.ad_precision;
        self.accused += other.accused;
        self.silent += other.silent;
    }
}

/// Scores one page.
pub fn score(truth: &[Truth], got: &[Item]) -> Score {
    let pairs = pair(truth, got);
    let back: HashMap<usize, usize> = pairs.iter().map(|(&i, &j)| (j, i)).collect();
    let mut score = Score {
        pages: 1,
        ..Score::default()
    };
    for (i, wanted) in truth.iter().enumerate() {
        let item = pairs.get(&i).and_then(|&j| got.get(j));
        let state = item.and_then(|item| item.state.as_deref());
        score.found.count(item.is_some());
        if is_comment(wanted) {
            let answered = wanted.answered_by_author;
            score.accused += usize::from(state == Some("unanswered") && answered != Some(false));
            if answered == Some(false) && wanted.is_op_author != Some(true) {
                score.silent.count(matches!(state, None | Some("unknown")));
            }
        }
        if wanted.platform_marked_ad == Some(true) {
            score.ad_recall.count(item.is_some_and(|item| item.ad));
        }
        let Some(item) = item else { continue };
        score.kind.count(item.kind == wanted.kind);
        if let Some(same) = same_author(wanted, item) {
            score.author.count(same);
        }
        if is_comment(wanted) {
            score
                .parent
                .count(parent_is_right(wanted, item, truth, &pairs, &back));
            score.op.count(item.op == wanted.is_op_author.unwrap_or(false));
        }
    }
    for (j, item) in got.iter().enumerate() {
        let wanted = back.get(&j).and_then(|&i| truth.get(i));
        score.invented.count(wanted.is_none());
        if item.ad {
            score
                .ad_precision
                .count(wanted.is_some_and(|wanted| wanted.platform_marked_ad == Some(true)));
        }
    }
    score
}

fn is_comment(truth: &Truth) -> bool {
    truth.kind == "comment"
}

/// Under the post, "no parent" and "the post" mean the same.
fn parent_is_right(
    wanted: &Truth,
    item: &Item,
    truth: &[Truth],
    pairs: &HashMap<usize, usize>,
    back: &HashMap<usize, usize>,
) -> bool {
    match wanted.parent_index {
        Some(parent) if truth.get(parent).is_some_and(is_comment) => {
            item.parent_index == pairs.get(&parent).copied()
        }
        _ => item.parent_index.is_none_or(|have| {
            back.get(&have)
                .and_then(|&i| truth.get(i))
                .is_some_and(|parent| parent.kind == "post")
        }),
    }
}

/// Positions in the truth with the position in the audit that each was found at, every one used once.
fn pair(truth: &[Truth], got: &[Item]) -> HashMap<usize, usize> {
    let texts: Vec<Text> = got.iter().map(|item| Text::of(&item.text_start)).collect();
    let mut pairs = HashMap::new();
    let mut used = HashSet::new();
    let mut take = |i: usize, j: usize, used: &mut HashSet<usize>| {
        pairs.insert(i, j);
        used.insert(j);
    };
    let mut left = Vec::new();
    for (i, wanted) in truth.iter().enumerate() {
        let key = Text::of(wanted.text_start.as_deref().unwrap_or_default()).key;
        let free: Vec<usize> = (0..got.len())
            .filter(|j| !key.is_empty() && texts[*j].key == key && !used.contains(j))
            .collect();
        let same = free.iter().find(|j| same_author(wanted, &got[**j]) == Some(true));
        match same.or(free.first()) {
            Some(&j) => take(i, j, &mut used),
            None => left.push(i),
        }
    }
    let one_post = truth.iter().filter(|wanted| wanted.kind == "post").count() == 1
        && got.iter().filter(|item| item.kind == "post").count() == 1;
    for i in left {
        let wanted = &truth[i];
        let text = Text::of(wanted.text_start.as_deref().unwrap_or_default());
        let second_chance = |j: &usize| {
            let (item, read) = (&got[*j], &texts[*j]);
            let no_text = text.key.is_empty() || read.key.is_empty();
            text.overlaps(read)
                || (no_text && item.kind == wanted.kind && same_author(wanted, item) == Some(true))
                || (one_post && wanted.kind == "post" && item.kind == "post")
        };
        if let Some(j) = (0..got.len()).filter(|j| !used.contains(j)).find(second_chance) {
            take(i, j, &mut used);
        }
    }
    pairs
}

/// Whether name or handle agree; a name that is part of the other will do. None when the truth names nobody.
fn same_author(wanted: &Truth, item: &Item) -> Option<bool> {
    let names = |name: &Option<String>, handle: &Option<String>| -> Vec<String> {
        let both = [name, handle].into_iter().flatten();
        both.map(|name| plain(name))
            .filter(|name| !name.is_empty())
            .collect()
    };
    let theirs = names(&wanted.author, &wanted.author_handle);
    let ours = names(&item.author, &item.author_handle);
    let alike =
        |a: &String, b: &String| a == b || (a.chars().count() > 3 && (b.contains(a) || a.contains(b)));
    (!theirs.is_empty()).then(|| theirs.iter().any(|a| ours.iter().any(|b| alike(a, b))))
}

/// The beginning of a text, made comparable.
struct Text {
    plain: String,
    key: String,
}

impl Text {
    fn of(text: &str) -> Self {
        let plain = plain(text);
        let key = plain.chars().take(KEY).collect();
        Self { plain, key }
    }

    fn overlaps(&self, other: &Self) -> bool {
        let part = |key: &str| key.chars().take(PART).collect::<String>();
        !self.key.is_empty()
            && !other.key.is_empty()
            && (other.plain.contains(&part(&self.key)) || self.plain.contains(&part(&other.key)))
    }
}

/// Letters and digits only, in one case and one Unicode form.
fn plain(text: &str) -> String {
    let folded = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .replace('ß', "ss")
        .replace('ς', "σ");
    let counts = |c: &char| {
        matches!(
            c.general_category_group(),
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
        )
    };
    folded.chars().filter(counts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth(kind: &str, author: &str, text: &str, parent: Option<usize>) -> Truth {
        Truth {
            kind: kind.into(),
            author: Some(author.into()),
            text_start: Some(text.into()),
            parent_index: parent,
            ..Truth::default()
        }
    }

    fn item(kind: &str, author: &str, text: &str, parent: Option<usize>) -> Item {
        Item {
            kind: kind.into(),
            author: Some(author.into()),
            text_start: text.into(),
            parent_index: parent,
            ..Item::default()
        }
    }

    #[test]
    fn a_page_read_well_has_full_marks() {
        let wanted = [
            truth("post", "Ada Brook", "Straße und Brücke, 2 km", None),
            truth("comment", "Ben", "why?", Some(0)),
        ];
        let got = [
            item("post", "ada brook", "STRASSE und brücke 2 KM", None),
            item("comment", "Ben", "Why", None),
        ];
        let score = score(&wanted, &got);
        assert_eq!(score.found, Share { hits: 2, of: 2 });
        assert_eq!(score.invented.hits, 0);
        assert_eq!(score.author, Share { hits: 2, of: 2 });
        assert_eq!(score.parent, Share { hits: 1, of: 1 });
    }

    #[test]
    fn equal_texts_go_to_their_own_authors() {
        let wanted = [
            truth("comment", "Ada", "Thanks!", None),
            truth("comment", "Ben", "Thanks!", None),
        ];
        let got = [
            item("comment", "Ben", "Thanks!", None),
            item("comment", "Ada", "Thanks!", None),
        ];
        assert_eq!(pair(&wanted, &got), HashMap::from([(0, 1), (1, 0)]));
    }

    #[test]
    fn a_wrong_parent_and_an_invented_item_are_seen() {
        let wanted = [
            truth("post", "Ada", "the first text of all", None),
            truth("comment", "Ben", "a question about it", Some(0)),
            truth("comment", "Ada", "and the answer to it", Some(1)),
        ];
        let got = [
            item("post", "Ada", "the first text of all", None),
            item("comment", "Ben", "a question about it", Some(0)),
            item("comment", "Ada", "and the answer to it", Some(0)),
            item("comment", "Nobody", "never written", Some(0)),
        ];
        let score = score(&wanted, &got);
        assert_eq!(score.parent, Share { hits: 1, of: 2 });
        assert_eq!(score.invented, Share { hits: 1, of: 4 });
    }

    #[test]
    fn calling_an_answered_or_unknown_comment_unanswered_accuses() {
        for (answered, accused) in [(Some(true), 1), (None, 1), (Some(false), 0)] {
            let wanted = [Truth {
                answered_by_author: answered,
                ..truth("comment", "Ben", "why is that so", None)
            }];
            let got = [Item {
                state: Some("unanswered".into()),
                ..item("comment", "Ben", "why is that so", None)
            }];
            assert_eq!(score(&wanted, &got).accused, accused);
        }
    }
}
