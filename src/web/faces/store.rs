//! The settings as a face has them: every change is made on what is in force now, stored, and told.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::ask::{known, save};
use crate::values::Settings;

type Change = Box<dyn FnOnce(&mut Settings)>;

/// The settings, and what is to be done after a change.
pub(super) struct Store {
    settings: RefCell<Settings>,
    waiting: RefCell<Vec<Change>>,
    busy: Cell<bool>,
    changed: Box<dyn Fn(Result<(), String>)>,
}

impl Store {
    /// The settings in force, and why the stored ones could not be read, if so. `changed` runs after each change.
    pub(super) async fn open(
        changed: impl Fn(Result<(), String>) + 'static,
    ) -> Result<(Rc<Self>, Option<String>), String> {
        let found = known().await?;
        let store = Self {
            settings: RefCell::new(found.settings),
            waiting: RefCell::default(),
            busy: Cell::new(false),
            changed: Box::new(changed),
        };
        Ok((Rc::new(store), found.broken))
    }

    /// What is in force, as far as this face knows.
    pub(super) fn settings(&self) -> Ref<'_, Settings> {
        self.settings.borrow()
    }

    /// Changes the settings; changes that come while one is stored wait for it.
    pub(super) fn change(self: &Rc<Self>, change: impl FnOnce(&mut Settings) + 'static) {
        self.waiting.borrow_mut().push(Box::new(change));
        if self.busy.replace(true) {
            return;
        }
        let store = self.clone();
        spawn_local(async move {
            while !store.waiting.borrow().is_empty() {
                let changes = store.waiting.take();
                let done = store.write(changes).await;
                (store.changed)(done);
            }
            store.busy.set(false);
        });
    }

    async fn write(&self, changes: Vec<Change>) -> Result<(), String> {
        // A card in a page may have changed them since.
        let mut settings = known().await?.settings;
        for change in changes {
            change(&mut settings);
        }
        save(&settings).await?;
        *self.settings.borrow_mut() = settings;
        Ok(())
    }

    /// Looks at what is in force now.
    pub(super) async fn refresh(&self) -> Result<(), String> {
        let found = known().await?;
        *self.settings.borrow_mut() = found.settings;
        Ok(())
    }
}
