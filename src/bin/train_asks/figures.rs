//! Figures of left-out rows: ranking, F1 at 0.5 and calibration, beside the question rule.

use std::collections::{BTreeMap, HashSet};

/// One judged row: where it stands in the table, its chance, what the rule says, the truth.
pub(crate) struct Judged<'a> {
    pub(crate) groups: Vec<String>,
    pub(crate) text: &'a str,
    pub(crate) chance: f64,
    pub(crate) asks: bool,
}

/// Prints one line a group.
pub(crate) fn print(judged: &[Judged]) {
    let names: HashSet<&str> = judged
        .iter()
        .flat_map(|j| &j.groups)
        .map(String::as_str)
        .collect();
    let mut table: BTreeMap<&str, Vec<&Judged>> = names.into_iter().map(|name| (name, Vec::new())).collect();
    for row in judged {
        for name in &row.groups {
            if let Some(rows) = table.get_mut(name.as_str()) {
                rows.push(row);
            }
        }
    }
    for (name, rows) in table {
        let asking = rows.iter().filter(|row| row.asks).count();
        let by_rule = rows.iter().map(|row| (rule(row.text), row.asks));
        println!(
            "{name:34} n {:4} asking {asking:4} auc {:.3} f1 {:.2} calibration error {:.3} rule f1 {:.2}",
            rows.len(),
            auc(&rows),
            f1(rows.iter().map(|row| (row.chance >= 0.5, row.asks))),
            calibration_error(&rows),
            f1(by_rule)
        );
    }
}

/// The rule to beat: a question mark, or a question word of the seven languages first.
fn rule(text: &str) -> bool {
    const OPENERS: &str = " how why what when where which who is are do does did can could would will should have has wie was warum \
        wieso wann wo woher welche welcher welches wer kann kannst gibt hast como qué que cuándo dónde cuál quién por comment \
        pourquoi quand où quel quelle qui est combien come perché quando dove quale chi quem onde qual hoe waarom wanneer waar \
        welke wie kan ";
    let first: String = text
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    text.contains('?') || !first.is_empty() && OPENERS.contains(&format!(" {first} "))
}

fn f1(told: impl Iterator<Item = (bool, bool)>) -> f64 {
    let (mut hits, mut wrong) = (0.0, 0.0);
    for (said, asks) in told {
        hits += f64::from(u8::from(said && asks));
        wrong += f64::from(u8::from(said != asks));
    }
    if hits > 0.0 {
        2.0 * hits / (2.0 * hits + wrong)
    } else {
        0.0
    }
}

/// The chance that a row that asks ranks above one that does not; ties count half. Not a number where one kind is missing.
fn auc(rows: &[&Judged]) -> f64 {
    let (yes, no): (Vec<&&Judged>, Vec<&&Judged>) = rows.iter().partition(|row| row.asks);
    let mut others: Vec<f64> = no.iter().map(|row| row.chance).collect();
    others.sort_by(f64::total_cmp);
    let beaten = |row: &&&Judged| {
        let below = others.partition_point(|other| *other < row.chance);
        let level = others.partition_point(|other| *other <= row.chance) - below;
        below as f64 + level as f64 / 2.0
    };
    yes.iter().map(beaten).sum::<f64>() / (yes.len() * no.len()) as f64
}

/// Mean distance of ten bins of equal size from their share of rows that ask.
fn calibration_error(rows: &[&Judged]) -> f64 {
    let mut order: Vec<&&Judged> = rows.iter().collect();
    order.sort_by(|a, b| a.chance.total_cmp(&b.chance));
    let bins = (0..10).map(|bin| &order[bin * order.len() / 10..(bin + 1) * order.len() / 10]);
    let missed = bins.map(|bin| {
        bin.iter()
            .map(|row| row.chance - f64::from(u8::from(row.asks)))
            .sum::<f64>()
            .abs()
    });
    missed.sum::<f64>() / order.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(chance: f64, asks: bool) -> Judged<'static> {
        Judged {
            groups: Vec::new(),
            text: "",
            chance,
            asks,
        }
    }

    #[test]
    fn figures_of_four_rows() {
        let rows = [row(0.9, true), row(0.6, false), row(0.4, true), row(0.1, false)];
        let rows: Vec<&Judged> = rows.iter().collect();
        assert_eq!(auc(&rows), 0.75);
        assert_eq!(f1(rows.iter().map(|r| (r.chance >= 0.5, r.asks))), 0.5);
        assert!((calibration_error(&rows) - 0.35).abs() < 1e-9);
        assert!(rule("Wie geht das") && rule("so?") && !rule("Danke"));
    }
}
