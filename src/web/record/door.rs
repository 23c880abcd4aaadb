//! The door to IndexedDB: open, read, write, in transactions that end wholly or not at all.
//!
//! Written on web-sys, though crates exist. `indexed-db` 0.4 panics on every error that it does not expect, a full disk
//! and a closed connection among them, which would end the engine; and it calls a transaction done before the browser
//! has committed it. `idb` 0.6 loses the reason of an abort, so that a full disk could not be told.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, Event, IdbDatabase, IdbFactory, IdbIndexParameters, IdbKeyRange, IdbObjectStore,
    IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

use crate::record::{Author, Row, VERSION, What};
use crate::values::{Fill, Out, State, read};
use crate::web::error::describe;

const NAME: &str = "record";
const ITEMS: &str = "items";
const AUTHORS: &str = "authors";

/// Indexes over the items; each reads the property of its own name.
pub(super) const BY: &str = "by";
pub(super) const TO: &str = "to";
pub(super) const AGE: &str = "age";
pub(super) const PAIR: &str = "pair";
pub(super) const WAITS: &str = "waits";
pub(super) const BANDS: &str = "bands";

/// Why the record cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A later version wrote it; it is left as it is.
    Newer,
    /// The browser gives no more room.
    Full,
    /// Anything else, in the browser's words.
    Other(String),
}

impl From<JsValue> for Trouble {
    fn from(error: JsValue) -> Self {
        let name = error.dyn_ref::<DomException>().map(DomException::name);
        match name.as_deref() {
            Some("VersionError") => Self::Newer,
            Some("QuotaExceededError") => Self::Full,
            _ => Self::Other(describe(&error)),
        }
    }
}

/// An open connection.
#[derive(Debug)]
pub(super) struct Door {
    db: IdbDatabase,
    shut: Rc<Cell<bool>>,
    _on_shut: Closure<dyn FnMut(Event)>,
}

impl Door {
    /// Opens the database, and makes it where there is none.
    pub(super) async fn open() -> Result<Self, Trouble> {
        let factory: IdbFactory = Reflect::get(&js_sys::global(), &"indexedDB".into())?.unchecked_into();
        let request = factory.open_with_u32(NAME, VERSION)?;
        let upgrade = Closure::once(|event: Event| {
            let request: Option<IdbOpenDbRequest> = event.target().and_then(|t| t.dyn_into().ok());
            if let Some(request) = request {
                // A failed upgrade aborts itself, and the opening fails with its reason.
                let _ = request.result().and_then(|db| make(db.unchecked_ref()));
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let db: IdbDatabase = answer(&request).await?.unchecked_into();
        let shut = Rc::new(Cell::new(false));
        let (noted, closing) = (shut.clone(), db.clone());
        // Deleted underneath, upgraded by a later version, or cleared by the reader: let go at once.
        let on_shut = Closure::new(move |_: Event| {
            noted.set(true);
            closing.close();
        });
        db.set_onversionchange(Some(on_shut.as_ref().unchecked_ref()));
        db.set_onclose(Some(on_shut.as_ref().unchecked_ref()));
        Ok(Self {
            db,
            shut,
            _on_shut: on_shut,
        })
    }

    /// Whether the browser has closed the connection.
    pub(super) fn is_shut(&self) -> bool {
        self.shut.get()
    }

    /// Begins a transaction.
    pub(super) fn begin(&self, write: bool) -> Result<Visit, Trouble> {
        let stores = Array::of2(&ITEMS.into(), &AUTHORS.into());
        let mode = if write {
            IdbTransactionMode::Readwrite
        } else {
            IdbTransactionMode::Readonly
        };
        let transaction = self.db.transaction_with_str_sequence_and_mode(&stores, mode)?;
        let ended = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        Ok(Visit {
            items: transaction.object_store(ITEMS)?,
            authors: transaction.object_store(AUTHORS)?,
            transaction,
            ended,
        })
    }
}

/// A connection that nobody holds any more would block a deletion or an upgrade until it is collected.
impl Drop for Door {
    fn drop(&mut self) {
        self.db.set_onversionchange(None);
        self.db.set_onclose(None);
        self.db.close();
    }
}

/// Makes the stores of version 1. Later versions add their steps below, each for those that come from before it.
fn make(db: &IdbDatabase) -> Result<(), JsValue> {
    let by_id = IdbObjectStoreParameters::new();
    by_id.set_key_path(&"id".into());
    let items = db.create_object_store_with_optional_parameters(ITEMS, &by_id)?;
    for name in [BY, TO, AGE, PAIR, WAITS] {
        items.create_index_with_str(name, name)?;
    }
    let each = IdbIndexParameters::new();
    each.set_multi_entry(true);
    items.create_index_with_str_and_optional_parameters(BANDS, BANDS, &each)?;
    db.create_object_store(AUTHORS)?;
    Ok(())
}

/// What a request answers. A request that fails ends its transaction.
async fn answer(request: &IdbRequest) -> Result<JsValue, Trouble> {
    let asked = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(asked).await {
        Ok(_) => Ok(request.result()?),
        Err(_) => Err(request.error()?.map_or(JsValue::NULL, JsValue::from).into()),
    }
}

/// One transaction. It ends by itself when nothing more is asked of it.
#[derive(Debug)]
pub(super) struct Visit {
    transaction: IdbTransaction,
    ended: Promise,
    items: IdbObjectStore,
    authors: IdbObjectStore,
}

impl Visit {
    /// The rows with these ids, as far as there are such.
    pub(super) async fn rows(&self, ids: &[String]) -> Result<Vec<Row>, Trouble> {
        parse_all(&self.texts(true, ids).await?)
    }

    /// The authors with these ids, as far as there are such.
    pub(super) async fn authors(&self, ids: &[String]) -> Result<Vec<Author>, Trouble> {
        parse_all(&self.texts(false, ids).await?)
    }

    fn store(&self, rows: bool) -> &IdbObjectStore {
        if rows { &self.items } else { &self.authors }
    }

    /// The stored texts of rows or authors with these ids. All are asked for before the first is waited for.
    pub(super) async fn texts(&self, rows: bool, ids: &[String]) -> Result<Vec<String>, Trouble> {
        let mut asked = Vec::new();
        for id in ids {
            asked.push(self.store(rows).get(&id.into())?);
        }
        let mut found = Vec::new();
        if let Some(last) = asked.last() {
            // Requests of one transaction are answered in order.
            answer(last).await?;
        }
        for request in &asked {
            found.extend(text_of(&request.result()?));
        }
        Ok(found)
    }

    /// Texts of at most `most` rows or authors after an id, in the order of their ids.
    pub(super) async fn texts_after(
        &self,
        rows: bool,
        after: &str,
        most: u32,
    ) -> Result<Vec<String>, Trouble> {
        let range = IdbKeyRange::lower_bound_with_open(&after.into(), true)?;
        let request = self.store(rows).get_all_with_key_and_limit(&range, most)?;
        all_texts(&request).await
    }

    /// Texts of at most `most` rows with this key in an index; without a key the first ones.
    pub(super) async fn indexed(
        &self,
        index: &str,
        key: Option<&JsValue>,
        most: u32,
    ) -> Result<Vec<String>, Trouble> {
        let index = self.items.index(index)?;
        let request = index.get_all_with_key_and_limit(key.unwrap_or(&JsValue::UNDEFINED), most)?;
        all_texts(&request).await
    }

    /// How many rows have this key in an index.
    pub(super) async fn count_in(&self, index: &str, key: &str) -> Result<u32, Trouble> {
        number(&self.items.index(index)?.count_with_key(&key.into())?).await
    }

    /// How many rows and authors there are.
    pub(super) async fn counts(&self) -> Result<(u32, u32), Trouble> {
        let (items, authors) = (self.items.count()?, self.authors.count()?);
        Ok((number(&items).await?, number(&authors).await?))
    }

    /// Writes a row.
    pub(super) fn put_row(&self, row: &Row) -> Result<(), Trouble> {
        self.items.put(&stored(row)?)?;
        Ok(())
    }

    /// Writes an author.
    pub(super) fn put_author(&self, author: &Author) -> Result<(), Trouble> {
        self.authors
            .put_with_key(&Out::text(author).into(), &(&author.id).into())?;
        Ok(())
    }

    /// Takes a row out.
    pub(super) fn delete_row(&self, id: &str) -> Result<(), Trouble> {
        self.items.delete(&id.into())?;
        Ok(())
    }

    /// Takes an author out.
    pub(super) fn delete_author(&self, id: &str) -> Result<(), Trouble> {
        self.authors.delete(&id.into())?;
        Ok(())
    }

    /// Takes everything out.
    pub(super) fn clear(&self) -> Result<(), Trouble> {
        self.items.clear()?;
        self.authors.clear()?;
        Ok(())
    }

    /// Waits until everything is committed, or taken back; one that has ended already stays ended.
    pub(super) async fn end(self, keep: bool) -> Result<(), Trouble> {
        if !keep {
            let _ = self.transaction.abort();
        }
        match JsFuture::from(self.ended).await {
            Ok(_) => Ok(()),
            Err(_) => Err(self
                .transaction
                .error()
                .map_or(JsValue::NULL, JsValue::from)
                .into()),
        }
    }
}

async fn number(request: &IdbRequest) -> Result<u32, Trouble> {
    Ok(answer(request).await?.as_f64().unwrap_or_default() as u32)
}

async fn all_texts(request: &IdbRequest) -> Result<Vec<String>, Trouble> {
    let found = Array::from(&answer(request).await?);
    Ok(found.iter().filter_map(|value| text_of(&value)).collect())
}

/// The text in a stored value: itself, or its `row`.
fn text_of(value: &JsValue) -> Option<String> {
    value
        .as_string()
        .or_else(|| Reflect::get(value, &"row".into()).ok()?.as_string())
}

pub(super) fn parse<T: Fill + Default>(text: &str) -> Result<T, Trouble> {
    read(text).map_err(Trouble::Other)
}

pub(super) fn parse_all<T: Fill + Default>(texts: &[String]) -> Result<Vec<T>, Trouble> {
    let mut parsed = Vec::new();
    for text in texts {
        parsed.push(parse(text)?);
    }
    Ok(parsed)
}

/// A row as it is stored: its text, and beside it what it is found by.
fn stored(row: &Row) -> Result<JsValue, Trouble> {
    let value = Object::new();
    let put = |name: &str, found: JsValue| Reflect::set(&value, &name.into(), &found);
    put("id", (&row.id).into())?;
    put("row", Out::text(row).into())?;
    put(AGE, row.age().into())?;
    if let Some(by) = &row.by {
        put(BY, by.into())?;
    }
    match &row.what {
        What::Post(post) => {
            if let Some(sketch) = &post.sketch {
                let bands: Array = sketch.bands().map(JsValue::from).collect();
                put(BANDS, bands.into())?;
            }
        }
        What::Comment(comment) => {
            if let Some(to) = &comment.to {
                put(TO, to.into())?;
                if let (State::Answered, Some(by)) = (comment.state, &row.by) {
                    put(PAIR, pair(to, by).into())?;
                }
            }
            if comment.state == State::Unanswered && comment.newcomer {
                put(WAITS, 1.into())?;
            }
        }
    }
    Ok(value.into())
}

/// The key of somebody whom an author answered.
pub(super) fn pair(to: &str, by: &str) -> String {
    format!("{to}\t{by}")
}
