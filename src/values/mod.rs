//! Floor 0: plain values. They import nothing of the crate.

mod answers;
mod fill;
mod from_page;
mod item;
mod judgement;
mod number;
mod outline;
mod plan;
mod put;
mod settings;
mod sort;
mod subject;
mod table;
mod view;
mod wire;

pub use answers::{Answer, Leaning, Tilt, keep};
pub use fill::{Fill, Members};
pub use item::{Item, State};
pub use judgement::{Category, Judgement, Label, Reason, strongest_first};
pub use number::decimal;
pub use outline::{Outline, Shape};
pub use plan::{Field, Mode, Plan, RulePlan, Step, Take, Way};
pub use put::{Out, Put};
pub use settings::{Only, Settings, Treatment, Unreadable};
pub use sort::{sort, sort_by};
pub use subject::{AuthorKind, Kind, Subject};
pub use table::{Names, Table};
pub use view::{Part, View};
pub use wire::*;
