//! What the reply judge must get right, and what no text may break.

use super::{is_question, judge_asks, signals};
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

/// Quotation marks and missing stops have names that begin like a question's; they make none.
#[test]
fn a_point_is_no_question() {
    let question = |text: &str| is_question(&judge_asks(&comment("en", text)).reasons);
    assert!(question("How do I install this on an old laptop?"));
    assert!(!question(
        "I disagree. \"Faster\" is not \"better\": our servers took half the time and twice the memory"
    ));
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

/// Praise before it does not hide that something the author gave does not work, or what is wished for.
#[test]
fn a_report_after_praise_asks() {
    for (lang, text) in [
        (
            "en",
            "Gorgeous work. The link in the description leads nowhere for me though.",
        ),
        (
            "de",
            "Richtig schön geworden! Nur der Link zum Ofen funktioniert nicht mehr.",
        ),
        (
            "es",
            "Precioso, se nota el cariño. Ahora, el enlace de las macetas no funciona.",
        ),
        (
            "fr",
            "Superbe vidéo comme toujours ! Par contre le lien ne fonctionne plus.",
        ),
        ("pt", "Que lugar lindo! Gostaria de ver um vídeo sobre os preços."),
        (
            "it",
            "Bellissimo lavoro, complimenti! Però il link ai ricambi non si apre.",
        ),
        (
            "nl",
            "Mooi filmpje weer! Alleen de link naar het bestand werkt niet.",
        ),
    ] {
        assert!(asks(lang, text) > 0.5, "{text}: {}", asks(lang, text));
    }
}

/// A year, or "really", "what kind of" and the like, is not enough to make a question one to the crowd or to nobody.
#[test]
fn a_question_with_a_year_asks_and_a_roll_call_does_not() {
    for (lang, ask, roll_call) in [
        (
            "en",
            "Does this still work in 2025?",
            "who else is watching in 2024",
        ),
        ("de", "Funktioniert das 2025 noch?", "Wer hört das noch 2024?"),
        (
            "es",
            "¿Esto sigue funcionando en 2025?",
            "Quién más está aquí en 2025",
        ),
        (
            "fr",
            "Pourquoi je n'ai pas le même menu que toi ?",
            "Qui écoute encore en 2024 ?",
        ),
        (
            "pt",
            "Você acha que vale a pena trocar?",
            "Quem está ouvindo em 2024?",
        ),
        (
            "it",
            "Come si fa a installare su Linux?",
            "Chi lo ascolta ancora nel 2024?",
        ),
        (
            "nl",
            "Werkt dit in 2025 nog steeds?",
            "Wie luistert er nog in 2024?",
        ),
    ] {
        assert!(asks(lang, ask) > 0.5, "{ask}: {}", asks(lang, ask));
        assert!(
            asks(lang, roll_call) < 0.25,
            "{roll_call}: {}",
            asks(lang, roll_call)
        );
    }
    assert!(asks("de", "Was für eine Kamera benutzt du?") > 0.5);
    assert!(asks("en", "What do you think about the new version?") > 0.5);
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
