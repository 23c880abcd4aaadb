//! A reader's own site description: read and checked, with errors for the person who wrote it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{ItemRule, PageRule, Site};
use crate::values::{Field, Take};

/// Longest description, in bytes; shipped ones have about 5,000.
const LONGEST: usize = 60_000;

/// Reads and checks one description. Unlike a shipped file it must name hosts: elsewhere it is not looked for. The
/// error names the field and what is wrong with it.
pub fn parse_own(json: &str) -> Result<Site, String> {
    if json.len() > LONGEST {
        return Err(format!("the description is longer than {LONGEST} bytes"));
    }
    let site = super::parse(json)?;
    check_names(&site)?;
    check_fields("page", PageRule::FIELDS, &site.page.fields())?;
    let lists = [
        ("posts", &site.posts),
        ("comments", &site.comments),
        ("stream", &site.stream),
    ];
    if lists.iter().all(|(_, rules)| rules.is_empty()) {
        return Err("there is no rule: give `posts`, `comments` or `stream`".into());
    }
    for (list, rules) in lists {
        for (index, rule) in rules.iter().enumerate() {
            check_rule(&format!("{list}[{index}]"), rule)?;
        }
    }
    Ok(site)
}

fn check_names(site: &Site) -> Result<(), String> {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if site.site.is_empty() || site.site.len() > 40 || !site.site.chars().all(word) {
        return Err("`site` must be one short word of a-z, 0-9 and -".into());
    }
    if site.name.trim().is_empty() {
        return Err("`name` is empty".into());
    }
    let month = site.checked.as_bytes();
    let digit = |range: core::ops::Range<usize>| month[range].iter().all(u8::is_ascii_digit);
    if month.len() != 7 || month[4] != b'-' || !digit(0..4) || !digit(5..7) {
        return Err("`checked` must be a month as 2026-11".into());
    }
    if site.hosts.is_empty() {
        return Err("`hosts` is empty: name the hosts it is for, as example.org".into());
    }
    for host in &site.hosts {
        let plain = host.strip_prefix("*.").unwrap_or(host);
        let labels: Vec<&str> = plain.split('.').collect();
        if labels.len() < 2 || labels.iter().any(|l| l.is_empty() || !l.chars().all(word)) {
            return Err(format!(
                "`hosts`: `{host}` is no host: write example.org or *.example.org, in small letters, without https:// and path"
            ));
        }
    }
    Ok(())
}

fn check_rule(place: &str, rule: &ItemRule) -> Result<(), String> {
    let selectors = [
        ("select", Some(&rule.select)),
        ("quote", rule.quote.as_ref()),
        ("skip", rule.skip.as_ref()),
        ("numbers", rule.numbers.as_ref()),
    ];
    for (name, selector) in selectors {
        if let Some(wrong) = selector.and_then(|css| unbalanced(css, false)) {
            return Err(format!("{place}.{name}: {wrong}"));
        }
    }
    for (name, takes) in [("id", &rule.id), ("badge", &rule.badge), ("reply", &rule.reply)] {
        check_takes(&format!("{place}.{name}"), &takes.0)?;
    }
    if rule.text.0.is_empty() {
        return Err(format!(
            "{place}: there is no `text`, so there is nothing to judge"
        ));
    }
    check_fields(place, ItemRule::FIELDS, &rule.fields())
}

fn check_fields(place: &str, names: &[&str], fields: &[Field]) -> Result<(), String> {
    for (name, field) in names.iter().zip(fields) {
        check_takes(&format!("{place}.{name}"), &field.takes)?;
    }
    Ok(())
}

fn check_takes(place: &str, takes: &[Take]) -> Result<(), String> {
    for take in takes {
        let selectors = take.steps.iter().map(|step| unbalanced(&step.css, false));
        let pattern = take.pattern.iter().map(|pattern| unbalanced(pattern, true));
        if let Some(wrong) = selectors.chain(pattern).flatten().next() {
            return Err(format!("{place}: {wrong}"));
        }
    }
    Ok(())
}

/// What is open or closed wrongly in a selector or a pattern. Only a browser knows the rest; it passes over a
/// selector that it does not understand.
fn unbalanced(text: &str, pattern: bool) -> Option<String> {
    let mut open: Vec<char> = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, open.last()) {
            ('\\', _) => {
                chars.next();
            }
            (c, Some(quote @ ('"' | '\''))) if c == *quote => {
                open.pop();
            }
            // In a pattern's class everything but its end stands for itself, and so in quotes.
            (']', Some('[')) if pattern => {
                open.pop();
            }
            (_, Some('"' | '\'')) => {}
            (_, Some('[')) if pattern => {}
            ('"' | '\'', _) if !pattern => open.push(c),
            ('(' | '[', _) => open.push(c),
            (')', Some('(')) | (']', Some('[')) => {
                open.pop();
            }
            (')' | ']', _) if c == ')' || !pattern => {
                return Some(format!("`{text}` closes a `{c}` that is not open"));
            }
            _ => {}
        }
    }
    open.pop().map(|c| format!("`{text}` leaves a `{c}` open"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(change: (&str, &str)) -> String {
        let good = r#"{"site":"chat","name":"Chat","checked":"2026-11","hosts":["chat.example.org"],
            "comments":[{"select":"li[id^='c']","author":".by a","text":".body","handle":".by @href ~/u/([^)/]+)$"}]}"#;
        assert_eq!(parse_own(good).map(|site| site.site), Ok("chat".into()));
        assert!(good.contains(change.0), "{}", change.0);
        parse_own(&good.replace(change.0, change.1)).unwrap_err()
    }

    #[test]
    fn says_which_field_is_wrong_and_why() {
        for (change, said) in [
            (("\"chat\"", "\"Chat room\""), "`site`"),
            (("2026-11", "November"), "`checked`"),
            (("\"chat.example.org\"", ""), "`hosts` is empty"),
            (
                ("chat.example.org", "https://chat.example.org/"),
                "without https://",
            ),
            (
                ("\"comments\":[", "\"comments\":[],\"posts\":[], \"x\":["),
                "`x` is not known here",
            ),
            (("li[id^='c']", "li[id^='c]"), "comments[0].select"),
            (
                (".by a\"", ".by a:not(b\""),
                "comments[0].author: `.by a:not(b` leaves a `(` open",
            ),
            (("([^)/]+)$", "([^)/]+))$"), "comments[0].handle"),
            (("\"text\":\".body\",", ""), "no `text`"),
        ] {
            let error = wrong(change);
            assert!(error.contains(said), "{error} instead of {said}");
        }
        assert!(
            parse_own(r#"{"site":"a","name":"A","checked":"2026-11","hosts":["a.org"]}"#)
                .unwrap_err()
                .contains("no rule")
        );
        assert!(
            parse_own(&" ".repeat(LONGEST + 1))
                .unwrap_err()
                .contains("longer")
        );
    }

    #[test]
    fn every_shipped_description_that_names_hosts_passes() {
        let folder = format!("{}/src/sites", env!("CARGO_MANIFEST_DIR"));
        for site in super::super::all().iter().filter(|site| !site.hosts.is_empty()) {
            let text = std::fs::read_to_string(format!("{folder}/{}.json", site.site)).unwrap();
            assert_eq!(parse_own(&text).err(), None, "{}", site.site);
        }
    }
}
