//! Near-copies: a short print of a text's wording that is nearly the same for nearly the same text.

use alloc::string::String;
use alloc::vec::Vec;

use crate::text::{Kind, Text};
use crate::values::{Fill, Out, Put, Value};

/// Values in a sketch, and how many of them make a band. Two texts that share 80 % of their word pairs agree in at
/// least one band with probability 1 - (1 - 0.8^4)^6 = 0.96; they are then compared value by value.
const VALUES: usize = 24;
const BAND: usize = 4;
/// Values that must agree: three quarters. Texts that share half of their word pairs get there in 1 of 90 cases.
const AGREE: usize = 18;
/// Words below which a text is too common to be called a copy: "Happy new year to all of you" is nobody's.
const LEAST_WORDS: usize = 12;

/// A text's wording: the least hashes of its word pairs under 24 mixings (A. Broder, 1997).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch([u16; VALUES]);

impl Sketch {
    /// The sketch of a text; `None` where it is too short. Links and names in it do not count.
    pub fn of(text: &str) -> Option<Self> {
        let text = Text::read(text);
        let wording = |kind: Kind| matches!(kind, Kind::Word | Kind::Hashtag | Kind::Number);
        let words: Vec<u32> = text
            .tokens
            .iter()
            .filter(|token| wording(token.kind))
            .map(|token| token.hash)
            .collect();
        if words.len() < LEAST_WORDS {
            return None;
        }
        let mut least = [u64::MAX; VALUES];
        for pair in words.windows(2) {
            let pair = u64::from(pair[0]) << 32 | u64::from(pair[1]);
            for (index, value) in least.iter_mut().enumerate() {
                *value = (*value).min(mix(pair ^ (index as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
            }
        }
        Some(Self(least.map(|value| (value >> 24) as u16)))
    }

    /// Keys of which near-copies share at least one.
    pub fn bands(&self) -> impl Iterator<Item = u32> {
        self.0.chunks(BAND).enumerate().map(|(index, band)| {
            let whole = band.iter().fold(index as u64, |sum, v| mix(sum ^ u64::from(*v)));
            (whole >> 32) as u32
        })
    }

    /// Whether the two texts are nearly the same.
    pub fn is_near(&self, other: &Sketch) -> bool {
        self.0.iter().zip(other.0).filter(|(a, b)| **a == *b).count() >= AGREE
    }
}

/// Spreads the bits (G. Steele et al., SplitMix64, 2014).
fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

impl Default for Sketch {
    fn default() -> Self {
        Self([0; VALUES])
    }
}

impl Sketch {
    /// As 96 hexadecimal digits.
    fn digits(&self) -> String {
        let mut digits = String::new();
        for value in self.0 {
            for place in [12, 8, 4, 0] {
                digits.extend(char::from_digit(u32::from(value >> place) & 15, 16));
            }
        }
        digits
    }

    fn of_digits(digits: &str) -> Result<Self, &'static str> {
        let mut values = [0; VALUES];
        if digits.len() != VALUES * 4 {
            return Err("a sketch has 96 digits");
        }
        for (index, digit) in digits.chars().enumerate() {
            let digit = digit.to_digit(16).ok_or("a sketch has hexadecimal digits")?;
            values[index / 4] = values[index / 4] << 4 | digit as u16;
        }
        Ok(Self(values))
    }
}

impl Put for Sketch {
    fn put(&self, out: &mut Out) {
        out.text_value(&self.digits());
    }
}

impl Fill for Sketch {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let mut digits = String::new();
        digits.fill(from)?;
        *self = Self::of_digits(&digits)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Sketch;
    use crate::values::{Out, read};

    const WEBINAR: &str = "Only three seats are left in our free webinar on Thursday: learn how to fill your \
        calendar with customers who already want to buy from you. Sign up now at https://a.example/one";

    #[test]
    fn a_copy_with_another_link_day_and_dress_is_near() {
        let other = WEBINAR
            .replace("https://a.example/one", "https://b.example/two?x=1")
            .replace("Thursday", "Friday")
            .to_uppercase();
        let (one, other) = (Sketch::of(WEBINAR).unwrap(), Sketch::of(&other).unwrap());
        assert!(one.is_near(&other));
        assert!(one.bands().any(|band| other.bands().any(|b| b == band)));
    }

    #[test]
    fn another_text_on_the_same_matter_is_not() {
        let other = "On Thursday we talk about filling a calendar: come to the free webinar if you want to learn \
            how customers decide, there are seats for everybody and nothing is sold.";
        let (one, other) = (Sketch::of(WEBINAR).unwrap(), Sketch::of(other).unwrap());
        assert!(!one.is_near(&other));
    }

    #[test]
    fn a_short_text_is_nobodys() {
        assert_eq!(Sketch::of("Happy new year to all of you!"), None);
        assert_eq!(Sketch::of(""), None);
    }

    #[test]
    fn it_is_written_and_read_back() {
        let sketch = Sketch::of(WEBINAR).unwrap();
        let text = Out::text(&sketch);
        assert_eq!(read::<Sketch>(&text).unwrap(), sketch);
        assert!(read::<Sketch>("\"ab\"").is_err());
        assert!(read::<Sketch>(&format!("\"{}\"", "zz".repeat(48))).is_err());
    }
}
