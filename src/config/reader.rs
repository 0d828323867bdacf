//! Reads typed values from a TOML table and collects every mistake with its place.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::nearest::hint;
use crate::source::{Span, Spanned};

/// A TOML value with its place.
pub(super) type Value<'a> = toml::Spanned<DeValue<'a>>;

/// A mistake in a configuration file.
#[derive(Debug)]
pub(super) struct Mistake {
    /// Where it stands.
    pub(super) span: Span,
    /// What is wrong, and what to do.
    pub(super) message: String,
}

/// A table being read.
pub(super) struct Reader<'a> {
    table: &'a DeTable<'a>,
    /// The mistakes so far.
    pub(super) mistakes: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    /// Reads `table`, which may hold only `keys`; `place` names it in messages.
    pub(super) fn new(table: &'a DeTable<'a>, place: &str, keys: &[&str]) -> Self {
        let mut mistakes = Vec::new();
        for key in table.keys().filter(|key| !keys.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref();
            let message = format!("unknown key `{name}` in {place}; {}", hint(name, keys.iter().copied()));
            mistakes.push(Mistake { span: span(&key.span()), message });
        }
        Self { table, mistakes }
    }

    /// Adds a mistake.
    pub(super) fn mistake(&mut self, span: Span, message: impl Into<String>) {
        self.mistakes.push(Mistake { span, message: message.into() });
    }

    /// Text.
    pub(super) fn string(&mut self, key: &str) -> Option<Spanned<String>> {
        let value = self.table.get(key)?;
        let text = string(value);
        if text.is_none() {
            self.wrong(key, value, "text in quotes");
        }
        text
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, key: &str) -> Option<bool> {
        let value = self.table.get(key)?;
        if let DeValue::Boolean(truth) = value.get_ref() {
            return Some(*truth);
        }
        self.wrong(key, value, "`true` or `false`");
        None
    }

    /// A list of texts.
    pub(super) fn strings(&mut self, key: &str) -> Option<Vec<Spanned<String>>> {
        let value = self.table.get(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, value, "a list of texts, as in [\"a\", \"b\"]");
            return None;
        };
        let mut texts = Vec::new();
        for item in items {
            match string(item) {
                Some(text) => texts.push(text),
                None => self.wrong(key, item, "a list of texts"),
            }
        }
        Some(texts)
    }

    /// One of `choices`.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.string(key)?;
        self.chosen(&text, key, choices)
    }

    /// A list of some of `choices`.
    pub(super) fn choice_list<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<Vec<T>> {
        let texts = self.strings(key)?;
        Some(texts.iter().filter_map(|text| self.chosen(text, key, choices)).collect())
    }

    /// The entries of the table `key`.
    pub(super) fn entries(&mut self, key: &str) -> Vec<(Spanned<String>, &'a Value<'a>)> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        if let DeValue::Table(table) = value.get_ref() {
            return entries(table);
        }
        self.wrong(key, value, "a table");
        Vec::new()
    }

    /// The choice that `text` names.
    pub(super) fn chosen<T: Copy>(
        &mut self,
        text: &Spanned<String>,
        key: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let found = choices.iter().find(|(name, _)| *name == text.value);
        if found.is_none() {
            let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            let message = format!("`{key}` cannot be \"{}\"; it is one of {}", text.value, names.join(", "));
            self.mistake(text.span, message);
        }
        found.map(|&(_, choice)| choice)
    }

    /// Says that the value of `key` should have been `wanted`.
    pub(super) fn wrong(&mut self, key: &str, value: &Value<'_>, wanted: &str) {
        let message = format!("`{key}` has to be {wanted}, not {}", kind(value.get_ref()));
        self.mistake(span(&value.span()), message);
    }
}

/// The entries of a table in the order of the file.
pub(super) fn entries<'a>(table: &'a DeTable<'a>) -> Vec<(Spanned<String>, &'a Value<'a>)> {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| (Spanned { value: key.get_ref().to_string(), span: span(&key.span()) }, value))
        .collect();
    entries.sort_by_key(|(key, _)| key.span);
    entries
}

/// The text that `value` is.
pub(super) fn string(value: &Value<'_>) -> Option<Spanned<String>> {
    let DeValue::String(text) = value.get_ref() else { return None };
    Some(Spanned { value: text.to_string(), span: span(&value.span()) })
}

/// The span of a range of bytes.
pub(super) fn span(range: &Range<usize>) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(range.start), offset(range.end))
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a fraction",
        DeValue::Boolean(_) => "a truth value",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
