//! Whether two items are by the same person.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::{vec, vec::Vec};

use crate::values::Item;

/// A name or handle as it is compared: small letters, single spaces, no leading `@`, no bidirectional marks.
pub(super) fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let letters = word.chars().filter(
            |c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'),
        );
        out.extend(letters.flat_map(char::to_lowercase));
    }
    out.trim_start_matches('@').trim().to_owned()
}

/// What stands between the names of several authors.
const JOINS: [&str; 10] = [
    " and ", " & ", " und ", " y ", " e ", " et ", " en ", " with ", " mit ", " + ",
];

/// What sites write for people without a name; two of them need not be one.
const NAMELESS: [&str; 9] = [
    "anonymous",
    "anonym",
    "anónimo",
    "anonyme",
    "anônimo",
    "anonimo",
    "anoniem",
    "guest",
    "gast",
];

/// The author of an item, ready to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Person {
    /// Name shown.
    pub(super) name: Option<String>,
    /// Handle without its domain.
    pub(super) handle: Option<String>,
    domain: Option<String>,
    link: Option<String>,
}

impl Person {
    /// The author of an item; nobody where it was removed.
    pub(super) fn of(item: &Item) -> Self {
        if item.deleted {
            return Person::default();
        }
        let filled = |text: &Option<String>| text.as_deref().map(plain).filter(|name| !name.is_empty());
        let full = filled(&item.handle);
        let (handle, domain) = match full.as_deref().and_then(|full| full.split_once('@')) {
            Some((handle, domain)) => (Some(handle.to_owned()), Some(domain.to_owned())),
            None => (full, None),
        };
        // "[deleted]" is what a page writes where there is no name.
        let named = |name: &String| {
            !(name.starts_with('[') && name.ends_with(']') || NAMELESS.contains(&name.as_str()))
        };
        let name = filled(&item.author).filter(named);
        Person {
            name,
            handle,
            domain,
            link: item.link.as_deref().and_then(address),
        }
    }

    /// Each of several authors who are named in one line, the whole line first: "Ann Lee and Bo Kay". Only full names
    /// are taken apart: "Salt & Pepper" is one.
    pub(super) fn each(&self) -> Vec<Person> {
        let mut all = vec![self.clone()];
        let joined = self.name.as_deref().map(|name| {
            let commas = name.replace([';', '/', '|'], ",");
            JOINS.iter().fold(commas, |name, join| name.replace(join, ","))
        });
        let names: Vec<&str> = joined
            .as_deref()
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect();
        if names.len() > 1 && names.iter().all(|name| name.contains(' ')) {
            all.extend(names.into_iter().map(|name| Person {
                name: Some(name.to_owned()),
                ..Person::default()
            }));
        }
        all
    }

    /// Nothing is known of them.
    pub(super) fn is_nobody(&self) -> bool {
        self.name.is_none() && self.handle.is_none() && self.link.is_none()
    }

    /// The same handle or link, or, where one of them has no handle, the same name.
    pub(super) fn same(&self, other: &Person) -> bool {
        let handles = match (&self.handle, &other.handle) {
            (Some(mine), Some(theirs)) => {
                mine == theirs
                    && (self.domain.is_none() || other.domain.is_none() || self.domain == other.domain)
            }
            _ => self.name.is_some() && self.name == other.name,
        };
        handles || self.link.is_some() && self.link == other.link
    }

    /// Whether enough is known of both to tell them apart.
    pub(super) fn comparable(&self, other: &Person) -> bool {
        self.handle.is_some() && other.handle.is_some()
            || self.link.is_some() && other.link.is_some()
            || self.name.is_some() && other.name.is_some()
    }

    /// The best single mark of this person, to count different people.
    pub(super) fn mark(&self) -> Option<&str> {
        self.handle
            .as_deref()
            .or(self.link.as_deref())
            .or(self.name.as_deref())
    }

    /// What others may call them: handle, name, first name.
    pub(super) fn calls(&self) -> impl Iterator<Item = &str> {
        let first = self
            .name
            .as_deref()
            .and_then(|name| name.split_once(' '))
            .map(|(first, _)| first);
        self.handle
            .as_deref()
            .into_iter()
            .chain(self.name.as_deref())
            .chain(first)
    }
}

/// What an item's author is known by on the site, the same on each of its pages: handle with its domain, else the
/// address of their page, else the name.
pub fn known_by(item: &Item) -> Option<String> {
    let person = Person::of(item);
    match (&person.handle, &person.domain) {
        (Some(handle), Some(domain)) => Some(format!("{handle}@{domain}")),
        _ => person.mark().map(str::to_owned),
    }
}

/// Whether an item is by the person of this handle; where it has no handle, of this name.
pub fn is_by(item: &Item, name: &str) -> bool {
    let (person, name) = (Person::of(item), plain(name));
    let called = person.handle.as_ref().or(person.name.as_ref());
    !name.is_empty() && called.map(String::as_str) == Some(name.split('@').next().unwrap_or_default())
}

/// An address as it is compared: neither scheme, country or mobile host, nor parameters other than an id tell people
/// apart (`id=7`, `u=7` and `7-Name` of forums).
fn address(link: &str) -> Option<String> {
    let link = link.trim().to_lowercase();
    // "javascript:void(0)" and the like name nobody.
    if !link.starts_with("http") {
        return None;
    }
    let link = link.split_once("://").map_or(link.as_str(), |(_, rest)| rest);
    let link = link.split('#').next().unwrap_or_default();
    let (place, parameters) = link.split_once('?').unwrap_or((link, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = match host.split_once('.') {
        Some((first, rest))
            if rest.contains('.') && (first.len() <= 2 || matches!(first, "www" | "mobile")) =>
        {
            rest
        }
        _ => host,
    };
    let id = parameters
        .split('&')
        .find(|p| p.starts_with("id=") || p.starts_with("u=") || p.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or_default();
    let whole = format!("{host}/{}{id}", path.trim_end_matches('/'));
    (whole.len() > 1).then_some(whole)
}

/// What may stand before a name that is addressed: "Hi Anna,", "Danke Bert!".
const GREETINGS: &[&str] = &[
    "hi", "hey", "hello", "dear", "thanks", "hallo", "liebe", "lieber", "moin", "servus", "danke", "hola",
    "querida", "querido", "gracias", "bonjour", "salut", "merci", "chère", "cher", "olá", "oi", "obrigado",
    "obrigada", "ciao", "cara", "caro", "grazie", "dag", "hoi", "beste", "bedankt", "an", "to", "à", "para",
];

/// The people whom a text addresses, in one to three words each: `@name` at the beginning of a line, or at its very
/// beginning a name before a comma, colon or the like, a greeting allowed. Whoever is not called so is nobody's match.
pub(super) fn addressed(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.trim_start().strip_prefix('@') {
            at_names(rest, &mut names);
        }
    }
    let start = text.trim_start();
    if let Some(end) = start.find([',', ':', '!', '\n', ';', '–']) {
        let mut words: Vec<&str> = start[..end].split_whitespace().take(5).collect();
        if words.len() > 1 && GREETINGS.contains(&plain(words[0]).as_str()) {
            words.remove(0);
        }
        if (1..=3).contains(&words.len()) {
            names.push(plain(&words.join(" ")));
        }
    }
    names
}

/// The names after an `@`.
fn at_names(rest: &str, names: &mut Vec<String>) {
    let mut name = String::new();
    for word in rest.split_whitespace().take(3) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(bare.trim_start_matches('@'));
        names.push(plain(&name));
        // "@anna@example.social" is anna, and "anna's" too.
        if let Some((handle, _)) = bare
            .split_once(['@', '\'', '’'])
            .filter(|(handle, _)| !handle.is_empty())
        {
            names.push(plain(handle));
        }
        if bare.len() < word.len() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, handle: &str, link: &str) -> Person {
        let some = |s: &str| Some(s.to_owned()).filter(|s| !s.is_empty());
        Person::of(&Item {
            author: some(name),
            handle: some(handle),
            link: some(link),
            ..Item::default()
        })
    }

    #[test]
    fn knows_a_handle_in_any_dress() {
        assert!(person("", "@Anna", "").same(&person("", "anna", "")));
        assert!(person("", "anna@birds.example", "").same(&person("", "@anna", "")));
        assert!(!person("", "anna@birds.example", "").same(&person("", "anna@trees.example", "")));
        assert!(!person("Anna", "anna1", "").same(&person("Anna", "anna2", "")));
    }

    #[test]
    fn knows_a_name_where_a_handle_is_missing() {
        assert!(person("Anna  Berg", "", "").same(&person("anna berg", "ab", "")));
        assert!(!person("", "", "").same(&person("", "", "")));
        assert!(!person("[deleted]", "", "").same(&person("[deleted]", "", "")));
    }

    #[test]
    fn knows_a_link_in_any_dress() {
        let anna = person("", "", "https://www.people.example/in/anna?trk=post");
        assert!(anna.same(&person("", "", "http://de.people.example/in/Anna/")));
        assert!(!anna.same(&person("", "", "https://people.example/in/bert")));
        let with_id = person("", "", "https://people.example/profile.php?id=7&x=1");
        assert!(!with_id.same(&person("", "", "https://people.example/profile.php?id=8")));
    }

    #[test]
    fn takes_authors_apart_by_full_names_only() {
        let names = |name: &str| person(name, "", "").each().len();
        assert_eq!(names("Ann Lee and Bo Kay"), 3);
        assert_eq!(names("Ann Lee, Bo Kay und Cy Doe"), 4);
        assert_eq!(names("Salt & Pepper"), 1);
        assert_eq!(names("Ann Lee"), 1);
    }

    #[test]
    fn hears_whom_a_text_addresses() {
        assert!(addressed("@Anna Berg: no").contains(&"anna berg".to_owned()));
        assert!(addressed(" @anna@birds.example hi").contains(&"anna".to_owned()));
        assert!(
            addressed("@Anna, Bert is wrong")
                .iter()
                .all(|name| name == "anna")
        );
        assert!(addressed("@Anna yes\n@Bert no").contains(&"bert".to_owned()));
        assert_eq!(addressed("Hallo Anna, das geht"), ["anna"]);
        assert_eq!(addressed("Anna Berg: yes"), ["anna berg"]);
        assert!(!addressed("That depends on the oven, Anna").contains(&"anna".to_owned()));
        assert!(addressed("mail me @ home").is_empty() && addressed("@").is_empty());
    }
}
