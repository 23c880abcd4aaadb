//! The one reader of JSON. serde_json reads the same, at 20 KB of each module.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Value;
use super::number::scaled;

/// How deep lists and objects may stand in each other: as in serde_json, so that no text exhausts the stack.
const DEEPEST: u32 = 127;

/// Reads JSON from its beginning to its end.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    /// A reader of this text.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
        }
    }

    /// Reads one value.
    pub fn value(&mut self) -> Result<Value, String> {
        match self.peek() {
            Some(b'{') => {
                let mut members = Vec::new();
                self.members(&mut |name, reader| {
                    members.push((name, reader.value()?));
                    Ok(())
                })?;
                Ok(Value::Object(members))
            }
            Some(b'[') => {
                let mut values = Vec::new();
                self.elements(&mut |reader| {
                    values.push(reader.value()?);
                    Ok(())
                })?;
                Ok(Value::Array(values))
            }
            Some(b'"') => Ok(Value::String(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                for (word, value) in [
                    ("null", Value::Null),
                    ("true", Value::Bool(true)),
                    ("false", Value::Bool(false)),
                ] {
                    if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err(self.wrong("a value"))
            }
        }
    }

    /// Reads an object: each member's name is handed over, and its value must then be read.
    pub fn members(
        &mut self,
        each: &mut dyn FnMut(String, &mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        self.parts(b'{', b'}', &mut |reader| {
            let name = reader.string()?;
            reader.expect(b':')?;
            each(name, reader)
        })
    }

    /// Reads a list: each element must be read when it is its turn.
    pub fn elements(&mut self, each: &mut dyn FnMut(&mut Self) -> Result<(), String>) -> Result<(), String> {
        self.parts(b'[', b']', each)
    }

    /// Nothing but space may follow.
    pub fn end(&mut self) -> Result<(), String> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.wrong("the end")),
        }
    }

    /// What is wrong here, with line and column.
    pub fn wrong(&self, wanted: &str) -> String {
        let before = self.text.bytes().take(self.at);
        let (mut line, mut column) = (1u32, 1u32);
        for byte in before {
            column += 1;
            if byte == b'\n' {
                line += 1;
                column = 1;
            }
        }
        format!("expected {wanted} at line {line} column {column}")
    }

    /// Parts between brackets, with commas between them.
    fn parts(
        &mut self,
        open: u8,
        close: u8,
        each: &mut dyn FnMut(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        self.expect(open)?;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("less depth"));
        }
        let mut more = self.peek() != Some(close);
        while more {
            each(self)?;
            more = self.peek() == Some(b',');
            if more {
                self.at += 1;
            }
        }
        self.depth -= 1;
        self.expect(close)
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other,
            }
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn expect(&mut self, wanted: u8) -> Result<(), String> {
        if self.peek() != Some(wanted) {
            let wanted = [wanted];
            return Err(self.wrong(core::str::from_utf8(&wanted).unwrap_or_default()));
        }
        self.at += 1;
        Ok(())
    }

    fn string(&mut self) -> Result<String, String> {
        self.expect(b'"')?;
        let mut text = String::new();
        loop {
            let begin = self.at;
            // Both ends stand at ASCII letters, between which everything is whole.
            while !matches!(self.byte(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            text.push_str(self.text.get(begin..self.at).unwrap_or_default());
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escaped()?);
                }
                _ => return Err(self.wrong("the end of a text")),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, String> {
        let letter = self.byte();
        self.at += usize::from(letter.is_some());
        Ok(match letter {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(sign @ (b'"' | b'\\' | b'/')) => char::from(sign),
            Some(b'u') => {
                let mut code = self.four_digits()?;
                let next = self.text.as_bytes().get(self.at..self.at + 2);
                if (0xD800..0xDC00).contains(&code) && next == Some(b"\\u") {
                    let begin = self.at;
                    self.at += 2;
                    let low = self.four_digits()?;
                    if (0xDC00..0xE000).contains(&low) {
                        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                    } else {
                        self.at = begin;
                    }
                }
                // Half of a pair, as a page may have cut it, is no letter.
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return Err(self.wrong("an escape")),
        })
    }

    fn four_digits(&mut self) -> Result<u32, String> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            code = code << 4 | digit.ok_or_else(|| self.wrong("four hexadecimal digits"))?;
            self.at += 1;
        }
        Ok(code)
    }

    /// Digits with a point and a power of ten. With up to 15 digits and a small power it is exact; digits beyond 18 say
    /// nothing that is kept.
    fn number(&mut self) -> Result<Value, String> {
        let negative = self.byte() == Some(b'-');
        if negative {
            self.at += 1;
        }
        let (mut digits, mut power, mut point, mut any) = (0u64, 0i32, false, false);
        loop {
            match self.byte() {
                Some(byte @ b'0'..=b'9') => {
                    any = true;
                    if digits < 100_000_000_000_000_000 {
                        digits = digits * 10 + u64::from(byte - b'0');
                        power -= i32::from(point);
                    } else {
                        power += i32::from(!point);
                    }
                }
                Some(b'.') if !point && any => point = true,
                _ => break,
            }
            self.at += 1;
        }
        if !any || self.text.as_bytes().get(self.at - 1) == Some(&b'.') {
            return Err(self.wrong("a digit"));
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            power = power.saturating_add(self.exponent()?);
        }
        let size = scaled(digits as f64, power);
        if size.is_infinite() {
            return Err(self.wrong("a smaller number"));
        }
        Ok(Value::Number(if negative { -size } else { size }))
    }

    fn exponent(&mut self) -> Result<i32, String> {
        let sign = self.byte();
        if let Some(b'+' | b'-') = sign {
            self.at += 1;
        }
        let begin = self.at;
        let mut power = 0i32;
        while let Some(byte @ b'0'..=b'9') = self.byte() {
            power = power.saturating_mul(10).saturating_add(i32::from(byte - b'0'));
            self.at += 1;
        }
        if self.at == begin {
            return Err(self.wrong("a digit"));
        }
        // A double's range ends long before.
        let power = power.min(9_999);
        Ok(if sign == Some(b'-') { -power } else { power })
    }
}
