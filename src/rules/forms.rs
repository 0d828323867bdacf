//! The templates of a rule, checked.

use super::check::{Notes, values};
use super::load::{At, Place};
use super::nearest::suggestion;
use super::rule::{Argument, ArgumentKind, Condition, Piece, SqlAlchemy, Template, TypeForm, UsingForm};
use super::template::is_balanced;
use super::values::ArgumentValue;
use super::written::{FormWritten, RuleWritten, UsingWritten};

/// A placeholder that a template may use.
pub(super) type Known<'a> = (&'a str, ArgumentKind);

impl Notes {
    /// Takes a template apart and checks its placeholders against `known`.
    pub(super) fn template(&mut self, text: &str, place: Place, known: &[Known<'_>]) -> Option<Template> {
        let template = match Template::parse(text) {
            Ok(template) => template,
            Err(message) => {
                self.add(place, message);
                return None;
            }
        };
        for piece in &template.pieces {
            let (name, choice) = match piece {
                Piece::Text(_) => continue,
                Piece::Argument(name) => (name, false),
                Piece::Choice { argument, .. } => (argument, true),
            };
            match known.iter().find(|known| known.0 == name) {
                None => {
                    let meant = suggestion(name, known.iter().map(|known| known.0));
                    self.add(place, format!("`{{{name}}}` is no argument of the rule{meant}"));
                }
                Some((_, kind)) if choice && *kind != ArgumentKind::Boolean => {
                    self.add(place, format!("`{name}` has to be of `kind: boolean` to choose between texts"));
                }
                Some(_) => {}
            }
        }
        Some(template)
    }

    pub(super) fn sql(&mut self, written: &RuleWritten, arguments: &[Argument]) -> Vec<Template> {
        let Some(forms) = &written.sql else { return Vec::new() };
        if forms.value.0.is_empty() {
            self.add(forms.place, "`sql` is empty");
        }
        let mut templates = Vec::new();
        for form in &forms.value.0 {
            let place = if form.place == Place::default() { forms.place } else { form.place };
            let expression = self.require(form.value.expression.as_ref(), place, (&form.value, "expression"));
            let Some(expression) = expression else { continue };
            let Some(mut template) = self.template(&expression.value, place, &placeholders(arguments)) else {
                continue;
            };
            if let Some(version) = &form.value.sqlalchemy {
                self.add(version.place, "`sqlalchemy` is for forms of `type`");
            }
            template.condition = self.condition(&form.value, arguments);
            let sample = template.sample();
            let begins = sample.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"'));
            if !begins || !is_balanced(&sample) || sample.contains([';', '\n']) || sample.contains("--") {
                self.add(place, format!("`{}` is no Postgres type", expression.value));
            }
            templates.push(template);
        }
        templates
    }

    pub(super) fn type_forms(&mut self, written: &RuleWritten, arguments: &[Argument]) -> Vec<TypeForm> {
        let Some(forms) = &written.type_forms else { return Vec::new() };
        if forms.value.0.is_empty() {
            self.add(forms.place, "`type` is empty");
        }
        let mut checked = Vec::new();
        for form in &forms.value.0 {
            let place = if form.place == Place::default() { forms.place } else { form.place };
            let Some(expression) =
                self.require(form.value.expression.as_ref(), place, (&form.value, "expression"))
            else {
                continue;
            };
            let Some(mut template) = self.template(&expression.value, place, &placeholders(arguments)) else {
                continue;
            };
            template.condition = self.condition(&form.value, arguments);
            let sample = template.sample();
            let known = sample.starts_with("sa.") || sample.starts_with("postgresql.");
            if !known || !sample.ends_with(')') || !is_balanced(&sample) {
                self.add(
                    place,
                    format!("`{}` is no call of a class of `sa` or `postgresql`", expression.value),
                );
            }
            let since = form.value.sqlalchemy.as_ref().map_or(SqlAlchemy::V1_4, |version| version.value);
            checked.push(TypeForm { expression: template, since });
        }
        checked
    }

    /// The calls that a form is for; its names have to be arguments of the rule.
    fn condition(&mut self, form: &FormWritten, arguments: &[Argument]) -> Condition {
        let given = form.given.as_ref().map(|given| &given.value);
        let when = form.when.as_ref().map_or(&[][..], |when| &when.value.0);
        for name in given.into_iter().flatten().chain(when.iter().map(|(name, _)| name)) {
            if !arguments.iter().any(|argument| argument.name == name.value) {
                let meant = suggestion(&name.value, arguments.iter().map(|argument| argument.name.as_str()));
                self.add(name.place, format!("`{}` is no argument of the rule{meant}", name.value));
            }
        }
        for (name, value) in when {
            let argument = arguments.iter().find(|argument| argument.name == name.value);
            let literal = ArgumentValue::Literal(value.value.clone());
            if argument.is_some_and(|argument| !matches!(argument.check(&literal), Ok(Some(_)))) {
                self.add(value.place, format!("`{}` cannot be {}", name.value, value.value.python()));
            }
        }
        Condition {
            given: given.map(|given| values(given)),
            when: when.iter().map(|(name, value)| (name.value.clone(), value.value.clone())).collect(),
        }
    }

    pub(super) fn using(&mut self, using: Vec<At<UsingWritten>>) -> Vec<UsingForm> {
        let mut forms = Vec::new();
        for At { value: form, place } in using {
            let from =
                self.require(form.from.as_ref(), place, (&form, "from")).map(|from| values(&from.value));
            let cast = self.require(form.cast.as_ref(), place, (&form, "cast"));
            let cast = cast.and_then(|cast| {
                self.template(
                    &cast.value,
                    cast.place,
                    &[("column", ArgumentKind::String), ("type", ArgumentKind::String)],
                )
            });
            if let (Some(from), Some(cast)) = (from, cast) {
                forms.push(UsingForm { from, cast });
            }
        }
        forms
    }
}

/// The arguments that templates may use.
pub(super) fn placeholders(arguments: &[Argument]) -> Vec<Known<'_>> {
    let usable = arguments.iter().filter(|argument| argument.kind != ArgumentKind::Any);
    usable.map(|argument| (argument.name.as_str(), argument.kind)).collect()
}
