//! Between a page and the record: what is told to it, and what it knew of the people on the page.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::page::Page;
use super::report::beginning;
use super::start::DEMO;
use crate::embedded;
use crate::record::{Copy, Habit, Known, Learned, Seen, SeenComment, SeenPost, SeenWhat, Sketch, Told, Who};
use crate::sites::GENERIC;
use crate::text::hash_bytes;
use crate::threads::{is_by, known_by, parse_time};
use crate::values::{Item, Kind, Layout, Names, Settings, Table, maths};

/// Characters of a waiting comment's beginning.
const START: usize = 100;

/// What one page has told and learnt.
#[derive(Debug, Default)]
pub(super) struct Memory {
    told: Table<Seen>,
    asked: Names,
    ids: Table<String>,
    authors: Table<Known>,
    copies: Table<Copy>,
    met: Names,
}

impl Memory {
    /// Takes in what the record knew.
    pub(super) fn learn(&mut self, learned: Learned) {
        for author in learned.authors {
            let id = author.id.clone();
            self.authors.insert(&id, author);
        }
        for (id, copy) in learned.copies {
            self.copies.insert(&id, copy);
        }
        for id in &learned.met {
            self.met.insert(id);
        }
    }

    /// Where on the page the items stand that this speaks of.
    pub(super) fn concerned(&self, page: &Page, learned: &Learned) -> Vec<Range<usize>> {
        let (mut authors, mut items) = (Names::default(), Names::default());
        for author in &learned.authors {
            authors.insert(&author.id);
        }
        let copies = learned.copies.iter().map(|(id, _)| id);
        for id in copies.chain(&learned.met) {
            items.insert(id);
        }
        let by = |id: &String| Some(&self.told.get(id)?.by.as_ref()?.id);
        let concerned = |index: &usize| {
            let id = self.ids.get(&page.items[*index].key);
            id.is_some_and(|id| items.contains(id) || by(id).is_some_and(|by| authors.contains(by)))
        };
        let found = (0..page.items.len()).filter(concerned);
        found.map(|index| index..index + 1).collect()
    }

    /// Forgets what the record said, as after something was taken out of it.
    pub(super) fn unlearn(&mut self) {
        self.asked = Names::default();
        self.authors = Table::default();
        self.copies = Table::default();
        self.met = Names::default();
    }

    /// The author of the item at `index`, as the record knows them.
    pub(super) fn author(&self, page: &Page, index: usize) -> Option<&Known> {
        let seen = self.told.get(self.ids.get(&page.items[index].key)?)?;
        self.authors.get(&seen.by.as_ref()?.id)
    }

    /// The habit of the item's author.
    pub(super) fn habit(&self, page: &Page, index: usize) -> Option<Habit> {
        self.author(page, index).map(|author| author.habit)
    }

    /// Where nearly the same text was seen first.
    pub(super) fn copy(&self, page: &Page, index: usize) -> Option<&Copy> {
        self.copies.get(self.ids.get(&page.items[index].key)?)
    }

    /// Whether the post's author had answered this comment's author before.
    pub(super) fn has_met(&self, page: &Page, index: usize) -> bool {
        let id = self.ids.get(&page.items[index].key);
        id.is_some_and(|id| self.met.contains(id))
    }
}

/// What is new on the page since it was last told; nothing before all of it was read. What the site's reader does not
/// recognise, and the extension's own demo, are not remembered.
pub(super) fn tell(page: &mut Page, settings: &Settings, now: f64) -> Told {
    let mut told = Told::default();
    let foreign = page.site.site == DEMO || page.layout == Layout::Unrecognised;
    if !page.settled || foreign || !settings.record {
        return told;
    }
    let mut comments = Vec::new();
    for index in 0..page.items.len() {
        // Of what stands as it stood there is nothing new to tell.
        if core::mem::replace(&mut page.own[index].told, true) {
            continue;
        }
        let Some(seen) = seen(page, index, settings, now) else {
            continue;
        };
        page.memory.ids.insert(&page.items[index].key, seen.id.clone());
        if page.places[index].kind == Kind::Post
            && let Some(who) = &seen.by
            && page.memory.asked.insert(&who.id)
        {
            told.authors.push(who.id.clone());
        }
        if page.memory.told.get(&seen.id) == Some(&seen) {
            continue;
        }
        page.memory.told.insert(&seen.id, seen.clone());
        match seen.what {
            SeenWhat::Post(_) => told.seen.push(seen),
            SeenWhat::Comment(_) => comments.push(seen),
        }
    }
    told.seen.append(&mut comments);
    told
}

/// The item at `index` as the record takes it; nothing for the OP's own comments and for what was removed.
fn seen(page: &Page, index: usize, settings: &Settings, now: f64) -> Option<Seen> {
    let (item, place, standing) = (&page.items[index], page.places[index], &page.standings[index]);
    let judged = page.scores(index)?;
    let what = match (place.kind, standing.state) {
        (Kind::Post, _) => SeenWhat::Post(SeenPost {
            promo: judged.promo >= settings.promo_threshold,
            ad: item.ad,
            kinds: judged.categories.clone(),
            sketch: Sketch::of(&item.text),
        }),
        (Kind::Comment, Some(state)) => SeenWhat::Comment(SeenComment {
            post: place.root.and_then(|root| item_id(page, root)),
            asks: judged.asks.is_some_and(|p| p >= settings.asks_threshold),
            state,
            marked: item.verified,
            newcomer: standing.newcomer,
            page: page.url.clone(),
            start: beginning(item, START),
        }),
        (Kind::Comment, None) => return None,
    };
    if item.deleted {
        return None;
    }
    // A time such as "2 d" reads a little later at each look: the day is what can be kept.
    let written = item.time.as_deref().and_then(|time| parse_time(time, now));
    Some(Seen {
        id: item_id(page, index)?,
        by: who(page, item, settings),
        written: written.map(|time| maths::floor(time / crate::record::DAY) * crate::record::DAY),
        what,
    })
}

/// The host, where people and items of one site file live on many; nothing where the site is one place.
fn place_of(page: &Page) -> Option<&str> {
    let many = page.site.detect.is_some() || page.site.hosts.is_empty();
    let many = many || page.site.hosts.iter().any(|host| host.starts_with("*."));
    many.then(|| super::host(&page.url))
}

/// The author's id in the record. Names alone are no more than the host's.
pub(super) fn author_id(page: &Page, item: &Item) -> Option<String> {
    let known_by = known_by(item)?;
    let nameless = item.handle.is_none() && item.link.is_none();
    let place = place_of(page).or(nameless.then(|| super::host(&page.url)));
    let site = &page.site.site;
    Some(match place {
        Some(place) if !known_by.contains('@') => format!("{site}\n{known_by}@{place}"),
        _ => format!("{site}\n{known_by}"),
    })
}

fn who(page: &Page, item: &Item, settings: &Settings) -> Option<Who> {
    let own = |name: Option<&String>| name.is_some_and(|name| is_by(item, name));
    Some(Who {
        id: author_id(page, item)?,
        site: page.site.site.clone(),
        name: item.author.clone(),
        handle: item.handle.clone(),
        link: item.link.clone().filter(|link| link.starts_with("http")),
        own: own(page.facts.own.as_ref()) || own(settings.own_names.get(&page.site.site)),
    })
}

/// The item's id in the record. Where the page gives none, or one that holds for the page alone, author and text make
/// it: a shown time would make a new one at each visit.
fn item_id(page: &Page, index: usize) -> Option<String> {
    let item = &page.items[index];
    let site = &page.site.site;
    let given = !item.key.starts_with('~') && !item.key.starts_with(embedded::PREFIX) && site != GENERIC;
    if given {
        return Some(match place_of(page) {
            Some(place) => format!("{site}\n{place}/{}", item.key),
            None => format!("{site}\n{}", item.key),
        });
    }
    let words: Vec<&str> = item.text.split_whitespace().collect();
    let whole = format!("{}\n{}", author_id(page, item)?, words.join(" "));
    let salted = format!("+{whole}");
    let (one, other) = (hash_bytes(whole.as_bytes()), hash_bytes(salted.as_bytes()));
    Some(format!("{site}\n~{one:08x}{other:08x}"))
}
