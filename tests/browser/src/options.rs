//! Command lines of the tools: flags with a value, flags alone, and what stands by itself.

use std::collections::HashMap;

use crate::Result;

/// A command line taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    values: HashMap<String, String>,
    flags: Vec<String>,
    /// Arguments that are no flags, in order.
    pub rest: Vec<String>,
}

impl Options {
    /// Takes `arguments` apart. Names come without dashes; an unknown flag, or a missing value, is an error.
    pub fn parse(
        arguments: impl Iterator<Item = String>,
        with_value: &[&str],
        alone: &[&str],
    ) -> Result<Self> {
        let mut options = Self::default();
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let Some(name) = argument.strip_prefix("--") else {
                options.rest.push(argument);
                continue;
            };
            if alone.contains(&name) {
                options.flags.push(name.to_owned());
            } else if with_value.contains(&name) {
                let value = arguments
                    .next()
                    .ok_or_else(|| format!("--{name} needs a value"))?;
                options.values.insert(name.to_owned(), value);
            } else {
                return Err(format!("unknown option --{name}").into());
            }
        }
        Ok(options)
    }

    /// The value of a flag.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Whether a flag without a value is there.
    pub fn has(&self, name: &str) -> bool {
        self.flags.iter().any(|flag| flag == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        Options::parse(line.split_whitespace().map(str::to_owned), &["out"], &["table"])
    }

    #[test]
    fn values_flags_and_the_rest() {
        let options = parse("pages --out file --table").unwrap();
        assert_eq!(options.rest, ["pages"]);
        assert_eq!(options.value("out"), Some("file"));
        assert!(options.has("table"));
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(parse("--out").unwrap_err().to_string(), "--out needs a value");
        assert_eq!(
            parse("--tabel").unwrap_err().to_string(),
            "unknown option --tabel"
        );
    }
}
