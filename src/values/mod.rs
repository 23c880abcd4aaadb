//! Floor 0: plain values. They import nothing of the crate.

mod answers;
mod fill;
mod from_engine;
mod from_page;
mod item;
mod json;
mod judgement;
mod number;
mod outline;
mod plan;
mod put;
mod reader;
mod settings;
mod sort;
mod subject;
mod table;
mod view;
mod wire;

pub use answers::{Answer, Leaning, Tilt, keep};
pub use fill::{Fill, Members, read};
pub use item::{Item, State};
pub use json::Value;
pub use judgement::{Category, Judgement, Label, Reason, strongest_first};
pub use number::{decimal, fixed};
pub use outline::{Outline, Shape};
pub use plan::{Field, Mode, Plan, RulePlan, Step, Take, Way};
pub use put::{Out, Put};
pub use reader::Reader;
pub use settings::{Only, Settings, Treatment, Unreadable};
pub use sort::{once, sort, sort_by};
pub use subject::{AuthorKind, Kind, Subject};
pub use table::{Names, Table};
pub use view::{Part, View};
pub use wire::*;
