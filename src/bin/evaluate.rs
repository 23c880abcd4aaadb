//! Measures the judge of promotion on rows that its weights did not see.
//!
//! usage: evaluate TEXT_FOLDER \[--by source|lang|platform|row\] \[--brief\] \[--errors N \[LANG|public\]\]
//! and `--ours FOLDER`, `--set NAME=NUMBER` as in `train`.

#[path = "training/mod.rs"]
mod training;

fn main() -> std::process::ExitCode {
    training::command("evaluate")
}
