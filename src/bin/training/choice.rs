//! What can be chosen about the training, with the values that won on left-out sources.

/// One way to train.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// L2 penalty of a named signal.
    pub(crate) named: f32,
    /// How far the beliefs about signals count.
    pub(crate) belief: f32,
    /// L2 penalty of a wording slot.
    pub(crate) wording: f32,
    /// How strongly wording may speak, against one named signal.
    pub(crate) scale: f32,
    /// Most that one slot of wording may weigh, so that no single word decides.
    pub(crate) most: f32,
    /// Weight of an invented row.
    pub(crate) invented: f32,
    /// Weight of a row of a public set that we labelled by its id.
    pub(crate) extra: f32,
    /// Weight of a row of a public set with its own label.
    pub(crate) public: f32,
    /// Weight that a source of this size keeps in full; larger ones count with the root of their size.
    pub(crate) source: f32,
    /// How far a label is believed.
    pub(crate) sure: f32,
    /// Log-odds taken off after calibration: a wrong badge accuses, a miss does not.
    pub(crate) caution: f32,
    /// Passes over the rows.
    pub(crate) rounds: f32,
    /// First step of AdaGrad.
    pub(crate) rate: f32,
    /// Last passes whose weights are averaged.
    pub(crate) averaged: f32,
    /// Share of a row's features that is left out at random, anew in each pass.
    pub(crate) dropped: f32,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            named: 14.0,
            belief: 1.0,
            wording: 6.0,
            scale: 4.0,
            most: 0.19,
            invented: 0.8,
            extra: 0.7,
            public: 3.0,
            source: 100.0,
            sure: 0.97,
            caution: 0.0,
            rounds: 60.0,
            rate: 0.12,
            averaged: 30.0,
            dropped: 0.3,
        }
    }
}

impl Choice {
    /// Changes one value by `name=number`.
    pub(crate) fn set(&mut self, setting: &str) -> Result<(), String> {
        let wrong = || format!("no such choice: {setting}");
        let (name, number) = setting.split_once('=').ok_or_else(wrong)?;
        let value: f32 = number.parse().map_err(|_| wrong())?;
        let field = match name {
            "named" => &mut self.named,
            "belief" => &mut self.belief,
            "wording" => &mut self.wording,
            "scale" => &mut self.scale,
            "most" => &mut self.most,
            "invented" => &mut self.invented,
            "extra" => &mut self.extra,
            "public" => &mut self.public,
            "source" => &mut self.source,
            "sure" => &mut self.sure,
            "caution" => &mut self.caution,
            "rounds" => &mut self.rounds,
            "rate" => &mut self.rate,
            "averaged" => &mut self.averaged,
            "dropped" => &mut self.dropped,
            _ => return Err(wrong()),
        };
        *field = value;
        Ok(())
    }
}
