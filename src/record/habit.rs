//! What can fairly be said of an author's habit, with its interval and its n.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::threads::{Interval, wilson};

use super::author::{Author, Tally};
use super::row::{Row, day_of};

/// Posts, and comments that asked, below which nothing is said (product.md: "not enough seen").
const ENOUGH: u32 = 5;

/// Shares of an author's record.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Habit {
    /// Posts seen.
    pub posts: u32,
    /// Promotional ones among them.
    pub promo: u32,
    /// Comments that asked, with grace.
    pub asked: u32,
    /// Of these, answered, with grace.
    pub answered: u32,
}

impl Habit {
    /// What the sums say.
    pub fn of(tally: &Tally) -> Self {
        Self {
            posts: tally.posts,
            promo: tally.promo,
            asked: tally.fair_asked,
            answered: tally.fair_answered,
        }
    }

    /// The two-way rate's interval; `None` where not enough was seen.
    pub fn two_way_rate(&self) -> Option<Interval> {
        (self.asked >= ENOUGH).then(|| wilson(self.answered, self.asked))
    }

    /// The promotional share's interval; `None` where not enough was seen.
    pub fn promo_share(&self) -> Option<Interval> {
        (self.posts >= ENOUGH).then(|| wilson(self.promo, self.posts))
    }

    /// Mostly promotion, and seldom an answer.
    pub fn is_one_way(&self) -> bool {
        let seldom = self.two_way_rate().is_some_and(|rate| rate.high < 0.5);
        seldom && self.posts >= ENOUGH && self.promo * 2 > self.posts
    }

    /// Mostly no promotion, and mostly an answer.
    pub fn is_two_way(&self) -> bool {
        let mostly = self.two_way_rate().is_some_and(|rate| rate.low > 0.5);
        mostly && self.posts >= ENOUGH && self.promo * 2 < self.posts
    }

    /// Answers those who ask, whatever they post: for the list of people who converse.
    pub fn converses(&self) -> bool {
        self.two_way_rate().is_some_and(|rate| rate.low > 0.5)
    }
}

/// One month of an author.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// Posts written in it.
    pub posts: u32,
    /// Promotional ones among them.
    pub promo: u32,
    /// Comments that asked under those posts, with grace.
    pub asked: u32,
    /// Of these, answered, with grace.
    pub answered: u32,
}

/// An author's posts by month, in their order, counted from year 0: `year * 12 + month - 1`. A post without a time counts
/// when it was first seen.
pub fn months(author: &Author, rows: &[Row]) -> Vec<(u32, Month)> {
    let mut months: Vec<(u32, Month)> = Vec::new();
    for row in rows {
        if row.by.as_ref() != Some(&author.id) || !row.is_post() {
            continue;
        }
        let tally = Tally::of(row);
        let named = month_of(row.written.unwrap_or(row.first));
        let at = months.partition_point(|(month, _)| *month < named);
        if months.get(at).is_none_or(|(month, _)| *month != named) {
            months.insert(at, (named, Month::default()));
        }
        let month = &mut months[at].1;
        month.posts += tally.posts;
        month.promo += tally.promo;
        month.asked += tally.fair_asked;
        month.answered += tally.fair_answered;
    }
    months
}

/// A day since 1970 as `2026-01-20`.
pub fn iso_day(day: u32) -> String {
    let (year, month, day) = date_of(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The month of a time in milliseconds since 1970, counted from year 0.
fn month_of(time: f64) -> u32 {
    let (year, month, _) = date_of(day_of(time));
    year * 12 + month - 1
}

/// Year, month and day. Source: H. Hinnant, "chrono-compatible date algorithms".
fn date_of(day: u32) -> (u32, u32, u32) {
    let days = day.saturating_add(719_468);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + u32::from(month <= 2);
    (year, month, day_of_year - (153 * from_march + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::DAY;

    fn habit(posts: u32, promo: u32, asked: u32, answered: u32) -> Habit {
        Habit {
            posts,
            promo,
            asked,
            answered,
        }
    }

    #[test]
    fn nothing_is_said_of_a_handful() {
        assert_eq!(habit(4, 4, 4, 0).two_way_rate(), None);
        assert!(!habit(4, 4, 40, 0).is_one_way());
        assert!(!habit(40, 40, 4, 0).is_one_way());
        assert!(!habit(4, 0, 40, 40).is_two_way());
    }

    #[test]
    fn a_habit_needs_both_the_share_and_the_silence() {
        assert!(habit(5, 3, 5, 0).is_one_way());
        assert!(!habit(6, 3, 5, 0).is_one_way(), "half is not over half");
        assert!(
            !habit(5, 5, 5, 1).is_one_way(),
            "one answer of five may be nearly half"
        );
        assert!(habit(5, 2, 10, 10).is_two_way());
        assert!(!habit(5, 3, 10, 10).is_two_way());
        assert!(habit(5, 5, 10, 10).converses());
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        assert_eq!(month_of(0.0), 1970 * 12);
        assert_eq!(month_of(58.0 * DAY), 1970 * 12 + 1);
        assert_eq!(month_of(59.0 * DAY), 1970 * 12 + 2);
        // 2024-02-29, 2026-11-27 and 2026-12-31.
        assert_eq!(month_of(19_782.0 * DAY), 2024 * 12 + 1);
        assert_eq!(month_of(20_784.0 * DAY), 2026 * 12 + 10);
        assert_eq!(month_of(20_818.0 * DAY), 2026 * 12 + 11);
        assert_eq!(iso_day(0), "1970-01-01");
        assert_eq!(iso_day(19_782), "2024-02-29");
        assert_eq!(iso_day(20_818), "2026-12-31");
    }
}
