//! The index that a type's package makes beside each column, without a word of it in the revision.

use super::check::{Notes, is_identifier};
use super::forms::placeholders;
use super::load::At;
use super::rule::{Argument, ArgumentKind, Piece, Rule, Template, Value};
use super::values::Values;
use super::written::CreatesWritten;

/// The index that a rule's type brings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Creates {
    /// Its name, of `{table}` and `{column}`.
    pub index: Template,
    /// Its access method.
    pub using: String,
    /// The function whose result is indexed.
    pub function: Option<String>,
    /// Its operator class; empty for the default one.
    pub operator_class: Option<Template>,
    /// The argument that makes it, if it is true.
    pub when: Option<String>,
    /// The argument that turns it off, if it is true.
    pub unless: Option<String>,
}

/// The index that one type expression brings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CreatedIndex {
    name: Template,
    /// Its access method.
    pub using: String,
    function: Option<String>,
    /// Its operator class, if it is not the default one.
    pub operator_class: Option<String>,
    /// The argument that makes it.
    pub when: Option<String>,
}

impl CreatedIndex {
    /// The same with its function and operator class in `schema`, which is SQL.
    #[must_use]
    pub fn qualified(self, schema: &str) -> Self {
        let qualify = |name: Option<String>| name.map(|name| format!("{schema}.{name}"));
        Self { function: qualify(self.function), operator_class: qualify(self.operator_class), ..self }
    }

    /// What is indexed of `column`, which is SQL.
    pub fn key(&self, column: &str) -> String {
        let key =
            self.function.as_ref().map_or_else(|| column.to_owned(), |name| format!("{name}({column})"));
        let class = self.operator_class.as_ref().map_or_else(String::new, |class| format!(" {class}"));
        format!("{key}{class}")
    }

    /// Its name, without quotes.
    pub fn name(&self, table: &str, column: &str) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Argument(name) if name == "table" => table.to_owned(),
            Piece::Argument(_) | Piece::Choice { .. } => column.to_owned(),
        };
        self.name.pieces.iter().map(piece).collect()
    }
}

impl Rule {
    /// The index that an expression with these values brings.
    pub fn created_index(&self, values: &Values) -> Option<CreatedIndex> {
        let creates = self.creates.as_ref()?;
        let is_true =
            |name: &Option<String>| name.as_ref().map(|name| values.get(name) == Some(&Value::Boolean(true)));
        if is_true(&creates.when) == Some(false) || is_true(&creates.unless) == Some(true) {
            return None;
        }
        let class = creates.operator_class.as_ref();
        Some(CreatedIndex {
            name: creates.index.clone(),
            using: creates.using.clone(),
            function: creates.function.clone(),
            operator_class: class
                .and_then(|class| self.fill(class, values, Value::sql))
                .filter(|class| !class.is_empty()),
            when: creates.when.clone(),
        })
    }
}

impl Notes {
    /// Checks what a rule creates.
    pub(super) fn creates(
        &mut self,
        written: Option<&At<CreatesWritten>>,
        arguments: &[Argument],
    ) -> Option<Creates> {
        let At { value: written, place } = written?;
        let index = self.require(written.index.as_ref(), *place, (written, "index"));
        let using = self.require(written.using.as_ref(), *place, (written, "using"));
        let words = [using, written.function.as_ref()];
        for word in words.into_iter().flatten() {
            if !is_identifier(&word.value) {
                self.add(word.place, format!("`{}` is no name", word.value));
            }
        }
        for switch in [&written.when, &written.unless].into_iter().flatten() {
            let is_switch =
                |argument: &Argument| argument.name == switch.value && argument.kind == ArgumentKind::Boolean;
            if !arguments.iter().any(is_switch) {
                self.add(
                    switch.place,
                    format!("`{}` is no argument of the rule of `kind: boolean`", switch.value),
                );
            }
        }
        let names = [("table", ArgumentKind::String), ("column", ArgumentKind::String)];
        let index = index.and_then(|index| self.template(&index.value, index.place, &names));
        let operator_class = written
            .operator_class
            .as_ref()
            .and_then(|class| self.template(&class.value, class.place, &placeholders(arguments)));
        Some(Creates {
            index: index?,
            using: using?.value.clone(),
            function: written.function.as_ref().map(|function| function.value.clone()),
            operator_class,
            when: written.when.as_ref().map(|when| when.value.clone()),
            unless: written.unless.as_ref().map(|unless| unless.value.clone()),
        })
    }
}
