//! Expressions.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use ruff_python_ast as ast;
use ruff_python_ast::visitor;
use ruff_text_size::Ranged;

use super::{Children, Converter, name_expr, span};
use crate::python::statement::{Parameter, ParameterKind};
use crate::python::tree::{Argument, BindingForm, Expr, ExprKind, Operator, Passing, Piece};

impl Converter<'_> {
    fn boxed(&self, expr: &ast::Expr) -> Box<Expr> {
        Box::new(self.expr(expr))
    }

    fn exprs(&self, items: &[ast::Expr]) -> Vec<Expr> {
        items.iter().map(|item| self.expr(item)).collect()
    }

    pub(super) fn expr(&self, expr: &ast::Expr) -> Expr {
        let at = span(expr.range());
        let kind = match expr {
            ast::Expr::Name(_) if self.masked.binary_search(&at).is_ok() => ExprKind::Repr,
            ast::Expr::Name(node) => ExprKind::Name(node.id.clone()),
            ast::Expr::Attribute(node) => {
                ExprKind::Attribute { value: self.boxed(&node.value), attribute: node.attr.id.clone() }
            }
            ast::Expr::Call(node) => ExprKind::Call {
                function: self.boxed(&node.func),
                arguments: self.arguments(&node.arguments),
                parentheses: span(node.arguments.range),
            },
            ast::Expr::StringLiteral(node) => ExprKind::String(node.value.to_str().to_owned()),
            ast::Expr::NumberLiteral(node) => match &node.value {
                ast::Number::Int(value) => value.as_i64().map_or(ExprKind::Number, ExprKind::Integer),
                ast::Number::Float(_) | ast::Number::Complex { .. } => ExprKind::Number,
            },
            ast::Expr::BooleanLiteral(node) => ExprKind::Boolean(node.value),
            ast::Expr::NoneLiteral(_) => ExprKind::None,
            ast::Expr::List(node) => ExprKind::List(self.exprs(&node.elts)),
            ast::Expr::Tuple(node) => ExprKind::Tuple(self.exprs(&node.elts)),
            ast::Expr::Set(node) => ExprKind::Set(self.exprs(&node.elts)),
            ast::Expr::Dict(node) => ExprKind::Dict(
                node.items
                    .iter()
                    .map(|item| (item.key.as_ref().map(|key| self.expr(key)), self.expr(&item.value)))
                    .collect(),
            ),
            ast::Expr::UnaryOp(node) if node.op == ast::UnaryOp::USub => {
                ExprKind::Negative(self.boxed(&node.operand))
            }
            ast::Expr::UnaryOp(node) if node.op == ast::UnaryOp::Not => {
                ExprKind::Not(self.boxed(&node.operand))
            }
            ast::Expr::Compare(node) => self.compare(expr, node),
            ast::Expr::BinOp(node) if node.op == ast::Operator::Mod => {
                ExprKind::Percent { left: self.boxed(&node.left), right: self.boxed(&node.right) }
            }
            ast::Expr::BinOp(node) => self.binary(expr, node),
            ast::Expr::BoolOp(node) => {
                ExprKind::Logic { all: node.op == ast::BoolOp::And, operands: self.exprs(&node.values) }
            }
            ast::Expr::If(node) => ExprKind::Conditional {
                test: self.boxed(&node.test),
                then: self.boxed(&node.body),
                otherwise: self.boxed(&node.orelse),
            },
            ast::Expr::FString(node) => {
                self.pieces(node).map_or_else(|| self.other(expr), ExprKind::Formatted)
            }
            ast::Expr::Subscript(node) => {
                ExprKind::Subscript { value: self.boxed(&node.value), index: self.boxed(&node.slice) }
            }
            _ => self.other(expr),
        };
        Expr { span: at, kind }
    }

    fn binary(&self, expr: &ast::Expr, node: &ast::ExprBinOp) -> ExprKind {
        let Some(operator) = operator(node.op) else { return self.other(expr) };
        ExprKind::Binary { operator, left: self.boxed(&node.left), right: self.boxed(&node.right) }
    }

    /// `target += value` as the operation that gives the new value.
    pub(super) fn augmented(&self, node: &ast::StmtAugAssign) -> Expr {
        let (left, right) = (self.boxed(&node.target), self.boxed(&node.value));
        let kind = match operator(node.op) {
            Some(operator) => ExprKind::Binary { operator, left, right },
            None if node.op == ast::Operator::Mod => ExprKind::Percent { left, right },
            None => ExprKind::Other(vec![*left, *right]),
        };
        Expr { span: span(node.range), kind }
    }

    /// Whether the value fits one of a `match` statement's cases; none for the patterns that take values
    /// apart or bind names.
    pub(super) fn case_test(&self, subject: &ast::Expr, pattern: &ast::Pattern) -> Option<Expr> {
        let at = span(pattern.range());
        let kind = match pattern {
            ast::Pattern::MatchValue(node) => {
                ExprKind::Equals { left: self.boxed(subject), right: self.boxed(&node.value), negated: false }
            }
            ast::Pattern::MatchOr(node) => {
                let tests = node.patterns.iter().map(|pattern| self.case_test(subject, pattern));
                ExprKind::Logic { all: false, operands: tests.collect::<Option<_>>()? }
            }
            _ => return None,
        };
        Some(Expr { span: at, kind })
    }

    /// The pieces of an f-string that only puts values in.
    fn pieces(&self, node: &ast::ExprFString) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        for part in &node.value {
            match part {
                ast::FStringPart::Literal(text) => pieces.push(Piece::Text(text.value.to_string())),
                ast::FStringPart::FString(inner) => {
                    for element in &inner.elements {
                        pieces.push(self.piece(element)?);
                    }
                }
            }
        }
        Some(pieces)
    }

    fn piece(&self, element: &ast::InterpolatedStringElement) -> Option<Piece> {
        match element {
            ast::InterpolatedStringElement::Literal(text) => Some(Piece::Text(text.value.to_string())),
            ast::InterpolatedStringElement::Interpolation(value) => {
                let plain = matches!(value.conversion, ast::ConversionFlag::None | ast::ConversionFlag::Str)
                    && value.format_spec.as_ref().is_none_or(|spec| is_plain_format(&spec.elements))
                    && value.debug_text.is_none();
                plain.then(|| Piece::Value(self.expr(&value.expression)))
            }
        }
    }

    pub(super) fn parameters(&self, parameters: &ast::Parameters) -> Vec<Parameter> {
        let (positional, keyword) = (ParameterKind::Positional, ParameterKind::Keyword);
        let plain = |parameter: &ast::Parameter, kind, default: Option<&ast::Expr>| Parameter {
            name: parameter.name.id.clone(),
            kind,
            annotation: parameter.annotation.as_ref().map(|annotation| self.expr(annotation)),
            default: default.map(|value| self.expr(value)),
        };
        let with_default = |parameter: &ast::ParameterWithDefault, kind| {
            plain(&parameter.parameter, kind, parameter.default.as_deref())
        };
        let mut converted: Vec<Parameter> = parameters
            .posonlyargs
            .iter()
            .chain(&parameters.args)
            .map(|parameter| with_default(parameter, positional))
            .collect();
        converted.extend(parameters.vararg.iter().map(|star| plain(star, ParameterKind::Star, None)));
        converted.extend(parameters.kwonlyargs.iter().map(|parameter| with_default(parameter, keyword)));
        converted.extend(parameters.kwarg.iter().map(|star| plain(star, ParameterKind::DoubleStar, None)));
        converted
    }

    fn compare(&self, expr: &ast::Expr, node: &ast::ExprCompare) -> ExprKind {
        match (&*node.ops, &*node.comparators) {
            ([op @ (ast::CmpOp::Eq | ast::CmpOp::NotEq)], [right]) => ExprKind::Equals {
                left: self.boxed(&node.left),
                right: self.boxed(right),
                negated: *op == ast::CmpOp::NotEq,
            },
            ([op @ (ast::CmpOp::In | ast::CmpOp::NotIn)], [right]) => {
                let items = match right {
                    ast::Expr::Tuple(node) => &node.elts,
                    ast::Expr::List(node) => &node.elts,
                    ast::Expr::Set(node) => &node.elts,
                    _ => {
                        return ExprKind::Contains {
                            left: self.boxed(&node.left),
                            right: self.boxed(right),
                            negated: *op == ast::CmpOp::NotIn,
                        };
                    }
                };
                ExprKind::Membership {
                    left: self.boxed(&node.left),
                    items: self.exprs(items),
                    negated: *op == ast::CmpOp::NotIn,
                }
            }
            ([op @ (ast::CmpOp::Is | ast::CmpOp::IsNot)], [right]) => ExprKind::Identity {
                left: self.boxed(&node.left),
                right: self.boxed(right),
                negated: *op == ast::CmpOp::IsNot,
            },
            ([op @ (ast::CmpOp::Lt | ast::CmpOp::LtE | ast::CmpOp::Gt | ast::CmpOp::GtE)], [right]) => {
                ExprKind::Ordered {
                    left: self.boxed(&node.left),
                    right: self.boxed(right),
                    greater: matches!(op, ast::CmpOp::Gt | ast::CmpOp::GtE),
                    or_equal: matches!(op, ast::CmpOp::LtE | ast::CmpOp::GtE),
                }
            }
            _ => self.other(expr),
        }
    }

    fn other(&self, expr: &ast::Expr) -> ExprKind {
        let mut children = Children::default();
        visitor::walk_expr(&mut children, expr);
        let parts: Vec<Expr> = children.0.into_iter().map(|child| self.expr(child)).collect();
        let targets = self.bound_inside(expr);
        if targets.is_empty() && !expr.is_lambda_expr() {
            return ExprKind::Other(parts);
        }
        self.expressions_bind.set(true);
        let form = match expr {
            ast::Expr::Lambda(_) => BindingForm::Lambda,
            ast::Expr::ListComp(ast::ExprListComp { generators, .. })
            | ast::Expr::Generator(ast::ExprGenerator { generators, .. })
                if is_plain(generators) =>
            {
                BindingForm::List
            }
            _ => BindingForm::Other,
        };
        ExprKind::Binding { form, targets, parts }
    }

    fn bound_inside(&self, expr: &ast::Expr) -> Vec<Expr> {
        let generators = match expr {
            ast::Expr::ListComp(node) => &node.generators,
            ast::Expr::SetComp(node) => &node.generators,
            ast::Expr::DictComp(node) => &node.generators,
            ast::Expr::Generator(node) => &node.generators,
            ast::Expr::Named(node) => return vec![self.expr(&node.target)],
            ast::Expr::Lambda(node) => {
                let parameters = node.parameters.iter().flat_map(|parameters| parameters.iter());
                return parameters.map(|parameter| name_expr(parameter.name())).collect();
            }
            _ => return Vec::new(),
        };
        generators.iter().map(|generator| self.expr(&generator.target)).collect()
    }

    pub(super) fn arguments(&self, arguments: &ast::Arguments) -> Vec<Argument> {
        let mut converted = Vec::with_capacity(arguments.args.len() + arguments.keywords.len());
        for value in &arguments.args {
            let (passing, inner) = match value {
                ast::Expr::Starred(starred) => (Passing::Star, &*starred.value),
                _ => (Passing::Positional, value),
            };
            converted.push(Argument { span: span(value.range()), passing, value: self.expr(inner) });
        }
        for (at, keyword) in arguments.keywords.iter().enumerate() {
            let name = keyword.arg.as_ref();
            let is_same = |other: &ast::Keyword| {
                other.arg.as_ref().zip(name).is_some_and(|(other, name)| other.id == name.id)
            };
            if self.repeated.get().is_none() && arguments.keywords[..at].iter().any(is_same) {
                self.repeated.set(Some(span(keyword.range)));
            }
            let passing = name.map_or(Passing::DoubleStar, |name| Passing::Keyword(name.id.clone()));
            converted.push(Argument { span: span(keyword.range), passing, value: self.expr(&keyword.value) });
        }
        converted.sort_by_key(|argument| argument.span.start);
        converted
    }
}

/// `{value:d}` shows a whole number as `{value}` does.
fn is_plain_format(elements: &[ast::InterpolatedStringElement]) -> bool {
    match elements {
        [] => true,
        [ast::InterpolatedStringElement::Literal(text)] => &*text.value == "d",
        _ => false,
    }
}

/// `for name in values`, once.
fn is_plain(generators: &[ast::Comprehension]) -> bool {
    matches!(generators, [one] if !one.is_async && one.target.is_name_expr())
}

fn operator(operator: ast::Operator) -> Option<Operator> {
    match operator {
        ast::Operator::Add => Some(Operator::Add),
        ast::Operator::Sub => Some(Operator::Subtract),
        ast::Operator::Mult => Some(Operator::Multiply),
        ast::Operator::FloorDiv => Some(Operator::FloorDivide),
        ast::Operator::BitOr => Some(Operator::Or),
        ast::Operator::Pow => Some(Operator::Power),
        ast::Operator::LShift => Some(Operator::ShiftLeft),
        _ => None,
    }
}
