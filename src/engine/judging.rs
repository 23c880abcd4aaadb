//! One item of a page before the judge, with what stands around it.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::host;
use super::page::{Page, hash};
use crate::judge::{asks::is_question, judge};
use crate::text::{LinkKind, link_kind};
use crate::values::{AuthorKind, Category, Judgement, Kind, Subject};

/// Longest beginning of a post that the judge of comments is shown, in bytes.
const CONTEXT: usize = 600;

/// So many other posts of an author that lead to the same place make it the author's own.
const AGAIN: usize = 2;

/// So many items before and after a post are looked at for it.
const AROUND: usize = 200;

/// Hosts that stand before every address of a platform, and so tell nothing of it.
const WRAPPERS: &[&str] = &[
    "t.co",
    "l.facebook.com",
    "lm.facebook.com",
    "l.instagram.com",
    "out.reddit.com",
];

/// What the judge says in numbers; its reasons are told anew when somebody asks.
#[derive(Clone, Debug)]
pub(super) struct Scores {
    /// Probability that the item is promotional, 0 to 1.
    pub(super) promo: f64,
    /// The same as this reader's answers have it.
    pub(super) promo_here: f64,
    /// Kinds of promotion, strongest first.
    pub(super) categories: Vec<Category>,
    /// Probability that the comment asks for a reply, 0 to 1; `None` for posts.
    pub(super) asks: Option<f64>,
    /// The same as this reader's answers have it.
    pub(super) asks_here: Option<f64>,
    /// It holds a question or a request.
    pub(super) question: bool,
}

impl Page {
    /// What the judge said of the item at `index`.
    pub(super) fn scores(&self, index: usize) -> Option<&Scores> {
        self.own.get(index)?.scores.as_ref()
    }

    /// What the judge says of the item at `index`, with its reasons.
    pub(super) fn judgement(&self, index: usize) -> Judgement {
        judge(&self.subject(index))
    }

    /// Judges the item at `index`, unless that was done under the same parent.
    pub(super) fn judge_one(&mut self, index: usize) {
        let under = self.places[index]
            .parent
            .map(|parent| hash(&self.items[parent].key));
        if self.own[index].scores.is_some() && self.own[index].under == under {
            return;
        }
        self.own[index].own_site = self.leads_home(index);
        let judgement = self.judgement(index);
        self.own[index].scores = Some(Scores {
            promo: judgement.promo,
            promo_here: self.leaning.promo(&judgement),
            asks: judgement.asks,
            asks_here: self.leaning.asks(&judgement),
            question: is_question(&judgement.reasons),
            categories: judgement.categories,
        });
        self.own[index].under = under;
    }

    /// The item at `index` as the judge sees it.
    pub(super) fn subject(&self, index: usize) -> Subject {
        let (item, place) = (&self.items[index], self.places[index]);
        let comment = place.kind == Kind::Comment;
        let above = place
            .parent
            .filter(|parent| self.places[*parent].kind == Kind::Comment);
        Subject {
            kind: place.kind,
            text: item.text.clone(),
            lang: item.lang.clone(),
            author: item.author.clone(),
            author_kind: item.organisation.then_some(AuthorKind::Organisation),
            author_about: item.about.clone(),
            links: item.links.clone(),
            own_site: self.own[index].own_site,
            parent_text: above.map(|parent| beginning(&self.items[parent].text)),
            post_text: place
                .root
                .filter(|_| comment)
                .map(|root| beginning(&self.items[root].text)),
        }
    }
}

impl Page {
    /// Whether a post's links lead to a place that its author's other posts on this page lead to again and again.
    fn leads_home(&self, index: usize) -> bool {
        let item = &self.items[index];
        let author = item.handle.as_ref().or(item.author.as_ref());
        if author.is_none() || self.places[index].kind != Kind::Post {
            return false;
        }
        for link in &item.links {
            let place = host(link);
            if !self.tells(link, place) {
                continue;
            }
            let mut again = 0;
            for at in index.saturating_sub(AROUND)..self.items.len().min(index + AROUND) {
                let other = &self.items[at];
                if at != index
                    && !other.links.is_empty()
                    && other.handle.as_ref().or(other.author.as_ref()) == author
                    && other.links.iter().any(|link| host(link) == place)
                {
                    again += 1;
                }
            }
            if again >= AGAIN {
                return true;
            }
        }
        false
    }

    /// Whether a link tells where it leads, away from the page and from other social sites.
    fn tells(&self, link: &str, place: &str) -> bool {
        place != host(&self.url)
            && !WRAPPERS.contains(&place)
            && !matches!(link_kind(link), LinkKind::Short | LinkKind::Social)
    }
}

fn beginning(text: &str) -> String {
    let mut end = text.len().min(CONTEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::engine::Greeting;
    use crate::engine::page::Own;
    use crate::sites::for_host;
    use crate::threads::Place;
    use crate::values::{Item, Layout};

    fn leads_home(posts: &[(&str, &str)]) -> Vec<bool> {
        let from = Greeting {
            url: "https://feed.example/@ada".into(),
            drawn: Vec::new(),
        };
        let site = for_host("news.ycombinator.com").unwrap().clone();
        let mut page = Page::new(site, from, Layout::Recognised);
        for (by, link) in posts {
            page.items.push(Item {
                handle: Some((*by).to_owned()),
                links: vec![(*link).to_owned()],
                ..Item::default()
            });
            page.places.push(Place {
                kind: Kind::Post,
                parent: None,
                root: None,
                certain: true,
            });
            page.own.push(Own::default());
        }
        (0..posts.len()).map(|index| page.leads_home(index)).collect()
    }

    #[test]
    fn a_place_that_an_author_links_again_and_again_is_the_author_s_own() {
        let posts = [
            ("ada", "https://walnuts.example/1"),
            ("ada", "https://walnuts.example/2"),
            ("bo", "https://walnuts.example/1"),
            ("ada", "https://news.example/storm"),
            ("ada", "https://walnuts.example/3?x"),
        ];
        assert_eq!(leads_home(&posts), [true, true, false, false, true]);
    }

    #[test]
    fn what_hides_or_repeats_every_address_tells_nothing() {
        for link in [
            "https://t.co/abc",
            "https://bit.ly/abc",
            "https://feed.example/tag/walnuts",
            "https://www.instagram.com/ada",
        ] {
            assert_eq!(leads_home(&[("ada", link); 4]), [false; 4], "{link}");
        }
    }
}
