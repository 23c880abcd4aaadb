//! The table of authors: who is listed, and in which order.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::author::Author;
use super::habit::Habit;
use crate::values::sort_by;

/// What the table is ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// Name.
    Name,
    /// Posts seen.
    Posts,
    /// Promotional share, by the end of its interval that is nearer to none.
    Promo,
    /// Two-way rate, by the lower end of its interval: few cases do not lead.
    #[default]
    Rate,
    /// Share of answered people without the site's mark.
    Newcomers,
    /// Day last seen.
    Last,
}

/// Who is listed, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Ordered by.
    pub column: Column,
    /// Smallest first.
    pub ascending: bool,
    /// In a name or handle, in whatever case.
    pub search: String,
    /// Only of this site; empty: of all.
    pub site: String,
    /// Only people who converse.
    pub converse: bool,
}

impl Listing {
    /// Positions of the listed authors, in order. The reader's own rows lead; of whom not enough is known stands last.
    pub fn of(&self, authors: &[Author]) -> Vec<usize> {
        let search = self.search.trim().to_lowercase();
        let listed = |author: &Author| {
            (self.site.is_empty() || author.site == self.site)
                && (!self.converse || Habit::of(&author.tally).converses())
                && (search.is_empty() || is_named(author, &search))
        };
        let mut rows: Vec<(bool, Key, usize)> = authors
            .iter()
            .enumerate()
            .filter(|(_, author)| listed(author))
            .map(|(index, author)| (!author.own, self.key(author), index))
            .collect();
        sort_by(&mut rows, |a, b| {
            let order = a.1.compare(&b.1, self.ascending);
            a.0.cmp(&b.0)
                .then(order)
                .then_with(|| authors[a.2].id.cmp(&authors[b.2].id))
        });
        rows.into_iter().map(|(_, _, index)| index).collect()
    }

    fn key(&self, author: &Author) -> Key {
        let (tally, habit) = (&author.tally, Habit::of(&author.tally));
        let share = |hits: u32, n: u32| (n > 0).then(|| f64::from(hits) / f64::from(n));
        match self.column {
            Column::Name => Key::Name(author.called().to_lowercase()),
            Column::Posts => Key::Number(Some(f64::from(tally.posts))),
            Column::Promo => Key::Number(habit.promo_share().map(|share| share.low)),
            Column::Rate => Key::Number(habit.two_way_rate().map(|rate| rate.low)),
            Column::Newcomers => Key::Number(share(tally.plain_answered, tally.plain_asked)),
            Column::Last => Key::Number(Some(f64::from(author.last))),
        }
    }
}

enum Key {
    Name(String),
    Number(Option<f64>),
}

impl Key {
    fn compare(&self, other: &Key, ascending: bool) -> Ordering {
        let turned = |order: Ordering| if ascending { order } else { order.reverse() };
        match (self, other) {
            (Key::Name(a), Key::Name(b)) => turned(a.cmp(b)),
            (Key::Number(Some(a)), Key::Number(Some(b))) => turned(a.total_cmp(b)),
            (Key::Number(Some(_)), _) => Ordering::Less,
            (_, Key::Number(Some(_))) => Ordering::Greater,
            _ => Ordering::Equal,
        }
    }
}

fn is_named(author: &Author, search: &str) -> bool {
    let holds = |text: &Option<String>| {
        text.as_ref()
            .is_some_and(|text| text.to_lowercase().contains(search))
    };
    holds(&author.name) || holds(&author.handle) || author.id.to_lowercase().contains(search)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Tally;

    fn author(name: &str, asked: u32, answered: u32) -> Author {
        Author {
            id: format!("pond\n{name}"),
            site: "pond".into(),
            name: Some(name.into()),
            tally: Tally {
                posts: 1,
                fair_asked: asked,
                fair_answered: answered,
                ..Tally::default()
            },
            ..Author::default()
        }
    }

    fn names(listing: &Listing, authors: &[Author]) -> Vec<String> {
        listing
            .of(authors)
            .into_iter()
            .map(|i| authors[i].called().to_owned())
            .collect()
    }

    #[test]
    fn few_cases_do_not_lead_and_the_unknown_stand_last_in_either_order() {
        let authors = [
            author("few", 5, 5),
            author("none", 2, 2),
            author("many", 100, 99),
            author("silent", 50, 0),
        ];
        let mut listing = Listing::default();
        assert_eq!(names(&listing, &authors), ["many", "few", "silent", "none"]);
        listing.ascending = true;
        assert_eq!(names(&listing, &authors), ["silent", "few", "many", "none"]);
    }

    #[test]
    fn the_reader_leads_and_lists_are_narrowed() {
        let mut authors = vec![author("Ümit", 20, 20), author("bo", 20, 0), author("me", 0, 0)];
        authors[2].own = true;
        assert_eq!(names(&Listing::default(), &authors), ["me", "Ümit", "bo"]);
        let search = Listing {
            search: " üMI".into(),
            ..Listing::default()
        };
        assert_eq!(names(&search, &authors), ["Ümit"]);
        let converse = Listing {
            converse: true,
            ..Listing::default()
        };
        assert_eq!(names(&converse, &authors), ["Ümit"]);
        let elsewhere = Listing {
            site: "lake".into(),
            ..Listing::default()
        };
        assert!(names(&elsewhere, &authors).is_empty());
    }
}
