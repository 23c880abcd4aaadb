//! The short notation of a take in a site file.
//!
//! `STEP >> STEP @attribute ~pattern`: each step is a selector, with a sign in front that says where to look:
//! none inside, `^` outward, `+` in following siblings, `-` in preceding siblings; `*` reads all matches.
//! Without steps the item itself is read; without an attribute its text. `@location` is the page's address.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;

use crate::values::{Step, Take, Way};

/// Parses one take. Errors say what is wrong in words for the author of a site file.
pub(super) fn parse(notation: &str) -> Result<Take, String> {
    let notation = notation.trim();
    let (rest, pattern) = split_mark(notation, '~');
    let (steps, attr) = split_mark(rest, '@');
    if attr.is_some_and(|a| a.is_empty() || a.contains(char::is_whitespace)) {
        return Err(format!("`{notation}`: the attribute after @ must be one word"));
    }
    if pattern.is_some_and(str::is_empty) {
        return Err(format!("`{notation}`: there is no pattern after ~"));
    }
    let mut take = Take {
        attr: attr.map(str::to_owned),
        pattern: pattern.map(str::to_owned),
        ..Take::default()
    };
    for step in steps.split(" >> ").map(str::trim).filter(|s| !s.is_empty()) {
        let (go, css) = match step.as_bytes()[0] {
            b'^' => (Way::Outward, &step[1..]),
            b'+' => (Way::Next, &step[1..]),
            b'-' => (Way::Before, &step[1..]),
            b'*' if step.len() > 1 && !step[1..].starts_with([' ', '>', '+']) => {
                take.all = true;
                (Way::Inside, &step[1..])
            }
            _ => (Way::Inside, step),
        };
        if css.trim().is_empty() {
            return Err(format!("`{notation}`: a step without a selector"));
        }
        take.steps.push(Step {
            go,
            css: css.trim().to_owned(),
        });
    }
    Ok(take)
}

/// Splits at the last ` @` or ` ~` (or at a leading one), outside of brackets and quotes.
fn split_mark(text: &str, mark: char) -> (&str, Option<&str>) {
    let mut depth = 0usize;
    let mut quote = None;
    let mut before = ' ';
    for (index, c) in text.char_indices() {
        match quote {
            Some(q) if c == q => quote = None,
            Some(_) => {}
            None => match c {
                '"' | '\'' => quote = Some(c),
                '[' | '(' => depth += 1,
                ']' | ')' => depth = depth.saturating_sub(1),
                _ if c == mark && depth == 0 && before.is_whitespace() => {
                    return (text[..index].trim_end(), Some(text[index + 1..].trim()));
                }
                _ => {}
            },
        }
        before = c;
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_steps_attribute_and_pattern() {
        let take = parse("^tr >> +tr >> a[href*=\"/u @x\"] @href ~/u/(\\w+)$").unwrap();
        assert_eq!(take.steps.len(), 3);
        assert_eq!(take.steps[0].go, Way::Outward);
        assert_eq!(take.steps[1].go, Way::Next);
        assert_eq!(take.steps[2].css, "a[href*=\"/u @x\"]");
        assert_eq!(take.attr.as_deref(), Some("href"));
        assert_eq!(take.pattern.as_deref(), Some("/u/(\\w+)$"));
    }

    #[test]
    fn reads_the_item_itself_and_all_matches() {
        assert_eq!(parse("@data-id").unwrap().steps, []);
        assert!(parse("*p").unwrap().all && parse("*.a, .b").unwrap().all);
        assert!(!parse("* > p").unwrap().all);
        assert_eq!(parse("a ~ b").unwrap().pattern.as_deref(), Some("b"));
    }

    #[test]
    fn says_what_is_wrong() {
        assert!(parse("a @two words").unwrap_err().contains("one word"));
        assert!(parse("a ~").unwrap_err().contains("no pattern"));
        assert!(parse("^").unwrap_err().contains("without a selector"));
    }
}
