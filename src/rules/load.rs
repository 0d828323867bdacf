//! Rule files: read, checked, put together. The only door to the YAML library.
//!
//! A mistake in a value does not stop the reader: it is noted with its place, and reading goes on, so that
//! every mistake of a file is reported in one go.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::marker::PhantomData;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fmt, iter, thread};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::check::{self, Checked};
use super::nearest::{nearest, suggestion};
use super::rule::{Origin, RuleId};
use super::set::RuleSet;
use super::written::PackWritten;

/// A rule file that has been read from somewhere.
#[derive(Clone, Copy, Debug)]
pub struct RuleFile<'a> {
    /// Where from; it is shown only.
    pub path: &'a Path,
    /// Its text.
    pub text: &'a str,
    /// Shipped or the team's.
    pub origin: Origin,
}

/// A mistake in a rule file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoadError {
    /// The rule file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: u32,
    /// The column in code points, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// The line with a mark below the place.
    pub snippet: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column, message, snippet } = self;
        write!(formatter, "{}:{line}:{column}: {message}\n{snippet}", path.display())
    }
}

impl std::error::Error for LoadError {}

/// Loads rule files: a team's rule replaces a shipped one of the same name.
///
/// # Errors
/// Every mistake of every file.
pub fn load(files: &[RuleFile<'_>]) -> Result<RuleSet, Vec<LoadError>> {
    let mut packs = Vec::new();
    let mut rules = Vec::new();
    let mut errors = Vec::new();
    let mut names: Vec<(Origin, RuleId)> = Vec::new();
    for (file, checked) in files.iter().zip(check_all(files)) {
        let mut mistakes = checked.mistakes;
        packs.extend(checked.pack);
        let elsewhere = names.len();
        for (place, rule) in checked.rules {
            let name = (file.origin, rule.id.clone());
            if names[..elsewhere].contains(&name) {
                mistakes.push(Mistake::new(place, format!("another rule file has `{}` too", rule.id)));
            }
            names.push(name);
            rules.push(rule);
        }
        mistakes.sort_by_key(|mistake| (mistake.place.line, mistake.place.column));
        errors.extend(mistakes.into_iter().map(|mistake| mistake.shown(file)));
    }
    if errors.is_empty() { Ok(RuleSet::new(packs, rules)) } else { Err(errors) }
}

/// Checks the files beside each other, the longest first: every run waits for its rules.
fn check_all(files: &[RuleFile<'_>]) -> Vec<Checked> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|&at| Reverse(files[at].text.len()));
    let next = AtomicUsize::new(0);
    let work = || {
        let taken = iter::from_fn(|| order.get(next.fetch_add(1, Ordering::Relaxed)));
        taken.map(|&at| (at, check_one(&files[at]))).collect::<Vec<_>>()
    };
    let mut checked: Vec<(usize, Checked)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(files.len())).map(|_| scope.spawn(work)).collect();
        let own = work();
        let others =
            others.into_iter().flat_map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)));
        own.into_iter().chain(others).collect()
    });
    checked.sort_by_key(|(at, _)| *at);
    checked.into_iter().map(|(_, checked)| checked).collect()
}

fn check_one(file: &RuleFile<'_>) -> Checked {
    let (written, mut mistakes) = read(file.text);
    let mut checked =
        written.map_or_else(Checked::default, |written| check::check(written, file.origin, file.path));
    mistakes.append(&mut checked.mistakes);
    Checked { mistakes, ..checked }
}

/// A place in a rule file; all zero where it is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) column: u32,
}

/// A mistake at its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Mistake {
    pub(super) place: Place,
    pub(super) message: String,
}

impl Mistake {
    pub(super) fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into() }
    }

    fn shown(self, file: &RuleFile<'_>) -> LoadError {
        let line = self.place.line.max(1);
        let column = self.place.column.max(1);
        let text = file.text.split('\n').nth(line as usize - 1).unwrap_or_default().trim_end();
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let before: String =
            text.chars().take(column as usize - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let marked = text
            .chars()
            .skip(column as usize - 1)
            .take_while(|c| !c.is_whitespace() && !matches!(c, ':' | ',' | '}' | ']'))
            .count();
        let snippet = format!(
            "{margin} |\n{number} | {text}\n{margin} | {before}{marks}",
            marks = "^".repeat(marked.max(1))
        );
        LoadError { path: file.path.to_owned(), line, column, message: self.message, snippet }
    }
}

/// A value with the place it was written at.
#[derive(Clone, Debug, Default)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) place: Place,
}

thread_local! {
    /// Mistakes noted while a file is read; `Deserialize` has no other way to hand them out.
    static NOTED: RefCell<Vec<Mistake>> = const { RefCell::new(Vec::new()) };
}

fn note(place: Place, message: impl Into<String>) {
    NOTED.with_borrow_mut(|noted| noted.push(Mistake::new(place, message)));
}

fn read(text: &str) -> (Option<At<PackWritten>>, Vec<Mistake>) {
    let options = serde_saphyr::options! { strict_booleans: true, with_snippet: false };
    NOTED.take();
    let result = serde_saphyr::from_str_with_options::<Read<PackWritten>>(text, options);
    let mut mistakes = NOTED.take();
    match result {
        Ok(Read(written)) => (written, mistakes),
        Err(error) => {
            let place = error.location().map_or(Place::default(), Place::of);
            mistakes.push(Mistake::new(place, in_our_words(&error.to_string())));
            (None, mistakes)
        }
    }
}

/// What the library says, without its advice to programmers and without the place.
fn in_our_words(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or(message);
    if let Some(rest) = message.strip_prefix("duplicate mapping key: ") {
        return format!("the key `{}` is there already", rest.split(", set ").next().unwrap_or(rest));
    }
    if message.starts_with("multiple YAML documents") {
        return "a second document begins here; a rule file is one".to_owned();
    }
    message.to_owned()
}

/// Reads YAML that is no rule file; nothing comes of a text that is none, or is of another shape.
pub(crate) fn read_other<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_saphyr::from_str_with_options(text, serde_saphyr::options! { with_snippet: false }).ok()
}

impl Place {
    fn of(location: serde_saphyr::Location) -> Self {
        let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Self { line: number(location.line()), column: number(location.column()) }
    }
}

/// What a YAML value may be made of; by default every kind is a mistake.
pub(super) trait FromYaml: Sized {
    /// What the value has to be, as a message names it.
    const WANTED: &'static str;

    fn text(_text: &str) -> Result<Self, String> {
        Err(Self::unlike("text"))
    }

    fn integer(_number: i64) -> Result<Self, String> {
        Err(Self::unlike("a whole number"))
    }

    fn number(_number: f64) -> Result<Self, String> {
        Err(Self::unlike("a number"))
    }

    fn truth(_truth: bool) -> Result<Self, String> {
        Err(Self::unlike("a truth value"))
    }

    fn list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Result<Self, String>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Err(Self::unlike("a list")))
    }

    fn mapping<'de, A: MapAccess<'de>>(mut mapping: A) -> Result<Result<Self, String>, A::Error> {
        while mapping.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Err(Self::unlike("a mapping")))
    }

    fn unlike(found: &str) -> String {
        format!("expected {}, found {found}", Self::WANTED)
    }
}

/// A value with its place, or nothing: then its mistake has been noted.
#[derive(Debug)]
pub(super) struct Read<T>(pub(super) Option<At<T>>);

impl<'de, T: FromYaml> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_saphyr::Spanned::<Outcome<T>>::deserialize(deserializer)?;
        let place = Place::of(spanned.referenced);
        Ok(Self(match spanned.value.0 {
            Ok(value) => Some(At { value, place }),
            Err(message) => {
                note(place, message);
                None
            }
        }))
    }
}

struct Outcome<T>(Result<T, String>);

impl<'de, T: FromYaml> Deserialize<'de> for Outcome<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyKind(PhantomData))
    }
}

struct AnyKind<T>(PhantomData<T>);

impl<'de, T: FromYaml> Visitor<'de> for AnyKind<T> {
    type Value = Outcome<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::WANTED)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Outcome(T::text(text)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Outcome(T::integer(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Outcome(i64::try_from(number).map_err(|_| T::unlike("a number too great")).and_then(T::integer)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Outcome(T::number(number)))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Outcome(T::truth(truth)))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Outcome(Err(T::unlike("nothing"))))
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Self::Value, E> {
        self.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        T::list(list).map(Outcome)
    }

    fn visit_map<A: MapAccess<'de>>(self, mapping: A) -> Result<Self::Value, A::Error> {
        T::mapping(mapping).map(Outcome)
    }
}

/// Reads a mapping key by key; `take` reads the value of a key that it knows and says whether it does.
/// Gives the keys that are there, or were meant.
pub(super) fn read_keys<'de, A: MapAccess<'de>>(
    mut mapping: A,
    names: &[&'static str],
    mut take: impl FnMut(&str, &mut A) -> Result<bool, A::Error>,
) -> Result<Vec<String>, A::Error> {
    let mut keys = Vec::new();
    while let Some(key) = mapping.next_key::<serde_saphyr::Spanned<String>>()? {
        if take(&key.value, &mut mapping)? {
            keys.push(key.value);
        } else {
            mapping.next_value::<IgnoredAny>()?;
            let meant = suggestion(&key.value, names.iter().copied());
            note(Place::of(key.referenced), format!("unknown key `{}`{meant}", key.value));
            keys.extend(nearest(&key.value, names.iter().copied()).map(str::to_owned));
        }
    }
    Ok(keys)
}

/// The keys of a mapping with their values.
pub(super) type Entries<T> = Vec<(At<String>, At<T>)>;

/// Reads a mapping with any keys; values with mistakes are left out.
pub(super) fn read_entries<'de, T: FromYaml, A: MapAccess<'de>>(
    mut mapping: A,
) -> Result<Entries<T>, A::Error> {
    let mut entries = Vec::new();
    while let Some(key) = mapping.next_key::<serde_saphyr::Spanned<String>>()? {
        let place = Place::of(key.referenced);
        if let Some(value) = mapping.next_value::<Read<T>>()?.0 {
            entries.push((At { value: key.value, place }, value));
        }
    }
    Ok(entries)
}

/// Reads the elements of a list; those with mistakes are left out.
pub(super) fn read_list<'de, T: FromYaml, A: SeqAccess<'de>>(mut list: A) -> Result<Vec<At<T>>, A::Error> {
    let mut elements = Vec::new();
    while let Some(Read(element)) = list.next_element::<Read<T>>()? {
        elements.extend(element);
    }
    Ok(elements)
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
