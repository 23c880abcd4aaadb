//! Plain decimal numbers. The standard library's reader knows every form of a float, at 15 KB of the engine.

use alloc::format;
use alloc::string::String;

use super::maths;

/// Reads `12`, `-0.437`, `1,5`: digits with at most one point or comma, 15 digits in all, so that the result is exact
/// to the last bit (integer and power of ten both are). `None` for anything else.
pub fn decimal(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text),
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    if whole.is_empty() || whole.len() + fraction.len() > 15 {
        return None;
    }
    let mut number = 0u64;
    for digit in whole.bytes().chain(fraction.bytes()) {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u64::from(digit - b'0');
    }
    Some(sign * number as f64 / 10u64.pow(fraction.len() as u32) as f64)
}

/// A number times a power of ten, in steps that a double can hold.
pub(super) fn scaled(number: f64, power: i32) -> f64 {
    let (mut number, mut left) = (number, power);
    while left != 0 {
        let step = left.clamp(-300, 300);
        let unit = maths::ten_to(step.unsigned_abs());
        number = if step < 0 { number / unit } else { number * unit };
        left -= step;
    }
    number
}

/// A number with so many places behind the point, at most 9; large ones as they are. The standard library's writer of
/// floats takes 14 KB.
pub fn fixed(number: f64, places: u32) -> String {
    let unit = 10u64.pow(places);
    let units = maths::round(number.abs() * unit as f64) as u64;
    let sign = if number < 0.0 && units > 0 { "-" } else { "" };
    let (whole, rest) = (units / unit, units % unit);
    if places == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{rest:0width$}", width = places as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_forms_are_not_read() {
        for text in [
            "",
            "-",
            ".5",
            "1e3",
            "1.2.3",
            " 1",
            "+1",
            "1_0",
            "NaN",
            "1234567890123456",
        ] {
            assert_eq!(decimal(text), None, "{text}");
        }
        assert_eq!(decimal("1,5"), Some(1.5));
    }

    #[test]
    fn reads_as_the_standard_library_does() {
        for at in 0..20_000u64 {
            // Knuth's multiplier spreads the numbers over all lengths.
            let number = at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (20 + at % 40);
            for text in [
                format!("-{number}"),
                format!("{}.{number}", at % 7),
                format!("{number}.{at}"),
            ] {
                if text.len() <= 15 {
                    assert_eq!(decimal(&text), text.parse().ok(), "{text}");
                }
            }
        }
    }

    #[test]
    fn places_are_fixed_as_the_standard_library_does() {
        for n in -3_000..3_000 {
            // No number here lies halfway between two, where the ways part.
            let number = f64::from(n) / 7.0;
            assert_eq!(fixed(number, 2), format!("{number:.2}").replace("-0.00", "0.00"));
            assert_eq!(fixed(number, 0), format!("{number:.0}").replace("-0", "0"));
        }
        assert_eq!(fixed(1_768_867_200_123.0, 0), "1768867200123");
        assert_eq!(fixed(0.062, 3), "0.062");
    }
}
