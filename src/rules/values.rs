//! A call's arguments bound to a rule's, and the texts that come of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::{Deref, DerefMut};

use super::rule::{Argument, ArgumentKind, Condition, Piece, Rule, SqlAlchemy, Template, TypeForm, Value};

/// The value of an argument in a type expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ArgumentValue {
    /// A literal.
    Literal(Value),
    /// `None`, which stands for no value.
    None_,
    /// Anything that has no value in the file.
    Dynamic,
}

/// Values by the names of the rule's arguments.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Values {
    known: BTreeMap<String, Value>,
    /// The arguments that the call gives, whether their values are known or not.
    given: BTreeSet<String>,
}

impl Deref for Values {
    type Target = BTreeMap<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.known
    }
}

impl DerefMut for Values {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.known
    }
}

impl Condition {
    fn holds(&self, values: &Values) -> bool {
        let given = self.given.as_ref().is_none_or(|given| {
            given.len() == values.given.len() && given.iter().all(|name| values.given.contains(name))
        });
        given && self.when.iter().all(|(name, value)| values.get(name) == Some(value))
    }
}

/// A call's arguments, bound to the rule's.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bound {
    /// What is known, defaults included.
    pub values: Values,
    /// Where each value was given: its index in the call.
    pub given: BTreeMap<String, usize>,
    /// What is wrong with the arguments that are there.
    pub problems: Vec<ArgumentProblem>,
    /// Required arguments without a value.
    pub missing: Vec<String>,
    /// Arguments that the real constructor refuses: the call fails even with its import.
    pub refused: Vec<String>,
    /// Which arguments hold secrets: their indices in the call.
    pub secret: Vec<usize>,
}

/// Something wrong with one argument of a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArgumentProblem {
    /// The argument's index in the call.
    pub argument: usize,
    /// What is wrong.
    pub what: Problem,
}

/// What is wrong with an argument.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// A keyword that the rule does not name.
    Unknown(String),
    /// One positional argument more than the rule has.
    TooMany(usize),
    /// A value given twice.
    Twice(String),
    /// A literal of another kind.
    WrongKind {
        /// The argument.
        name: String,
        /// What it has to be.
        wanted: ArgumentKind,
    },
    /// An integer beyond its limits.
    OutOfRange {
        /// The argument.
        name: String,
        /// What was given.
        value: i64,
        /// The least that is right.
        min: Option<i64>,
        /// The greatest that is right.
        max: Option<i64>,
    },
    /// None of the values that are right.
    NotOneOf {
        /// The argument.
        name: String,
        /// Those that are right.
        one_of: Vec<Value>,
    },
    /// No literal, so its value is not known.
    Dynamic(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(formatter, "the rule does not know the argument `{name}`"),
            Self::TooMany(taken) => write!(formatter, "the rule takes {taken} positional argument(s)"),
            Self::Twice(name) => write!(formatter, "`{name}` is given twice"),
            Self::WrongKind { name, wanted } => {
                write!(formatter, "`{name}` has to be {}", wanted.described())
            }
            Self::OutOfRange { name, value, min, max } => match (min, max) {
                (Some(min), _) if value < min => {
                    write!(formatter, "`{name}` has to be at least {min}, not {value}")
                }
                (_, Some(max)) => write!(formatter, "`{name}` has to be at most {max}, not {value}"),
                _ => write!(formatter, "`{name}` cannot be {value}"),
            },
            Self::NotOneOf { name, one_of } => {
                let right: Vec<String> = one_of.iter().map(Value::python).collect();
                write!(formatter, "`{name}` has to be {}", right.join(" or "))
            }
            Self::Dynamic(name) => write!(formatter, "the value of `{name}` is not in the file"),
        }
    }
}

impl Rule {
    /// Binds the arguments of a call, each with its keyword, in the order of the call.
    pub fn bind(&self, arguments: &[(Option<&str>, ArgumentValue)]) -> Bound {
        let mut bound = Bound::default();
        let mut position = 0;
        let mut settled: Vec<&str> = Vec::new();
        for (at, (keyword, value)) in arguments.iter().enumerate() {
            let problem = |what| ArgumentProblem { argument: at, what };
            let argument = if let Some(keyword) = *keyword {
                if self.is_left_out(keyword) {
                    bound.secret.extend(self.is_secret(keyword).then_some(at));
                    continue;
                }
                let Some(argument) = self.arguments.iter().find(|argument| argument.answers_to(keyword))
                else {
                    bound.problems.push(problem(Problem::Unknown(keyword.to_owned())));
                    continue;
                };
                argument
            } else {
                position += 1;
                let rest = self.arguments.iter().take(position).find(|argument| argument.rest);
                let Some(argument) = rest.or(self.arguments.get(position - 1)) else {
                    bound.problems.push(problem(Problem::TooMany(self.arguments.len())));
                    continue;
                };
                argument
            };
            if settled.contains(&argument.name.as_str()) && !argument.rest {
                bound.problems.push(problem(Problem::Twice(argument.name.clone())));
                continue;
            }
            settled.push(&argument.name);
            if argument.only_rendered {
                bound.refused.push(argument.name.clone());
            }
            if self.is_left_out(&argument.name) {
                bound.secret.extend(self.is_secret(&argument.name).then_some(at));
                continue;
            }
            bound.given.insert(argument.name.clone(), at);
            bound.values.given.insert(argument.name.clone());
            match argument.check(value) {
                Ok(Some(value)) => drop(bound.values.insert(argument.name.clone(), value)),
                Ok(None) => {}
                Err(what) => bound.problems.push(problem(what)),
            }
        }
        self.fill_in(&settled, &mut bound);
        bound
    }

    fn fill_in(&self, settled: &[&str], bound: &mut Bound) {
        for argument in &self.arguments {
            let absent = !settled.contains(&argument.name.as_str());
            let counts = argument.default_with.as_deref().is_none_or(|other| settled.contains(&other));
            match &argument.default {
                Some(default) if absent && counts => {
                    bound.values.insert(argument.name.clone(), default.clone());
                }
                _ if argument.required && !bound.values.contains_key(&argument.name) => {
                    bound.missing.push(argument.name.clone());
                }
                _ => {}
            }
        }
    }

    fn is_left_out(&self, name: &str) -> bool {
        let unknown = || !self.arguments.iter().any(|argument| argument.answers_to(name));
        self.is_secret(name)
            || self.ignored.iter().any(|left_out| left_out == name || (left_out == "*" && unknown()))
    }

    fn is_secret(&self, name: &str) -> bool {
        self.secret.iter().any(|secret| secret == name)
    }

    /// Whether the values are enough: every required one is there, or the path is a full one that the
    /// rule names and a form does without the missing ones (`VECTOR()` is `vector`).
    pub fn is_complete(&self, path: &str, values: &Values) -> bool {
        let lacking = self.arguments.iter().any(|it| it.required && !values.contains_key(&it.name));
        !lacking
            || (self.has_path(path)
                && (self.sql_text(values).is_some() || self.type_text(values, SqlAlchemy::V2_0).is_some()))
    }

    /// The Postgres type: the first form whose placeholders all have values.
    pub fn sql_text(&self, values: &Values) -> Option<String> {
        self.sql.iter().find_map(|form| self.fill(form, values, Value::sql))
    }

    /// The `SQLAlchemy` expression: the first form that this version has and whose placeholders all have
    /// values.
    pub fn type_text(&self, values: &Values, sqlalchemy: SqlAlchemy) -> Option<String> {
        self.type_form(values, sqlalchemy).map(|(text, _)| text)
    }

    /// The same with the form that it comes from.
    pub fn type_form(&self, values: &Values, sqlalchemy: SqlAlchemy) -> Option<(String, &TypeForm)> {
        self.type_forms
            .iter()
            .filter(|form| form.since <= sqlalchemy)
            .find_map(|form| Some((self.fill(&form.expression, values, |value, _| value.python())?, form)))
    }

    /// The cast for a change of type from `old` (upper case), where one is needed.
    pub fn using_text(&self, old: &str, column: &str, sql_type: &str) -> Option<String> {
        let form = self.using.iter().find(|form| form.from.iter().any(|from| from == old))?;
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Argument(name) if name == "column" => column.to_owned(),
            Piece::Argument(_) | Piece::Choice { .. } => sql_type.to_owned(),
        };
        Some(form.cast.pieces.iter().map(piece).collect())
    }

    pub(super) fn fill(
        &self,
        template: &Template,
        values: &Values,
        render: fn(&Value, ArgumentKind) -> String,
    ) -> Option<String> {
        if !template.condition.holds(values) {
            return None;
        }
        let mut text = String::new();
        for piece in &template.pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Argument(name) => {
                    let kind = self.arguments.iter().find(|it| it.name == *name)?.kind;
                    text.push_str(&render(values.get(name)?, kind));
                }
                Piece::Choice { argument, yes, no } => {
                    let truth = values.get(argument)? == &Value::Boolean(true);
                    text.push_str(if truth { yes } else { no });
                }
            }
        }
        Some(text)
    }
}

impl Argument {
    /// Whether a keyword names the argument.
    pub fn answers_to(&self, keyword: &str) -> bool {
        self.name == keyword || self.aliases.iter().any(|alias| alias == keyword)
    }

    /// The value as the argument takes it; `None` is no value.
    pub fn check(&self, value: &ArgumentValue) -> Result<Option<Value>, Problem> {
        let name = || self.name.clone();
        if self.kind == ArgumentKind::Any {
            return Ok(None);
        }
        let value = match value {
            ArgumentValue::Literal(value) => value,
            ArgumentValue::Dynamic => return Err(Problem::Dynamic(name())),
            ArgumentValue::None_ if self.one_of.is_empty() => return Ok(None),
            ArgumentValue::None_ => {
                return Err(Problem::NotOneOf { name: name(), one_of: self.one_of.clone() });
            }
        };
        if !self.kind.accepts(value) {
            return Err(Problem::WrongKind { name: name(), wanted: self.kind });
        }
        if !self.one_of.is_empty() && !self.one_of.contains(value) {
            return Err(Problem::NotOneOf { name: name(), one_of: self.one_of.clone() });
        }
        if let Value::Integer(number) = *value
            && (self.min.is_some_and(|min| number < min) || self.max.is_some_and(|max| number > max))
        {
            return Err(Problem::OutOfRange { name: name(), value: number, min: self.min, max: self.max });
        }
        Ok(Some(value.clone()))
    }
}

impl ArgumentKind {
    /// Whether a literal is of this kind.
    pub fn accepts(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Word, Value::Text(text)) => is_word(text),
            (Self::Integer, Value::Integer(_))
            | (Self::String, Value::Text(_))
            | (Self::Boolean, Value::Boolean(_))
            | (Self::Any, _) => true,
            _ => false,
        }
    }

    const fn described(self) -> &'static str {
        match self {
            Self::Integer => "a whole number",
            Self::Word => "an identifier or type name",
            Self::String => "a string",
            Self::Boolean => "`True` or `False`",
            Self::Any => "anything",
        }
    }
}

/// Whether text can stand in SQL without quotes.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' '))
}

impl Value {
    /// The value in SQL, as an argument of `kind`.
    pub(super) fn sql(&self, kind: ArgumentKind) -> String {
        match self {
            Self::Integer(number) => number.to_string(),
            Self::Boolean(truth) => truth.to_string(),
            Self::Text(text) if kind == ArgumentKind::Word => text.clone(),
            Self::Text(text) => format!("'{}'", text.replace('\'', "''")),
        }
    }

    /// The value as a Python literal.
    pub fn python(&self) -> String {
        match self {
            Self::Integer(number) => number.to_string(),
            Self::Boolean(true) => "True".to_owned(),
            Self::Boolean(false) => "False".to_owned(),
            Self::Text(text) => format!("'{}'", text.escape_debug().to_string().replace("\\\"", "\"")),
        }
    }
}
