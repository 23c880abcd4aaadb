//! What the reply judge must get right, and what no text may break.

use super::{judge_asks, signals};
use crate::values::{Kind, Subject};

fn comment(lang: &str, text: &str) -> Subject {
    Subject {
        kind: Kind::Comment,
        text: text.to_owned(),
        lang: Some(lang.to_owned()),
        ..Subject::default()
    }
}

fn asks(lang: &str, text: &str) -> f64 {
    judge_asks(&comment(lang, text)).probability
}

/// Texts that bring every path: empty, odd, long, without letters, broken.
fn odd_texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " ",
        "\n\n",
        "😀",
        "?",
        "???",
        "...",
        "@",
        "@@@",
        "#",
        "<3",
        ":-",
        "<",
        "\"",
        "»?«",
        "1",
        "1:",
        "'",
        "l'",
        "\u{0}",
        "\u{202e}abc",
        "👨‍👩‍👧‍👦",
        "e\u{301}",
        "你好吗？",
        "ماذا؟",
        "https://",
        "www.",
        "https://example.org?x=1",
        "> quoted\nHow?",
        "\"How?\" he said",
        "¿¿¿",
        "a.b.c.d",
        "1.2.3:4:5",
        "THE END",
        "x'y'z",
        "-",
        "(:",
        ":(",
        "Why\r\nnot",
    ]
    .map(String::from)
    .to_vec();
    texts.push("why ".repeat(5_000));
    texts.push("?!".repeat(5_000));
    texts.push("a\n".repeat(5_000));
    texts.push("Ü".repeat(9_999));
    texts
}

/// "It is the same with me" asks nothing, whatever detail stands beside it; a question of one's own does.
#[test]
fn me_too_asks_nothing() {
    let article = "A long post about the new tariff and what changes for old contracts. ".repeat(6);
    for (lang, text) in [
        ("en", "Same here, since yesterday."),
        ("en", "me too, mine stopped last week"),
        ("en", "I have the same problem since the update."),
        ("en", "+1"),
        ("de", "Bei uns auch, seit gestern."),
        ("de", "Gleiches Problem hier seit Montag"),
        ("es", "A nosotros también, desde ayer."),
        ("fr", "Pareil chez nous, depuis hier."),
        ("it", "Anche da noi, da ieri."),
        ("pt", "Aqui também, desde ontem."),
        ("nl", "Bij ons ook, sinds gisteren."),
    ] {
        let under = Subject {
            post_text: Some(article.clone()),
            ..comment(lang, text)
        };
        let most = judge_asks(&under).probability.max(asks(lang, text));
        assert!(most < 0.25, "{text}: {most}");
    }
    for (lang, text) in [
        ("en", "Same here, since yesterday. Is there a fix?"),
        ("de", "Bei uns auch, seit gestern. Wann wird das behoben?"),
        ("fr", "Pareil chez nous, quand est-ce que ce sera réparé ?"),
    ] {
        assert!(asks(lang, text) > 0.5, "{text}: {}", asks(lang, text));
    }
}

#[test]
fn weights_of_reasons_sum_to_the_log_odds() {
    for text in odd_texts()
        .into_iter()
        .chain(["Thanks! But how do I start it? I get error 12.".to_owned()])
    {
        for lang in ["en", "fr", "xx"] {
            let seen = judge_asks(&comment(lang, &text));
            let sum: f64 = seen.reasons.iter().map(|r| r.weight).sum();
            let log_odds = (seen.probability / (1.0 - seen.probability)).ln();
            assert!(
                (sum - log_odds).abs() < 1e-6,
                "{text:.40}: {sum} against {log_odds}"
            );
            assert!(seen.reasons.iter().all(|r| r.signal.starts_with("asks-")));
        }
    }
}

#[test]
fn spans_lie_in_the_text_and_names_come_once() {
    for text in odd_texts() {
        let units = text.encode_utf16().count() as u32;
        let list = signals(&comment("de", &text));
        let mut names = std::collections::HashSet::new();
        for signal in &list {
            assert!(
                signal.start <= signal.end && signal.end <= units,
                "{signal:?} in {units}"
            );
            assert!(signal.value.is_finite());
            assert!(names.insert(&signal.name), "{} twice", signal.name);
        }
    }
}

#[test]
fn a_megabyte_is_read_like_its_beginning() {
    let beginning = "How do I install this on an old laptop? I get an error. ".repeat(500);
    let long = beginning.repeat(40);
    assert!(long.len() > 1_000_000);
    assert_eq!(
        judge_asks(&comment("en", &long)).probability,
        judge_asks(&comment("en", &beginning)).probability
    );
}

#[test]
fn the_span_shows_the_words() {
    let text = "😀 Danke! Kannst du mir bitte den Link schicken?";
    let list = signals(&comment("de", text));
    let request = list
        .iter()
        .find(|s| s.name == "asks-request")
        .map(|s| (s.start, s.end));
    let units: Vec<u16> = text.encode_utf16().collect();
    let (start, end) = request.expect("a request");
    assert_eq!(
        String::from_utf16_lossy(&units[start as usize..end as usize]),
        "Kannst du mir"
    );
}

#[test]
fn form_is_not_enough() {
    assert!(asks("en", "How great is that?") < 0.5);
    assert!(asks("en", "I get error 12 on step 3") > 0.5);
    assert!(asks("de", "Wie geil ist das denn? 😂") < 0.5);
    assert!(asks("de", "Bei mir kommt im dritten Schritt immer eine Fehlermeldung") > 0.5);
}

#[test]
fn seven_languages_ask() {
    for (lang, ask, ditto) in [
        (
            "en",
            "Hi Ada, how do you clean the filter afterwards?",
            "Thank you so much, this is great!",
        ),
        (
            "de",
            "Hallo Ada, wie reinigst du danach den Filter?",
            "Vielen Dank, ganz toller Beitrag!",
        ),
        (
            "es",
            "Hola Ada, ¿cómo limpias después el filtro?",
            "¡Muchas gracias, excelente video!",
        ),
        (
            "fr",
            "Bonjour Ada, comment nettoyez-vous le filtre ensuite ?",
            "Merci beaucoup, super vidéo !",
        ),
        (
            "pt",
            "Oi Ada, como você limpa o filtro depois?",
            "Muito obrigado, vídeo excelente!",
        ),
        (
            "it",
            "Ciao Ada, come pulisci poi il filtro?",
            "Grazie mille, ottimo video!",
        ),
        (
            "nl",
            "Hallo Ada, hoe maak je daarna het filter schoon?",
            "Heel erg bedankt, mooie video!",
        ),
    ] {
        assert!(asks(lang, ask) > 0.5, "{lang} asks: {}", asks(lang, ask));
        assert!(asks(lang, ditto) < 0.25, "{lang} ditto: {}", asks(lang, ditto));
    }
}

#[test]
fn an_answer_to_another_commenter_asks_the_author_less() {
    let alone = comment("en", "Which version do you use?");
    let answer = Subject {
        parent_text: Some("Mine works.".to_owned()),
        ..alone.clone()
    };
    assert!(judge_asks(&answer).probability < judge_asks(&alone).probability);
}
