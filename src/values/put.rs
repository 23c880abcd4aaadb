//! Writes plain values as JSON, member by member: the counterpart of `fill`, one small writer for all shapes.

use alloc::string::String;
use alloc::vec::Vec;

use super::number::scaled;
use super::{Value, maths};

/// A value that is written as JSON.
pub trait Put {
    /// Writes it.
    fn put(&self, out: &mut Out);

    /// Whether it says nothing, so that a member of this value may be left out.
    fn is_blank(&self) -> bool {
        false
    }
}

/// The text so far.
#[derive(Debug, Default)]
pub struct Out(String);

impl Out {
    /// The JSON text of a value.
    pub fn text(value: &dyn Put) -> String {
        let mut out = Self::default();
        value.put(&mut out);
        out.into_text()
    }

    /// The text that was written.
    pub fn into_text(self) -> String {
        self.0
    }

    /// Begins an object or a list.
    pub fn open(&mut self, bracket: char) {
        self.part();
        self.0.push(bracket);
    }

    /// Ends an object or a list.
    pub fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// Writes a member's name; its value follows.
    pub fn name(&mut self, name: &str) {
        self.text_value(name);
        self.0.push(':');
    }

    /// Writes members of an object, all of them.
    pub fn members(&mut self, members: &[(&str, &dyn Put)]) {
        for (name, value) in members {
            self.name(name);
            value.put(self);
        }
    }

    /// Writes an object of these members.
    pub fn object(&mut self, members: &[(&str, &dyn Put)]) {
        self.open('{');
        self.members(members);
        self.close('}');
    }

    /// Writes an object whose one member, of this name, is an object of these members.
    pub fn tagged(&mut self, name: &str, members: &[(&str, &dyn Put)]) {
        self.open('{');
        self.name(name);
        self.object(members);
        self.close('}');
    }

    /// Writes a list of these values.
    pub fn list(&mut self, values: &[&dyn Put]) {
        self.open('[');
        for value in values {
            value.put(self);
        }
        self.close(']');
    }

    /// Writes members of an object, without those that say nothing.
    pub fn said(&mut self, members: &[(&str, &dyn Put)]) {
        for member in members {
            if !member.1.is_blank() {
                self.members(&[*member]);
            }
        }
    }

    /// Writes what is JSON already.
    pub fn raw(&mut self, json: &str) {
        self.part();
        self.0.push_str(json);
    }

    /// Writes a text.
    pub fn text_value(&mut self, text: &str) {
        self.part();
        self.0.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(letter);
                }
                '\n' => self.0.push_str("\\n"),
                ' '.. => self.0.push(letter),
                _ => {
                    self.0.push_str("\\u00");
                    for shift in [4, 0] {
                        let digit = (letter as u32 >> shift) & 15;
                        self.0.push(char::from_digit(digit, 16).unwrap_or('0'));
                    }
                }
            }
        }
        self.0.push('"');
    }

    /// Writes a whole number.
    pub fn whole(&mut self, number: u64) {
        self.part();
        self.digits(number);
    }

    /// Writes a number in as few digits as our own reader needs to come back to it, to the last bit or one beside; null
    /// for what is no number. The standard library's writer of floats takes 14 KB.
    pub fn number(&mut self, number: f64) {
        self.part();
        let size = number.abs();
        if !size.is_finite() {
            return self.0.push_str("null");
        }
        if number < 0.0 {
            self.0.push('-');
        }
        // Very small and very large ones as a whole number of 17 digits with a power of ten.
        let mut power = 0;
        if size != 0.0 && !(1e-3..1e17).contains(&size) {
            while scaled(size, power) < 1e16 {
                power += 1;
            }
            while scaled(size, power) >= 1e17 {
                power -= 1;
            }
            self.digits(maths::round(scaled(size, power)) as u64);
            self.0.push_str(if power > 0 { "e-" } else { "e" });
            return self.digits(power.unsigned_abs().into());
        }
        while scaled(maths::round(scaled(size, power)), -power) != size && scaled(size, power) < 1e16 {
            power += 1;
        }
        let (units, unit) = (maths::round(scaled(size, power)) as u64, 10u64.pow(power as u32));
        self.digits(units / unit);
        let (mut rest, mut place) = (units % unit, unit);
        if rest > 0 {
            self.0.push('.');
        }
        while rest > 0 {
            place /= 10;
            self.digits(rest / place);
            rest %= place;
        }
    }

    fn digits(&mut self, mut number: u64) {
        let at = self.0.len();
        loop {
            self.0.insert(at, char::from(b'0' + (number % 10) as u8));
            number /= 10;
            if number == 0 {
                return;
            }
        }
    }

    /// A comma where something stands before in the same object or list.
    fn part(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }
}

impl Put for str {
    fn put(&self, out: &mut Out) {
        out.text_value(self);
    }
}

impl Put for &str {
    fn put(&self, out: &mut Out) {
        out.text_value(self);
    }
}

impl Put for String {
    fn put(&self, out: &mut Out) {
        out.text_value(self);
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Put for bool {
    fn put(&self, out: &mut Out) {
        out.raw(if *self { "true" } else { "false" });
    }

    fn is_blank(&self) -> bool {
        !self
    }
}

impl Put for u32 {
    fn put(&self, out: &mut Out) {
        out.whole((*self).into());
    }

    fn is_blank(&self) -> bool {
        *self == 0
    }
}

impl Put for usize {
    fn put(&self, out: &mut Out) {
        out.whole(*self as u64);
    }
}

impl Put for f64 {
    fn put(&self, out: &mut Out) {
        out.number(*self);
    }
}

impl<T: Put> Put for Option<T> {
    fn put(&self, out: &mut Out) {
        match self {
            Some(value) => value.put(out),
            None => out.raw("null"),
        }
    }

    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

impl<T: Put> Put for Vec<T> {
    fn put(&self, out: &mut Out) {
        out.open('[');
        for value in self {
            value.put(out);
        }
        out.close(']');
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Put, U: Put> Put for (T, U) {
    fn put(&self, out: &mut Out) {
        out.list(&[&self.0, &self.1]);
    }
}

impl Put for Value {
    fn put(&self, out: &mut Out) {
        match self {
            Self::Null => out.raw("null"),
            Self::Bool(value) => value.put(out),
            Self::Number(number) => out.number(*number),
            Self::String(text) => text.put(out),
            Self::Array(values) => values.put(out),
            Self::Object(members) => {
                out.open('{');
                for (name, value) in members {
                    out.members(&[(name, value)]);
                }
                out.close('}');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(number: f64) -> String {
        Out::text(&number)
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for (value, text) in [
            (0.0, "0"),
            (-0.437, "-0.437"),
            (0.55, "0.55"),
            (24.0, "24"),
            (-1_768_867_200_000.0, "-1768867200000"),
            (1_768_867_200_000.25, "1768867200000.25"),
            (123_456.25, "123456.25"),
            (0.1 + 0.2, "0.30000000000000004"),
            (2e20, "20000000000000000e4"),
            (9_007_199_254_740_991.0, "9007199254740991"),
        ] {
            assert_eq!(number(value), text);
        }
        assert_eq!(number(f64::NAN), "null");
        assert_eq!(number(-f64::INFINITY), "null");
        for n in -20_000..20_000 {
            let value = f64::from(n) / 16_000.0;
            assert_eq!(number(value).parse(), Ok(value));
        }
    }

    proptest! {
        #[test]
        fn every_number_is_read_back(value in prop::num::f64::NORMAL | prop::num::f64::ZERO | prop::num::f64::SUBNORMAL) {
            let again = Value::read(&number(value)).ok().and_then(|value| value.as_f64());
            let near = again.is_some_and(|again| (again - value).abs() <= value.abs() * 1e-15);
            prop_assert!(near || value.abs() < 1e-300, "{value:e} {again:?}");
        }
    }

    #[test]
    fn texts_are_read_back_as_they_were() {
        let text: String = (0..0x300)
            .filter_map(char::from_u32)
            .chain("\u{2028}😀".chars())
            .collect();
        let written = Out::text(&text);
        assert_eq!(serde_json::from_str::<String>(&written).ok(), Some(text));
    }

    #[test]
    fn what_says_nothing_can_be_left_out() {
        struct Pair(Option<String>, Vec<bool>);
        impl Put for Pair {
            fn put(&self, out: &mut Out) {
                out.open('{');
                out.said(&[("a", &self.0), ("b", &self.1)]);
                out.members(&[("c", &self.0)]);
                out.close('}');
            }
        }
        let pairs = vec![Pair(None, vec![]), Pair(Some("x".into()), vec![true, false])];
        assert_eq!(
            Out::text(&pairs),
            r#"[{"c":null},{"a":"x","b":[true,false],"c":"x"}]"#
        );
    }
}
