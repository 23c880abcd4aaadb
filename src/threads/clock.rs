//! Reads the times that sites show.

/// Reads a time as a site shows it; `now` and the result in milliseconds since 1970.
pub fn parse_time(text: &str, now: f64) -> Option<f64> {
    let _ = (text, now);
    None
}
