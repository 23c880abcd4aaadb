//! Reads the times that sites show: ISO, epoch, relative and written dates in seven languages.

use alloc::string::String;
use alloc::vec::Vec;

use super::clock_words::{DAY, HOUR, JUST_NOW, MINUTE, MONTHS, UNITS, YESTERDAY};
use crate::values::decimal;

/// Reads a time as a site shows it; `now` and the result in milliseconds since 1970. A date without a zone counts as
/// UTC. Where a date can be read in two ways, the later one holds: an item is never made older than it may be.
pub fn parse_time(text: &str, now: f64) -> Option<f64> {
    let text = text.trim();
    let text: String = text.chars().take(120).flat_map(char::to_lowercase).collect();
    epoch(&text)
        .or_else(|| iso(&text))
        .or_else(|| written(&text, now))
        .or_else(|| relative(&text, now))
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<f64> {
    let value = decimal(text).filter(|_| !text.contains(['.', ',', '-']))?;
    match text.len() {
        9..=10 => Some(value * 1000.0),
        12..=13 => Some(value),
        _ => None,
    }
}

/// `2026-01-05`, `2026-01-05T10:00:00.000+02:00`, `2026-01-05 10:00:00Z`, with anything after.
fn iso(text: &str) -> Option<f64> {
    let at = |range: core::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let bytes = text.as_bytes();
    if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    let day = date(at(0..4)?, at(5..7)?, at(8..10)?)?;
    let clock = text.get(10..).unwrap_or_default();
    let clock = clock.strip_prefix(['t', ' ']).unwrap_or("");
    let (Some(hours), Some(minutes)) = (two(clock, 0), two(clock, 3)) else {
        return Some(day);
    };
    let rest = clock.get(5..).unwrap_or_default();
    let rest = rest.trim_start_matches(|c: char| c == ':' || c == '.' || c.is_ascii_digit());
    let zone = match rest.as_bytes().first() {
        Some(sign @ (b'+' | b'-')) => {
            let hours = two(rest, 1).unwrap_or(0.0);
            let minutes = two(rest, 4).or_else(|| two(rest, 3)).unwrap_or(0.0);
            (hours * HOUR + minutes * MINUTE) * if *sign == b'+' { 1.0 } else { -1.0 }
        }
        _ => 0.0,
    };
    Some(day + hours * HOUR + minutes * MINUTE - zone)
}

fn two(text: &str, at: usize) -> Option<f64> {
    text.get(at..at + 2)?.parse::<u8>().ok().map(f64::from)
}

/// Milliseconds since 1970 at the beginning of a day. Source: H. Hinnant, "chrono-compatible date algorithms".
fn date(year: i64, month: i64, day: i64) -> Option<f64> {
    if !(1970..=2200).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let y = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (y.div_euclid(400), y.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some((era * 146_097 + day_of_era - 719_468) as f64 * DAY)
}

/// A piece of a written date.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece<'a> {
    Number(i64, usize),
    Word(&'a str),
    Sign(char),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let take = |test: fn(char) -> bool| rest.find(|c: char| !test(c)).unwrap_or(rest.len());
        let end = if c.is_ascii_digit() {
            let end = take(|c| c.is_ascii_digit());
            found.extend(rest[..end].parse().ok().map(|number| Piece::Number(number, end)));
            end
        } else if c.is_alphabetic() {
            let end = take(char::is_alphabetic);
            found.push(Piece::Word(&rest[..end]));
            end
        } else {
            if !c.is_whitespace() {
                found.push(Piece::Sign(c));
            }
            c.len_utf8()
        };
        rest = &rest[end..];
    }
    found
}

fn month(word: &str) -> Option<i64> {
    // "mars" and "märz" are months, "marketplace" is none: names stay short.
    if word.chars().count() > 10 {
        return None;
    }
    let index = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| word.starts_with(name)));
    index.map(|index| index as i64 + 1)
}

/// `January 27, 2026 at 1:28 AM`, `27. März 2020 um 14:33`, `27 janv. 2026`, `Sep 25`, `03.03.2011, 14:17`, `26/10/13`.
fn written(text: &str, now: f64) -> Option<f64> {
    let pieces = pieces(text);
    let day = with_month(&pieces, now).or_else(|| in_numbers(&pieces));
    day.map(|day| day + clock(&pieces))
}

fn with_month(pieces: &[Piece], now: f64) -> Option<f64> {
    let named = |i: usize| match pieces[i] {
        // "3 hours ago" is no day in agosto: there a number stands right before.
        Piece::Word("ago") if i == 0 || !matches!(pieces[i - 1], Piece::Number(..)) => None,
        Piece::Word(word) => month(word),
        _ => None,
    };
    let at = (0..pieces.len()).find(|i| named(*i).is_some())?;
    let month = named(at)?;
    let number = |i: usize| match pieces.get(i) {
        Some(Piece::Number(value, _)) => Some(*value),
        _ => None,
    };
    let before = (at.saturating_sub(3)..at)
        .rev()
        .find_map(&number)
        .filter(|day| (1..=31).contains(day));
    let skip = |from: usize| (from..(from + 3).min(pieces.len())).find(|i| number(*i).is_some());
    let next = skip(at + 1);
    let is_clock = |i: usize| pieces.get(i + 1) == Some(&Piece::Sign(':'));
    let (day, year_at) = match (before, next.and_then(number)) {
        (Some(day), _) => (day, next),
        (None, Some(day)) if (1..=31).contains(&day) => (day, next.and_then(|i| skip(i + 1))),
        (None, Some(year)) if year > 1970 => return date(year, month, 28),
        _ => return None,
    };
    let year = year_at
        .filter(|i| !is_clock(*i))
        .and_then(number)
        .map(full_year)
        .filter(|year| (1970..=2200).contains(year));
    match year {
        Some(year) => date(year, month, day),
        None => latest_such_day(month, day, now),
    }
}

/// A date without a year: the latest one that is not after now.
fn latest_such_day(month: i64, day: i64, now: f64) -> Option<f64> {
    let this_year = 1970 + (now / (365.2425 * DAY)) as i64;
    [this_year + 1, this_year, this_year - 1]
        .into_iter()
        .filter_map(|year| date(year, month, day))
        .find(|time| *time <= now)
}

fn full_year(year: i64) -> i64 {
    if (0..70).contains(&year) {
        year + 2000
    } else {
        year
    }
}

/// Day, month and year in numbers, parted by dots, slashes or hyphens.
fn in_numbers(pieces: &[Piece]) -> Option<f64> {
    pieces.windows(5).find_map(|window| match *window {
        [
            Piece::Number(a, _),
            Piece::Sign(first),
            Piece::Number(b, _),
            Piece::Sign(second),
            Piece::Number(year, digits),
        ] if first == second && (digits == 4 || digits == 2) => {
            let year = full_year(year);
            match first {
                '.' | '-' => date(year, b, a),
                '/' => match (date(year, b, a), date(year, a, b)) {
                    (Some(one), Some(other)) => Some(one.max(other)),
                    (one, other) => one.or(other),
                },
                _ => None,
            }
        }
        _ => None,
    })
}

/// The time of day in milliseconds: `14:33`, `1:28 am`.
fn clock(pieces: &[Piece]) -> f64 {
    let found = pieces
        .windows(3)
        .enumerate()
        .find_map(|(i, window)| match *window {
            [
                Piece::Number(hours @ 0..=23, _),
                Piece::Sign(':'),
                Piece::Number(minutes @ 0..=59, 2),
            ] => Some((i, hours, minutes)),
            _ => None,
        });
    let Some((at, hours, minutes)) = found else {
        return 0.0;
    };
    let half = pieces[at + 3..].iter().find_map(|piece| match piece {
        Piece::Word(word @ ("am" | "pm")) => Some(*word),
        _ => None,
    });
    let hours = match (half, hours) {
        (Some("pm"), 1..=11) => hours + 12,
        (Some("am"), 12) => 0,
        _ => hours,
    };
    hours as f64 * HOUR + minutes as f64 * MINUTE
}

/// `5h`, `vor 3 Stunden`, `hace 2 días`, `3mo`, `yesterday at 14:33`, `just now`.
fn relative(text: &str, now: f64) -> Option<f64> {
    let pieces = pieces(text);
    let word = |names: &[&str]| {
        pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Word(word) if names.contains(word)))
    };
    let one = |name: &str| {
        matches!(
            name,
            "a" | "an" | "einer" | "einem" | "eine" | "un" | "una" | "une" | "um" | "uma" | "een"
        )
    };
    for (i, piece) in pieces.iter().enumerate() {
        let count = match piece {
            Piece::Number(count, digits) if *digits <= 4 => *count as f64,
            Piece::Word(name) if one(name) && pieces.len() > 1 => 1.0,
            _ => continue,
        };
        let Some(Piece::Word(name)) = pieces.get(i + 1) else {
            continue;
        };
        if let Some((_, unit)) = UNITS
            .iter()
            .find(|(start, _)| name.starts_with(start) && (start.len() > 2 || name.len() <= 4))
        {
            return Some(now - count * unit);
        }
    }
    if word(YESTERDAY) {
        return Some(now - DAY);
    }
    word(JUST_NOW).then_some(now)
}

#[cfg(test)]
#[path = "clock_tests.rs"]
mod tests;
