//! Tests of [`super`].

use super::*;

/// 2026-11-24, in milliseconds since 1970.
const NOW: f64 = 1_795_478_400_000.0;

fn day(text: &str) -> Option<f64> {
    parse_time(text, NOW).map(|time| (time / DAY).floor())
}

fn on(year: i64, month: i64, of: i64) -> Option<f64> {
    date(year, month, of).map(|time| time / DAY)
}

#[test]
fn reads_what_machines_write() {
    assert_eq!(parse_time("1970-01-02T00:00:00Z", NOW), Some(DAY));
    assert_eq!(
        parse_time("2026-01-05T10:00:00+02:00", NOW),
        date(2026, 1, 5).map(|t| t + 8.0 * HOUR)
    );
    assert_eq!(
        parse_time("2014-02-07 10:53:03Z, License: X", NOW),
        date(2014, 2, 7).map(|t| t + 10.0 * HOUR + 53.0 * MINUTE)
    );
    assert_eq!(
        parse_time("2024-01-05T10:00:00 1704448800", NOW),
        date(2024, 1, 5).map(|t| t + 10.0 * HOUR)
    );
    assert_eq!(
        parse_time("2020-09-18T08:56:40-0700", NOW),
        date(2020, 9, 18).map(|t| t + 15.0 * HOUR + 56.0 * MINUTE)
    );
    assert_eq!(day("1600444600"), on(2020, 9, 18));
    assert_eq!(day("1600444600123"), on(2020, 9, 18));
}

#[test]
fn reads_written_dates_in_seven_languages() {
    for text in [
        "January 27, 2026 at 1:28 AM",
        "27. Januar 2026 um 14:33 Uhr",
        "27 janv. 2026",
        "27 de enero de 2026",
        "27 gennaio 2026, 10:00",
        "27 jan. 2026",
        "27 de janeiro de 2026",
        "27.01.2026, 14:17",
        "am 27/01/26, 03:48 pm",
    ] {
        assert_eq!(day(text), on(2026, 1, 27), "{text}");
    }
    assert_eq!(day("12. März 2020 um 14:33"), on(2020, 3, 12));
    assert_eq!(
        day("Sunday, August 23rd, 2026 at 1:55:21 PM GMT+00:00"),
        on(2026, 8, 23)
    );
    assert_eq!(day("Sep 25"), on(2026, 9, 25));
    assert_eq!(day("Dec 25"), on(2025, 12, 25));
    assert_eq!(day("03/04/2020"), on(2020, 4, 3));
}

#[test]
fn reads_relative_times_in_seven_languages() {
    let ago = |text: &str| parse_time(text, NOW).map(|time| ((NOW - time) / HOUR).round());
    for (text, hours) in [
        ("5h", 5.0),
        ("3 hours ago", 3.0),
        ("vor 3 Stunden", 3.0),
        ("hace 2 días", 48.0),
        ("il y a 2 jours", 48.0),
        ("há 3 dias", 72.0),
        ("2 giorni fa", 48.0),
        ("3 dagen geleden", 72.0),
        ("2 w", 336.0),
        ("vor einer Stunde", 1.0),
        ("an hour ago", 1.0),
        ("yesterday", 24.0),
        ("just now", 0.0),
        ("52m", 1.0),
    ] {
        assert_eq!(ago(text), Some(hours), "{text}");
    }
    assert!(ago("3mo").is_some_and(|hours| hours > 2000.0));
}

#[test]
fn junk_is_no_time() {
    for text in [
        "",
        "·",
        "Promoted",
        "reply",
        "12",
        "2026",
        "99.99.9999",
        "\u{1f600}",
    ] {
        assert_eq!(parse_time(text, NOW), None, "{text}");
    }
}
