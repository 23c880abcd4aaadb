//! What the doors are tried with at first: inputs that are understood, made of the shipped sites and invented people.

use std::fs;
use std::path::Path;

use duplex::record::{
    Seen, SeenComment, SeenPost, SeenWhat, Shelf, Sketch, Who, write_head, write_row, write_tail,
};
use duplex::sites::{self, ItemRule, Site, rule_kinds};
use duplex::values::{Answer, Category, Kind, Label, Only, Out, Settings, State, Treatment};

const NOW: f64 = 1_768_867_200_000.0;

const TEXTS: [&str; 6] = [
    "🚀 Our new masterclass is here! Only today 50% off with code LOUD50. Sign up now: masterclass.example/buy #sale",
    "How do you restore it from a backup when the disk is full?",
    "Comment YES and I send you the free guide! Kommentiere JA. ¡Comenta SÍ! 👇",
    "Danke, genau so ging es mir auch. Wie lange hält das Öl?",
    "I mended the gate this morning and the neighbour's cat watched me for an hour.",
    "Ｓａｌｅ s\u{200b}a\u{200b}l\u{200b}e \u{202e}elas\u{202c} e\u{301} 👨‍👩‍👧 ﷽",
];

/// One page of each shipped site, with all fields of each of its rules, and threads in the shape of Hacker News.
pub fn items() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = sites::all()
        .iter()
        .map(|site| page_of(site).into_bytes())
        .collect();
    let thread = [
        "0\t1\t\t\t\tada\tada\t\tA small database",
        "1\t2\t1\t\t\tbo\tbo\t\t",
        "1\t3\t2\t\t\tada\tada\t\t",
    ];
    seeds.extend(TEXTS.iter().map(|text| {
        let [post, asked, answered] = thread;
        format!(
            "https://news.ycombinator.com/item?id=1\n{post}\n{asked}{text}\t\t2026-01-02T10:00:00\t\t\t\t0\n\n\
             {answered}{text}\t\t3 hours ago\t\t\t\t1\n"
        )
        .into_bytes()
    }));
    seeds.push(
        concat!(
            "https://blog.example/\n",
            r#"{"batch":{"site":"generic","items":[[0,"a",null,"b",["Ann",null,null,"Which one?"],["https://a.example"]]],"pending":2}}"#,
            "\n",
            r#"{"act":{"key":"a","does":"wrong"}}"#,
            "\n",
            r#"{"hello":{"url":"https://x.com/home","drawn":["a"]}}"#,
            "\n",
        )
        .into(),
    );
    seeds
}

fn page_of(site: &Site) -> String {
    let host = site
        .hosts
        .first()
        .map_or("blog.example", |host| host.trim_start_matches("*."));
    let mut page = format!("https://{host}/a/1\n");
    for (rule, (kind, _)) in rule_kinds(site).enumerate() {
        for (at, text) in TEXTS.iter().enumerate() {
            let key = rule * TEXTS.len() + at;
            let values: Vec<String> = ItemRule::FIELDS
                .iter()
                .map(|field| of_field(field, text, at))
                .collect();
            let before = if key > 0 {
                (key - 1).to_string()
            } else {
                String::new()
            };
            page += &format!(
                "{rule}\t{key}\t{before}\t\thttps://shop.example/?utm_source=a\t{}\n",
                values.join("\t")
            );
        }
        page += if format!("{kind:?}").contains("Post") {
            "\n"
        } else {
            ""
        };
    }
    page
}

fn of_field(field: &str, text: &str, at: usize) -> String {
    match field {
        "author" => format!("Ann {at}"),
        "handle" | "answers" => format!("@ann{at}"),
        "link" => format!("https://people.example/ann{at}"),
        "text" => text.to_owned(),
        "time" => [
            "2026-01-01T10:00:00Z",
            "3 hours ago",
            "gestern",
            "12. März 2025",
            "5d",
            "1767225600",
        ][at % 6]
            .to_owned(),
        "lang" => "de".to_owned(),
        "parent" if at > 0 => (at - 1).to_string(),
        "depth" => (at % 3).to_string(),
        "replies" => "1,2 Tsd.".to_owned(),
        "quoted" | "shown" | "about" if at.is_multiple_of(2) => text.to_owned(),
        "ad_word" if at == 0 => "Sponsored".to_owned(),
        "op" | "more" | "verified" if at == 2 => "1".to_owned(),
        _ => String::new(),
    }
}

/// The shipped descriptions.
pub fn sites() -> Vec<Vec<u8>> {
    let folder = root().join("src/sites");
    let read = |site: &str| fs::read(folder.join(format!("{site}.json"))).expect("a site's file");
    sites::all().iter().map(|site| read(&site.site)).collect()
}

/// The repository, whether this runs as a test of it or as a fuzz target below it.
fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors()
        .find(|folder| folder.join("src/sites").is_dir())
        .unwrap_or(here)
}

/// Threads as schema.org has them.
pub fn embedded() -> Vec<Vec<u8>> {
    [
        r##"{"@context":"https://schema.org","@graph":[{"@type":"DiscussionForumPosting","@id":"p1","author":{"@id":"#ada"},
        "headline":"On lathes","datePublished":"2026-01-01","commentCount":2,"comment":[{"@type":"Comment","@id":"c1",
        "author":[{"name":"Bo"}],"text":"Which oil?","comment":{"@type":"https://schema.org/Comment","author":"Ada",
        "text":"Plain."}}]},{"@type":"Person","@id":"#ada","name":"Ada Pohl","url":"https://a.example/"}]}"##,
        r#"[{"@type":"QAPage","mainEntity":{"@type":"Question","name":"Why?","answerCount":"1","acceptedAnswer":
        {"@type":["Answer","Thing"],"text":{"@value":"Because."},"inLanguage":"en"}}},{"@type":"BreadcrumbList"}]"#,
        "{\"@type\":\"Article\",\"url\":\"a\",\"author\":{\"@type\":\"Organization\",\"name\":\"Shop\"}}\0[[[7]]]",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}

/// None, all and those of another version.
pub fn settings() -> Vec<Vec<u8>> {
    let mut full = Settings {
        grace_hours: 2.5,
        only: Only::Newcomers,
        ..Settings::default()
    };
    for label in Label::ALL {
        full.treatments.set(label, Some(Treatment::Fold));
    }
    full.own_words.insert("free webinar".into());
    full.trusted.insert("x\nada".into(), "Ada".into());
    full.filtered.insert("x\nbo".into(), "Bo".into());
    full.paused_hosts.insert("x.com".into());
    full.own_sites
        .push(String::from_utf8_lossy(&sites()[2]).into_owned());
    full.answers.push(Answer {
        item: "x\n1".into(),
        kind: Kind::Comment,
        label: Some(Label::Promo),
        signals: vec![("act-buy".into(), 1.5)],
        at: NOW,
        ..Answer::default()
    });
    let text = |settings: &Settings| Out::text(settings).into_bytes();
    vec![
        text(&Settings::default()),
        text(&full),
        br#"{"version":1,"new_thing":{"a":[1,2.5e-3]},"promo_threshold":7}"#.to_vec(),
        br#"{"version":9,"treatments":7}"#.to_vec(),
    ]
}

/// Records that were kept, and parts that do not fit each other.
pub fn record() -> Vec<Vec<u8>> {
    let mut shelf = Shelf::default();
    let who = |name: &str| {
        Some(Who {
            id: format!("pond\n{name}"),
            site: "pond".into(),
            name: Some(name.into()),
            ..Who::default()
        })
    };
    for (at, text) in TEXTS.iter().enumerate() {
        let post = SeenPost {
            promo: at == 0,
            kinds: vec![Category::Sale],
            sketch: Sketch::of(&text.repeat(3)),
            ..SeenPost::default()
        };
        let comment = SeenComment {
            post: Some(format!("pond\np{at}")),
            asks: true,
            state: [State::Answered, State::Unanswered, State::Unknown][at % 3],
            marked: at == 1,
            newcomer: true,
            page: "https://pond.example/1".into(),
            start: (*text).into(),
        };
        for (id, by, what) in [
            ("p", "ada", SeenWhat::Post(post)),
            ("c", "bo", SeenWhat::Comment(comment)),
        ] {
            let id = format!("pond\n{id}{at}");
            let seen = Seen {
                id,
                by: who(by),
                written: Some(NOW - 1e9 * at as f64),
                what,
            };
            shelf.take_in(&seen, NOW);
        }
    }
    let mut file = write_head(&shelf.authors().cloned().collect::<Vec<_>>());
    for (at, row) in shelf.rows().enumerate() {
        write_row(&mut file, row, at == 0);
    }
    vec![
        (file + write_tail()).into_bytes(),
        br#"{"duplex_record":1,"items":[{"i":"a\n1","f":1,"l":1,"a":1,"x":{"c":{"p":"a\n1","s":"answered","k":1}}}]}"#.to_vec(),
        br#"{"duplex_record":7}"#.to_vec(),
    ]
}

/// The shipped model, and one for other signals.
pub fn model() -> Vec<Vec<u8>> {
    let shipped = fs::read(root().join("src/judge/model/promo.bin")).expect("the model");
    let cut = shipped[..64].to_vec();
    vec![shipped, cut]
}
