//! Floor 0: plain values. They import nothing of the crate.

mod answers;
mod item;
mod judgement;
mod outline;
mod plan;
mod settings;
mod subject;
mod view;
mod wire;

pub use answers::{Answer, Leaning, Tilt, keep};
pub use item::{Item, State};
pub use judgement::{Category, Judgement, Label, Reason};
pub use outline::{Outline, Shape};
pub use plan::{Field, Mode, Plan, RulePlan, Step, Take, Way};
pub use settings::{Only, Settings, Treatment, Unreadable};
pub use subject::{AuthorKind, Kind, Subject};
pub use view::{Part, View};
pub use wire::*;
