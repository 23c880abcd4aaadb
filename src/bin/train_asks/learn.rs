//! Learns signals' weights with each source's own habit set apart, then the habit of each kind of place.

use std::collections::BTreeMap;

use crate::fit::{Fit, Point};
use crate::rows::{Row, Trust};

/// Strength of the pull to zero; chosen by leaving sources out.
const RIDGE: f64 = 4.0;
/// A doubtful row that says "does not ask" against this chance is left out.
const CONTRADICTED: f64 = 0.5;
/// Pull of a kind of place towards what holds everywhere, in rows.
const SHRINK: f64 = 5.0;

/// The signals that tell kinds of place apart, in the order of [`kind`]; without any of them nothing is known of the post.
pub(crate) const KINDS: [&str; 3] = ["asks-post-short", "asks-post-long", "asks-post-article"];

/// The kind of place of a row: nothing known, under a short post, a long one, an article.
fn kind(point: &Point, kinds: &[usize; 3]) -> usize {
    let shows = |at: &&usize| point.values.iter().any(|(signal, _)| signal == *at);
    kinds.iter().rposition(|at| shows(&at)).map_or(0, |at| at + 1)
}

/// Learns from the rows that `counts` lets through. `width` signals; `kinds` are the places of [`KINDS`] among them.
///
/// How often people ask differs from place to place, for reasons that no signal shows. So every source has an intercept
/// of its own while the signals learn, and the shipped one is learnt afterwards for each kind of place.
pub(crate) fn learn(
    rows: &[Row],
    points: &[Point],
    width: usize,
    kinds: [usize; 3],
    counts: impl Fn(&Row) -> bool,
) -> Fit {
    let mut sources: BTreeMap<String, usize> = BTreeMap::new();
    let mut of_source = |row: &Row| {
        let next = sources.len();
        let habit = match row.source.as_str() {
            "invented" => format!("invented {}", row.lang),
            source => source.to_owned(),
        };
        width + *sources.entry(habit).or_insert(next)
    };
    let marked: Vec<(&Row, Point)> = rows
        .iter()
        .zip(points)
        .filter(|(row, _)| counts(row))
        .map(|(row, point)| {
            let shown = point.values.iter().filter(|(at, _)| !kinds.contains(at)).copied();
            let values = shown.chain([(of_source(row), 1.0)]).collect();
            (row, Point { values, ..*point })
        })
        .collect();
    let mut fit = Fit {
        prior: 0.0,
        weights: vec![0.0; width + sources.len()],
    };
    let read = |row: &Row| row.trust == Trust::Read;
    let first: Vec<&Point> = marked.iter().filter(|(r, _)| read(r)).map(|(_, p)| p).collect();
    fit.learn(&first, RIDGE);
    let before = fit.clone();
    let plain = |row: &Row, point: &Point| row.asks || before.chance(&point.values) < CONTRADICTED;
    let second = marked.iter().filter(|(r, p)| read(r) || plain(r, p));
    fit.learn(&second.map(|(_, p)| p).collect::<Vec<_>>(), RIDGE);
    fit.weights.truncate(width);
    let kept: Vec<(usize, &Point)> = rows
        .iter()
        .zip(points)
        .filter(|(row, _)| counts(row) && tells_how_often(row))
        .map(|(_, point)| (kind(point, &kinds), point))
        .collect();
    let everywhere = intercept(&fit, kept.iter().map(|(_, p)| *p), None);
    let of_kind = [0, 1, 2, 3].map(|wanted| {
        let those = kept.iter().filter(|(k, _)| *k == wanted).map(|(_, p)| *p);
        intercept(&fit, those, Some(everywhere))
    });
    fit.prior = of_kind[0];
    // An article is a long post as well, so its weights add up.
    fit.weights[kinds[0]] = of_kind[1] - of_kind[0];
    fit.weights[kinds[1]] = of_kind[2] - of_kind[0];
    fit.weights[kinds[2]] = of_kind[3] - of_kind[2];
    fit
}

/// Whether a row says how often people ask: invented rows and those picked because they are hard do not.
fn tells_how_often(row: &Row) -> bool {
    row.trust == Trust::Read && !row.picked && row.source != "invented"
}

/// The intercept at which the chances of `points` sum to their truth, pulled towards `prior`; by halving.
fn intercept<'a>(fit: &Fit, points: impl Iterator<Item = &'a Point>, prior: Option<f64>) -> f64 {
    let scored: Vec<(f64, &Point)> = points
        .map(|point| (fit.score(&point.values) - fit.prior, point))
        .collect();
    let (mut low, mut high) = (-8.0, 8.0);
    for _ in 0..50 {
        let middle: f64 = (low + high) / 2.0;
        let too_much: f64 = scored
            .iter()
            .map(|(score, point)| {
                let chance = 1.0 / (1.0 + (-(score + middle)).exp());
                point.weight * (chance - f64::from(u8::from(point.asks)))
            })
            .sum();
        let pull = prior.map_or(0.0, |prior| SHRINK * (middle - prior));
        if too_much + pull > 0.0 {
            high = middle;
        } else {
            low = middle;
        }
    }
    (low + high) / 2.0
}
