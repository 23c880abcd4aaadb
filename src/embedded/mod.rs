//! Floor 1: items out of embedded JSON-LD, by schema.org's types.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::values::{Item, Kind, Out, Table, Value};

/// Types whose object is a post. Source: schema.org, "SocialMediaPosting", "Question" and their kin.
const POSTS: &[&str] = &[
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "BlogPosting",
    "Article",
    "NewsArticle",
    "LiveBlogPosting",
    "Question",
    "VideoObject",
    "Recipe",
];

/// Types whose object answers something.
const COMMENTS: &[&str] = &["Comment", "Answer", "UserComments", "CorrectionComment"];

/// Properties that hold what answers an object.
const REPLIES: &[&str] = &["comment", "acceptedAnswer", "suggestedAnswer"];

/// Properties that hold further objects worth a look.
const AROUND: &[&str] = &[
    "@graph",
    "mainEntity",
    "mainEntityOfPage",
    "itemListElement",
    "item",
    "hasPart",
    "sharedContent",
];

/// How the keys of embedded items begin.
pub const PREFIX: &str = "embedded:";

/// Items named at most: a page is no database.
const MOST: usize = 2_000;

/// Deepest nesting that is followed.
const DEEPEST: usize = 60;

/// Reads posts and comments out of JSON texts, in their order. What is no JSON is passed over.
pub fn items(texts: &[String]) -> Vec<Item> {
    let values: Vec<Value> = texts.iter().filter_map(|text| Value::read(text).ok()).collect();
    let mut names = Table::default();
    for value in &values {
        gather_names(value, &mut names, 0);
    }
    let mut reader = Reader {
        items: Vec::new(),
        names,
    };
    for value in &values {
        reader.look(value, None, 0);
    }
    reader.items
}

/// Fills in what the page's only post lacks from the only embedded one: the author and the time. Returns the embedded
/// post's key and the key of the post that it is.
pub fn fill_in(items: &mut [Item], embedded: &[Item]) -> Option<(String, String)> {
    let mut posts = embedded.iter().filter(|item| item.kind == Some(Kind::Post));
    let (said, none) = (posts.next()?, posts.next());
    let mut shown = items
        .iter_mut()
        .filter(|item| item.kind == Some(Kind::Post) && !item.ad && !item.apart);
    let (post, other) = (shown.next()?, shown.next());
    if none.is_some() || other.is_some() {
        return None;
    }
    if post.author.is_none() && post.handle.is_none() {
        post.author.clone_from(&said.author);
        post.handle.clone_from(&said.handle);
        post.link = post.link.take().or_else(|| said.link.clone());
        post.organisation |= said.organisation;
    }
    post.time = post.time.take().or_else(|| said.time.clone());
    Some((said.key.clone(), post.key.clone()))
}

/// Names of the objects that are told of by their id elsewhere, as `{"author": {"@id": "#ada"}}`.
fn gather_names<'a>(value: &'a Value, names: &mut Table<&'a Value>, depth: usize) {
    match value {
        _ if depth > DEEPEST || names.len() >= MOST => {}
        Value::Array(list) => list
            .iter()
            .for_each(|entry| gather_names(entry, names, depth + 1)),
        Value::Object(object) => {
            if let (Some(id), true) = (
                value.get("@id").and_then(Value::as_str),
                value.get("name").is_some(),
            ) {
                names.insert(id, value);
            }
            object
                .iter()
                .for_each(|(_, entry)| gather_names(entry, names, depth + 1));
        }
        _ => {}
    }
}

struct Reader<'a> {
    items: Vec<Item>,
    names: Table<&'a Value>,
}

impl<'a> Reader<'a> {
    fn look(&mut self, value: &'a Value, parent: Option<&str>, depth: usize) {
        if depth > DEEPEST || self.items.len() >= MOST {
            return;
        }
        if let Value::Array(list) = value {
            for entry in list {
                self.look(entry, parent, depth + 1);
            }
            return;
        }
        let kind = kind_of(value);
        let here = kind.map(|kind| self.add(value, kind, parent));
        let parent = here.as_deref().or(parent);
        for name in REPLIES {
            if let (Some(entry), true) = (value.get(name), parent.is_some()) {
                self.look(entry, parent, depth + 1);
            }
        }
        for name in AROUND {
            if let Some(entry) = value.get(name) {
                self.look(entry, if kind.is_some() { parent } else { None }, depth + 1);
            }
        }
    }

    /// Adds the object and returns its key.
    fn add(&mut self, value: &'a Value, kind: Kind, parent: Option<&str>) -> String {
        let named = ["@id", "url", "identifier", "mainEntityOfPage"]
            .iter()
            .find_map(|name| text(value.get(name)));
        let key = format!(
            "{PREFIX}{}",
            named.unwrap_or_else(|| self.items.len().to_string())
        );
        if self.items.iter().any(|item| item.key == key) {
            return key;
        }
        let author = value.get("author").or_else(|| value.get("creator")).map(first);
        let author = author.map(|author| self.whole(author));
        let words = ["articleBody", "text", "headline", "name", "description"];
        let link = author.and_then(|a| text(a.get("url")).or_else(|| text(a.get("@id"))));
        self.items.push(Item {
            key: key.clone(),
            kind: Some(kind),
            author: author
                .and_then(|a| text(a.get("name")).or_else(|| a.as_str().and_then(|_| text(Some(a))))),
            handle: author.and_then(|a| text(a.get("alternateName")).or_else(|| text(a.get("identifier")))),
            organisation: author
                .is_some_and(|a| has_type(a, &["Organization", "Corporation", "NewsMediaOrganization"])),
            link,
            text: words
                .iter()
                .find_map(|name| text(value.get(name)))
                .unwrap_or_default(),
            time: ["dateCreated", "datePublished", "uploadDate"]
                .iter()
                .find_map(|name| text(value.get(name))),
            lang: text(value.get("inLanguage")),
            replies: ["commentCount", "answerCount"]
                .iter()
                .find_map(|name| number(value.get(name))),
            parent: parent.map(str::to_owned),
            ..Item::default()
        });
        key
    }
}

impl<'a> Reader<'a> {
    /// The object that a mere id stands for, where the page tells of it.
    fn whole(&self, value: &'a Value) -> &'a Value {
        let id = value.get("@id").and_then(Value::as_str);
        let told = id.filter(|_| value.get("name").is_none());
        told.and_then(|id| self.names.get(id)).copied().unwrap_or(value)
    }
}

fn kind_of(value: &Value) -> Option<Kind> {
    if has_type(value, COMMENTS) {
        Some(Kind::Comment)
    } else {
        has_type(value, POSTS).then_some(Kind::Post)
    }
}

fn has_type(value: &Value, types: &[&str]) -> bool {
    let named = |name: &str| types.contains(&name.rsplit(['/', '#', ':']).next().unwrap_or(name));
    match value.get("@type") {
        Some(Value::String(name)) => named(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(named),
        _ => false,
    }
}

/// The first of a list, or the value itself.
fn first(value: &Value) -> &Value {
    match value {
        Value::Array(list) => list.first().unwrap_or(value),
        other => other,
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    match first(value?) {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(Out::text(number)),
        object => object
            .get("@id")
            .or_else(|| object.get("@value"))
            .and_then(Value::as_str)
            .map(str::to_owned),
    }
}

fn number(value: Option<&Value>) -> Option<u32> {
    match value? {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_u32(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Item> {
        items(&[text.to_owned()])
    }

    #[test]
    fn reads_a_posting_with_its_nested_comments() {
        let found = read(
            r#"{"@context":"https://schema.org","@graph":[{"@type":"DiscussionForumPosting","@id":"p1",
            "author":{"@type":"Person","name":"Ada","url":"https://a.example/ada"},"headline":"On lathes",
            "datePublished":"2026-01-01","commentCount":2,"comment":[{"@type":"Comment","@id":"c1",
            "author":[{"name":"Bo"}],"text":"Which oil?","comment":{"@type":"https://schema.org/Comment",
            "author":"Ada","text":"Plain."}}]}]}"#,
        );
        let seen: Vec<_> = found
            .iter()
            .map(|i| (i.kind, i.author.as_deref(), i.parent.as_deref()))
            .collect();
        assert_eq!(
            seen,
            [
                (Some(Kind::Post), Some("Ada"), None),
                (Some(Kind::Comment), Some("Bo"), Some("embedded:p1")),
                (Some(Kind::Comment), Some("Ada"), Some("embedded:c1")),
            ]
        );
        assert_eq!((found[0].replies, found[0].text.as_str()), (Some(2), "On lathes"));
    }

    #[test]
    fn reads_questions_with_answers_and_passes_over_the_rest() {
        let found = read(
            r#"[{"@type":"QAPage","mainEntity":{"@type":"Question","name":"Why?","answerCount":1,
            "acceptedAnswer":{"@type":"Answer","text":"Because."}}},{"@type":"BreadcrumbList"}]"#,
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].parent.as_deref(), Some("embedded:0"));
        assert!(read("no json").is_empty() && read("{\"@type\":7}").is_empty());
    }

    #[test]
    fn an_author_told_of_elsewhere_has_a_name_and_a_mere_id_is_none() {
        let found = read(
            r##"{"@graph":[{"@type":"Article","@id":"#a","headline":"x","author":{"@id":"#ada"}},
            {"@type":"Person","@id":"#ada","name":"Ada Pohl","url":"https://a.example/"}]}"##,
        );
        assert_eq!(found[0].author.as_deref(), Some("Ada Pohl"));
        assert_eq!(found[0].link.as_deref(), Some("https://a.example/"));
        let found = read(r##"{"@type":"Article","headline":"x","author":{"@id":"#nobody"}}"##);
        assert_eq!(found[0].author, None);
    }

    #[test]
    fn the_only_post_gets_what_it_lacks_and_keeps_what_it_has() {
        let said =
            read(r#"{"@type":"Article","@id":"a","author":{"name":"Ada"},"datePublished":"2026-01-01"}"#);
        let post = |author: Option<&str>| Item {
            key: "own".into(),
            kind: Some(Kind::Post),
            author: author.map(str::to_owned),
            ..Item::default()
        };
        let mut items = [post(None)];
        assert_eq!(
            fill_in(&mut items, &said),
            Some(("embedded:a".into(), "own".into()))
        );
        assert_eq!(
            (items[0].author.as_deref(), items[0].time.as_deref()),
            (Some("Ada"), Some("2026-01-01"))
        );
        let mut items = [post(Some("Bo"))];
        fill_in(&mut items, &said);
        assert_eq!(items[0].author.as_deref(), Some("Bo"));
        assert_eq!(fill_in(&mut [post(None), post(None)], &said), None);
    }

    #[test]
    fn the_same_object_twice_is_one_item() {
        let twice = r#"{"@type":"BlogPosting","@id":"b","headline":"x"}"#.to_owned();
        assert_eq!(items(&[twice.clone(), twice]).len(), 1);
    }
}
