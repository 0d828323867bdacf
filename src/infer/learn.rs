//! From a class and the ways it is called in revisions to a rule.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values do not matter here")]

use std::collections::BTreeSet;

use super::construct::{Call, Failure};
use super::interpret::{Here, Interpreter};
use super::locate::Callee;
use super::render::Written;
use super::value::{Passed, TypeValue, Value};
use crate::project::{Class, Doubt, Sources, definition, function_parts};
use crate::python::ParameterKind;
use crate::rules::{Number, RuleSet, UsingForm};

/// An argument as it stands in a revision.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Literal {
    /// `None`
    None,
    /// A truth value.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Text.
    Text(String),
    /// A name, by its full path.
    Path(String),
    /// Anything else.
    Other,
}

/// The arguments of a type expression.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    /// Whether it is a call.
    pub called: bool,
    /// The arguments with their keywords.
    pub arguments: Vec<(Option<String>, Literal)>,
}

/// How an argument enters a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Its value does not matter.
    Any,
    /// Any integer; whether it has to be positive.
    Integer(bool),
    /// This value and no other.
    Only(Literal),
}

/// An argument of a learnt rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) name: String,
    /// Its place, where it was passed by position.
    pub(super) position: Option<usize>,
    #[expect(clippy::struct_field_names, reason = "how it is taken")]
    pub(super) taken: Use,
    /// Whether the real constructor refuses it.
    pub(super) only_rendered: bool,
}

/// What one way of calling comes to.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) arguments: Vec<Taken>,
    pub(super) written: Written,
}

/// What was learnt of a type.
#[derive(Clone, Debug)]
pub struct Learnt {
    /// Where its definition stands.
    pub place: String,
    pub(super) forms: Vec<Form>,
    pub(super) plain: bool,
    pub(super) number: Option<Number>,
    pub(super) extension: Option<String>,
    pub(super) using: Vec<UsingForm>,
    /// Names of the constructor's parameters, in order.
    pub(super) parameters: Vec<String>,
    /// Whether it is for one call, whatever its arguments.
    pub(super) any_call: bool,
}

/// Learns what the callee is in the database, for each of the ways in which revisions call it.
///
/// # Errors
/// When it cannot be told for one of them; why.
pub fn learn<'a>(
    sources: &'a dyn Sources,
    rules: &'a RuleSet,
    callee: &Callee<'a>,
    shapes: &[Shape],
) -> Result<Learnt, Doubt> {
    let parameters = parameters(&Interpreter::new(sources, rules), callee);
    let mut learnt: Option<Learnt> = None;
    for shape in shapes {
        let learner = Learner { sources, rules, callee, parameters: &parameters };
        let (form, made) = learner.form(shape)?;
        let interpreter = Interpreter::new(sources, rules);
        let item = interpreter.item_of(&made);
        let package = interpreter.rule_of(item.as_ref().map_or(&made.path, |item| &item.path));
        let one = learnt.get_or_insert_with(|| Learnt {
            place: callee.place(),
            forms: Vec::new(),
            plain: true,
            number: None,
            extension: None,
            using: Vec::new(),
            parameters: parameters.clone(),
            any_call: false,
        });
        let plain = package.is_none_or(|rule| rule.values_plain && item.is_none());
        one.plain &= plain && !made.converts && !item.as_ref().is_some_and(|item| item.converts);
        let kind = interpreter.rule_of(&made.affinity);
        one.number = one.number.max(number(&made.affinity)).max(kind.and_then(|rule| rule.number));
        if let Some(rule) = package {
            one.extension = one.extension.take().or_else(|| rule.extension.clone());
            if item.is_none() {
                one.using.clone_from(&rule.using);
            }
        }
        one.forms.push(form);
    }
    learnt.ok_or_else(|| "no revision calls it".to_owned())
}

/// What kind of number a type of `SQLAlchemy`'s is.
pub(super) fn number(path: &str) -> Option<Number> {
    match path.rsplit('.').next()? {
        "Integer" | "INTEGER" | "INT" | "BigInteger" | "BIGINT" | "SmallInteger" | "SMALLINT" => {
            Some(Number::Integer)
        }
        "Numeric" | "NUMERIC" | "DECIMAL" | "Float" | "FLOAT" | "REAL" | "Double" | "DOUBLE"
        | "DOUBLE_PRECISION" => Some(Number::Other),
        _ => None,
    }
}

/// The names of the positional parameters of what is called.
pub fn parameters_of(sources: &dyn Sources, callee: &Callee<'_>) -> Vec<String> {
    parameters(&Interpreter::new(sources, &RuleSet::default()), callee)
}

/// The positional parameters of what is called.
fn parameters(interpreter: &Interpreter<'_>, callee: &Callee<'_>) -> Vec<String> {
    let statement = match callee {
        Callee::Class(class) => interpreter.constructor(*class),
        Callee::Function(_, statement) => Some(*statement),
        Callee::Value(..) | Callee::Inner(..) | Callee::External(_) => None,
    };
    let Some((parameters, _, _)) = statement.and_then(function_parts) else { return Vec::new() };
    parameters
        .iter()
        .filter(|parameter| parameter.kind == ParameterKind::Positional && parameter.name != "self")
        .map(|parameter| parameter.name.to_string())
        .collect()
}

struct Learner<'a, 'l> {
    sources: &'a dyn Sources,
    rules: &'a RuleSet,
    callee: &'l Callee<'a>,
    parameters: &'l [String],
}

impl<'a> Learner<'a, '_> {
    /// What one way of calling comes to: with as little of the arguments' values as is needed.
    fn form(&self, shape: &Shape) -> Result<(Form, TypeValue<'a>), Doubt> {
        let mut taken: Vec<Taken> = Vec::new();
        for (at, (keyword, literal)) in shape.arguments.iter().enumerate() {
            let position = keyword.is_none().then_some(at);
            let name = match keyword {
                Some(name) => name.clone(),
                None => self.parameters.get(at).cloned().unwrap_or_else(|| format!("argument{}", at + 1)),
            };
            let taken_as = match literal {
                Literal::Integer(_) => Use::Integer(false),
                _ => Use::Any,
            };
            taken.push(Taken { name, position, taken: taken_as, only_rendered: false });
        }
        let mut outcome = self.outcome(shape, &taken);
        // Argument by argument, the value itself is looked at where the type depends on it.
        let general = taken.clone();
        for (at, (_, literal)) in shape.arguments.iter().enumerate() {
            if outcome.is_ok() {
                break;
            }
            if *literal != Literal::Other {
                taken[at].taken = Use::Only(literal.clone());
                outcome = self.outcome(shape, &taken);
            }
        }
        for (at, general) in general.iter().enumerate() {
            if outcome.is_ok() && taken[at].taken != general.taken {
                let only = std::mem::replace(&mut taken[at].taken, general.taken.clone());
                match self.outcome(shape, &taken) {
                    Ok(without) => outcome = Ok(without),
                    Err(_) => taken[at].taken = only,
                }
            }
        }
        let Outcome { written, made, positive, rendered } = outcome?;
        for one in &mut taken {
            one.only_rendered = rendered;
            if let Use::Integer(needs) = &mut one.taken {
                *needs = positive.contains(&one.name);
            }
        }
        Ok((Form { arguments: taken, written }, made))
    }

    fn outcome(&self, shape: &Shape, taken: &[Taken]) -> Result<Outcome<'a>, Doubt> {
        let interpreter = Interpreter::new(self.sources, self.rules);
        let passed: Vec<Passed<'a>> = shape
            .arguments
            .iter()
            .zip(taken)
            .map(|((keyword, literal), taken)| (keyword.clone(), self.value(&interpreter, literal, taken)))
            .collect();
        let (made, rendered) = match interpreter.callee(self.callee) {
            Value::Class(class) => self.of_class(&interpreter, class, &passed)?,
            callee if !shape.called => (interpreter.as_type(callee)?, false),
            Value::Type(_) => return Err("it is an instance already, and cannot be called".to_owned()),
            callee => {
                let value = interpreter.call(callee, passed, Here::Revision);
                (interpreter.as_type(value)?, false)
            }
        };
        let written = interpreter.write(&made)?;
        let positive = interpreter.positive.borrow().clone();
        for ((_, literal), taken) in shape.arguments.iter().zip(taken) {
            let zero = matches!(literal, Literal::Integer(value) if *value < 1);
            if zero && matches!(taken.taken, Use::Integer(_)) && positive.contains(&taken.name) {
                return Err(format!("it depends on the value of `{}`", taken.name));
            }
        }
        Ok(Outcome { written, made, positive, rendered })
    }

    fn value(&self, interpreter: &Interpreter<'a>, literal: &Literal, taken: &Taken) -> Value<'a> {
        match (&taken.taken, literal) {
            (Use::Integer(_), _) => Value::Given(taken.name.clone()),
            (Use::Only(_), Literal::None) => Value::None,
            (Use::Only(_), Literal::Boolean(value)) => Value::Boolean(*value),
            (Use::Only(_), Literal::Integer(value)) => Value::Integer(*value),
            (Use::Only(_), Literal::Text(value)) => Value::text(value),
            (Use::Only(_), Literal::Path(path)) => match definition(self.sources, path) {
                Ok(Some(resolved)) => interpreter.resolved(resolved, Here::Revision),
                Ok(None) => Value::Opaque(format!("the project has no `{path}`")),
                Err(doubt) => Value::Opaque(doubt),
            },
            _ => Value::Opaque(format!("it depends on the argument `{}`", taken.name)),
        }
    }

    /// A class called with these arguments; whether they are only what autogenerate renders. What stands in
    /// the revision counts, if its class takes it.
    #[expect(clippy::unused_self, reason = "it belongs to the others")]
    fn of_class(
        &self,
        interpreter: &Interpreter<'a>,
        class: Class<'a>,
        passed: &[Passed<'a>],
    ) -> Result<(TypeValue<'a>, bool), Doubt> {
        match interpreter.construct(class, passed.to_vec(), Call::Whole) {
            Ok(made) => Ok((made, false)),
            Err(Failure::Refused(refusal)) => {
                match interpreter.construct(class, passed.to_vec(), Call::Rendered) {
                    Ok(made) => Ok((made, true)),
                    Err(Failure::Refused(doubt) | Failure::Doubt(doubt)) => {
                        Err(format!("its class refuses the arguments of the call ({refusal}), and {doubt}"))
                    }
                }
            }
            Err(Failure::Doubt(doubt)) => Err(doubt),
        }
    }
}

struct Outcome<'a> {
    written: Written,
    made: TypeValue<'a>,
    positive: BTreeSet<String>,
    rendered: bool,
}
