//! Reads the sets: labelled posts, public sets, labels by id, invented posts.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use duplex::values::{AuthorKind, Subject};
use serde_json::Value;

use super::rows::{Outcome, Raw};

/// Public sets whose own labels fit our question.
const FIT: &[&str] = &["youtube_spam"];

/// Collections that hold posts of the same accounts as a public set: they are left out together.
const SAME_AUTHORS: &[(&str, &str)] = &[
    ("corporate_action", "namboori/MIS546A2 en"),
    ("corporate_broadcast", "namboori/MIS546A2 en"),
    (
        "congress_selfpromo",
        "junwang4/self-promotion-in-congress-tweets en",
    ),
];

fn text_of(file: &Path) -> Outcome<String> {
    if file.extension().is_none_or(|e| e != "gz") {
        return Ok(std::fs::read_to_string(file)?);
    }
    let mut child = std::process::Command::new("gzip")
        .arg("-dc")
        .arg(file)
        .stdout(std::process::Stdio::piped())
        .spawn()?;
    let mut text = String::new();
    if let Some(out) = child.stdout.as_mut() {
        out.read_to_string(&mut text)?;
    }
    child.wait()?;
    Ok(text)
}

fn field(line: &Value, name: &str) -> String {
    line.get(name).and_then(Value::as_str).unwrap_or("").to_string()
}

/// What the label says; `None` for a row that the reader left open.
fn promo(code: &str) -> Option<bool> {
    match code {
        "P" => Some(true),
        "N" | "0" => Some(false),
        _ => None,
    }
}

fn raw(line: &Value, promo: bool, source: String) -> Raw {
    let filled = |name| Some(field(line, name)).filter(|v| !v.is_empty());
    Raw {
        promo,
        lang: field(line, "lang"),
        platform: field(line, "platform"),
        source,
        category: field(line, "category"),
        subject: Subject {
            text: field(line, "text"),
            author_kind: line
                .get("author_kind")
                .and_then(|v| serde_json::from_value(v.clone()).ok()),
            author_about: filled("author_about"),
            ..Subject::default()
        },
    }
}

/// The labelled posts, `labelled/promo_*`.
pub(crate) fn labelled(folder: &Path) -> Outcome<Vec<Raw>> {
    let mut files: Vec<_> = std::fs::read_dir(folder.join("labelled"))?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| {
            p.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with("promo_"))
        })
        .collect();
    files.sort();
    let mut out = Vec::new();
    for file in files {
        for line in text_of(&file)?.lines() {
            let line: Value = serde_json::from_str(line)?;
            let lang = field(&line, "lang");
            let source = field(&line, "source")
                .split([' ', ':'])
                .next()
                .unwrap_or("")
                .to_string();
            if let Some(promo) = promo(&field(&line, "code")) {
                out.push(raw(&line, promo, format!("{source} {lang}")));
            }
        }
    }
    Ok(out)
}

fn public_lines(folder: &Path, set: &str) -> Outcome<Vec<Value>> {
    let text = text_of(&folder.join(format!("public/{set}.jsonl.gz")))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// The public sets that fit as they are.
pub(crate) fn public(folder: &Path) -> Outcome<Vec<Raw>> {
    let mut out = Vec::new();
    for set in FIT {
        for line in public_lines(folder, set)? {
            let promo = line.get("label").and_then(Value::as_i64) == Some(1);
            out.push(raw(&line, promo, format!("{set} {}", field(&line, "group"))));
        }
    }
    Ok(out)
}

/// Rows of public sets under our own labels, `promo_labels.tsv`: set, id, code.
pub(crate) fn extra(folder: &Path, ours: &Path) -> Outcome<Vec<Raw>> {
    let mut sets: BTreeMap<String, BTreeMap<String, bool>> = BTreeMap::new();
    for line in std::fs::read_to_string(ours.join("promo_labels.tsv"))?.lines() {
        if let Some((id, code)) = line.split_once('\t')
            && let (Some((set, _)), Some(promo)) = (id.rsplit_once('-'), promo(code.trim()))
        {
            sets.entry(set.to_string())
                .or_default()
                .insert(id.to_string(), promo);
        }
    }
    let mut out = Vec::new();
    for (set, codes) in sets {
        for line in public_lines(folder, &set)? {
            if let Some(promo) = codes.get(&field(&line, "id")) {
                let same = SAME_AUTHORS.iter().find(|(s, _)| *s == set);
                let source = same.map_or_else(|| set.clone(), |(_, with)| (*with).to_string());
                out.push(raw(&line, *promo, source));
            }
        }
    }
    Ok(out)
}

/// Invented posts, `promo_examples*.tsv`: language, platform, code, category, author's kind, author's headline, text.
pub(crate) fn invented(ours: &Path) -> Outcome<Vec<Raw>> {
    let mut files: Vec<_> = std::fs::read_dir(ours)?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| {
            p.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with("promo_examples"))
        })
        .collect();
    files.sort();
    let mut out = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(file)?.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            let [lang, platform, code, category, kind, about, text] = cells[..] else {
                continue;
            };
            let Some(promo) = promo(code) else { continue };
            let told = |cell: &str| Some(cell.to_string()).filter(|c| !c.is_empty() && c != "-");
            out.push(Raw {
                promo,
                lang: lang.to_string(),
                platform: platform.to_string(),
                source: format!("invented {lang}"),
                category: told(category).unwrap_or_default(),
                subject: Subject {
                    text: text.replace("\\n", "\n"),
                    author_kind: match kind {
                        "person" => Some(AuthorKind::Person),
                        "organisation" => Some(AuthorKind::Organisation),
                        _ => None,
                    },
                    author_about: told(about),
                    ..Subject::default()
                },
            });
        }
    }
    Ok(out)
}
