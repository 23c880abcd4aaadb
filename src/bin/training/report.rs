//! Tables of what left-out scores are worth, and the worst errors for reading.

use std::collections::BTreeMap;

use super::measure;
use super::rows::{Part, Row};

fn scored<'a>(judged: &'a [(&Row, f64)], fits: impl Fn(&Row) -> bool + 'a) -> Vec<(f64, bool)> {
    judged
        .iter()
        .filter(|(row, _)| fits(row))
        .map(|(row, p)| (*p, row.promo))
        .collect()
}

fn text_alone(row: &Row) -> bool {
    row.part == Part::Labelled && !row.with_context
}

const LANGS: &[&str] = &["en", "de", "es", "fr", "it", "nl", "pt"];

/// Ranking alone, on one line, for comparing choices.
pub(super) fn one_line(judged: &[(&Row, f64)]) {
    let all = scored(judged, text_alone);
    let mut line = format!("all {:.3}", measure::auc(&all));
    for lang in LANGS {
        let part = scored(judged, |r| text_alone(r) && r.lang == *lang);
        line += &format!(" {lang} {:.3}", measure::auc(&part));
    }
    let context = scored(judged, |r| r.part == Part::Labelled && r.with_context);
    let videos = scored(judged, |r| r.part == Part::Public);
    line += &format!(
        " context {:.3} videos {:.3}",
        measure::auc(&context),
        measure::auc(&videos)
    );
    line += &format!(" r@p85 {:.3}", measure::recall_at(&all, 0.85));
    say(&line);
}

pub(super) fn table(judged: &[(&Row, f64)]) {
    let mut groups: BTreeMap<String, Vec<(f64, bool)>> = BTreeMap::new();
    for (row, p) in judged {
        let set = match row.part {
            Part::Public => "public",
            Part::Labelled if row.with_context => "context",
            Part::Labelled => "text",
            Part::Extra | Part::Invented => continue,
        };
        let mut add = |name: String| groups.entry(name).or_default().push((*p, row.promo));
        add(format!("{set} all"));
        add(format!("{set} {}", row.lang));
        if set == "text" {
            add(format!("source {}", row.source));
            add(format!("platform {}", row.platform));
        }
    }
    for (name, scored) in groups {
        let (precision, recall) = measure::at(&scored, duplex::judge::THRESHOLD);
        say(&format!(
            "{name:32.32} n {:5} pos {:5} auc {:.3} precision {precision:.3} recall {recall:.3} r@p85 {:.3} ece {:.3} mean {:.2} truth {:.2}",
            scored.len(),
            scored.iter().filter(|s| s.1).count(),
            measure::auc(&scored),
            measure::recall_at(&scored, 0.85),
            measure::calibration_error(&scored),
            scored.iter().map(|s| s.0).sum::<f64>() / scored.len() as f64,
            scored.iter().filter(|s| s.1).count() as f64 / scored.len() as f64,
        ));
    }
}

/// Every measured row with its probability, for a closer look: set, context, source, promotional, probability, text.
pub(super) fn scores(judged: &[(&Row, f64)]) {
    for (row, p) in judged
        .iter()
        .filter(|(r, _)| matches!(r.part, Part::Labelled | Part::Public))
    {
        let text: Vec<&str> = row.subject.text.split_whitespace().collect();
        say(&format!(
            "{:?}\t{}\t{}\t{}\t{}\t{p:.4}\t{}",
            row.part,
            u8::from(row.with_context),
            row.source,
            row.category,
            u8::from(row.promo),
            text.join(" ")
        ));
    }
}

/// The worst errors, for reading.
pub(super) fn show_errors(judged: &[(&Row, f64)], n: usize, lang: Option<&str>) {
    let mut order: Vec<_> = judged
        .iter()
        .filter(|(r, _)| match lang {
            Some("public") => r.part == Part::Public,
            Some(lang) => text_alone(r) && r.lang == lang,
            None => text_alone(r),
        })
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let show = |(row, p): &(&Row, f64)| {
        let text: String = row.subject.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text: String = text.chars().take(300).collect();
        say(&format!("{p:.2} {} {} | {text}", row.category, row.source));
    };
    say("called promotional:");
    order
        .iter()
        .filter(|(r, _)| !r.promo)
        .take(n)
        .for_each(|j| show(j));
    say("missed:");
    order
        .iter()
        .rev()
        .filter(|(r, _)| r.promo)
        .take(n)
        .for_each(|j| show(j));
}

fn say(line: &str) {
    use std::io::Write;
    // A closed pipe ends the table, not the program.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
