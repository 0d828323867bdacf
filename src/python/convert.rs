//! From the parser's tree to ours.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use ruff_python_ast as ast;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_text_size::{Ranged, TextRange};

use super::tree::{Argument, Expr, ExprKind, ImportedName, Passing, Stmt, StmtKind};
use crate::source::{Span, Spanned};

/// Converts statements, taking names at the `masked` spans for reprs.
pub(super) struct Converter<'a> {
    pub(super) masked: &'a [Span],
}

pub(super) fn span(range: TextRange) -> Span {
    Span::new(range.start().to_u32(), range.end().to_u32())
}

/// Collects the outermost expressions of a node.
#[derive(Default)]
struct Children<'a>(Vec<&'a ast::Expr>);

impl<'a> Visitor<'a> for Children<'a> {
    fn visit_expr(&mut self, expr: &'a ast::Expr) {
        self.0.push(expr);
    }

    fn visit_body(&mut self, _body: &'a [ast::Stmt]) {}
}

impl Converter<'_> {
    pub(super) fn body(&self, body: &[ast::Stmt]) -> Vec<Stmt> {
        body.iter().map(|statement| self.statement(statement)).collect()
    }

    fn children(&self, statement: &ast::Stmt) -> Vec<Expr> {
        let mut children = Children::default();
        visitor::walk_stmt(&mut children, statement);
        children.0.into_iter().map(|expr| self.expr(expr)).collect()
    }

    fn statement(&self, statement: &ast::Stmt) -> Stmt {
        let kind = match statement {
            ast::Stmt::Expr(node) => StmtKind::Expr(self.expr(&node.value)),
            ast::Stmt::Assign(node) => StmtKind::Assign {
                targets: node.targets.iter().map(|target| self.expr(target)).collect(),
                value: Some(self.expr(&node.value)),
            },
            ast::Stmt::AnnAssign(node) => StmtKind::Assign {
                targets: vec![self.expr(&node.target)],
                value: node.value.as_ref().map(|value| self.expr(value)),
            },
            ast::Stmt::Return(node) => StmtKind::Return(node.value.as_ref().map(|value| self.expr(value))),
            ast::Stmt::Raise(_) => StmtKind::Raise(self.children(statement)),
            ast::Stmt::Pass(_) => StmtKind::Pass,
            ast::Stmt::FunctionDef(node) => StmtKind::Function {
                name: identifier(&node.name),
                parameters: node.parameters.iter().map(|parameter| parameter.name().to_string()).collect(),
                expressions: self.children(statement),
                body: self.body(&node.body),
            },
            ast::Stmt::ClassDef(node) => StmtKind::Class {
                name: identifier(&node.name),
                expressions: self.children(statement),
                body: self.body(&node.body),
            },
            ast::Stmt::If(node) => {
                let mut branches = vec![(Some(self.expr(&node.test)), self.body(&node.body))];
                branches.extend(node.elif_else_clauses.iter().map(|clause| {
                    (clause.test.as_ref().map(|test| self.expr(test)), self.body(&clause.body))
                }));
                StmtKind::If(branches)
            }
            ast::Stmt::With(node) => StmtKind::With {
                items: node
                    .items
                    .iter()
                    .map(|item| {
                        (
                            self.expr(&item.context_expr),
                            item.optional_vars.as_ref().map(|name| self.expr(name)),
                        )
                    })
                    .collect(),
                body: self.body(&node.body),
            },
            ast::Stmt::Import(node) => StmtKind::Import(imported_names(&node.names)),
            ast::Stmt::ImportFrom(node) => StmtKind::ImportFrom {
                module: ".".repeat(node.level as usize)
                    + node.module.as_ref().map_or("", |name| name.as_str()),
                names: imported_names(&node.names),
            },
            ast::Stmt::For(node) => StmtKind::Block {
                repeats: true,
                targets: vec![self.expr(&node.target)],
                expressions: vec![self.expr(&node.iter)],
                bodies: vec![self.body(&node.body), self.body(&node.orelse)],
            },
            ast::Stmt::While(node) => StmtKind::Block {
                repeats: true,
                targets: Vec::new(),
                expressions: vec![self.expr(&node.test)],
                bodies: vec![self.body(&node.body), self.body(&node.orelse)],
            },
            ast::Stmt::Try(node) => self.try_statement(node),
            ast::Stmt::Match(node) => self.match_statement(node),
            ast::Stmt::Delete(_)
            | ast::Stmt::TypeAlias(_)
            | ast::Stmt::AugAssign(_)
            | ast::Stmt::Assert(_)
            | ast::Stmt::Global(_)
            | ast::Stmt::Nonlocal(_)
            | ast::Stmt::Break(_)
            | ast::Stmt::Continue(_)
            | ast::Stmt::IpyEscapeCommand(_) => StmtKind::Other(self.children(statement)),
        };
        Stmt { span: span(statement.range()), kind }
    }

    fn try_statement(&self, node: &ast::StmtTry) -> StmtKind {
        let mut bodies = vec![self.body(&node.body)];
        let mut targets = Vec::new();
        let mut expressions = Vec::new();
        for ast::ExceptHandler::ExceptHandler(handler) in &node.handlers {
            bodies.push(self.body(&handler.body));
            expressions.extend(handler.type_.as_ref().map(|class| self.expr(class)));
            targets.extend(handler.name.as_ref().map(name_expr));
        }
        bodies.push(self.body(&node.orelse));
        bodies.push(self.body(&node.finalbody));
        StmtKind::Block { repeats: false, targets, expressions, bodies }
    }

    fn match_statement(&self, node: &ast::StmtMatch) -> StmtKind {
        let mut children = Children::default();
        children.visit_expr(&node.subject);
        let mut captured = Captures(Vec::new());
        for case in &node.cases {
            visitor::walk_pattern(&mut children, &case.pattern);
            captured.visit_pattern(&case.pattern);
            children.0.extend(case.guard.as_deref());
        }
        StmtKind::Block {
            repeats: false,
            targets: captured.0,
            expressions: children.0.into_iter().map(|expr| self.expr(expr)).collect(),
            bodies: node.cases.iter().map(|case| self.body(&case.body)).collect(),
        }
    }

    fn boxed(&self, expr: &ast::Expr) -> Box<Expr> {
        Box::new(self.expr(expr))
    }

    fn exprs(&self, items: &[ast::Expr]) -> Vec<Expr> {
        items.iter().map(|item| self.expr(item)).collect()
    }

    fn expr(&self, expr: &ast::Expr) -> Expr {
        let at = span(expr.range());
        let kind = match expr {
            ast::Expr::Name(_) if self.masked.binary_search(&at).is_ok() => ExprKind::Repr,
            ast::Expr::Name(node) => ExprKind::Name(node.id.to_string()),
            ast::Expr::Attribute(node) => {
                ExprKind::Attribute { value: self.boxed(&node.value), attribute: node.attr.to_string() }
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
            _ => self.other(expr),
        };
        Expr { span: at, kind }
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
                    _ => return self.other(expr),
                };
                ExprKind::Membership {
                    left: self.boxed(&node.left),
                    items: self.exprs(items),
                    negated: *op == ast::CmpOp::NotIn,
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
        if targets.is_empty() { ExprKind::Other(parts) } else { ExprKind::Binding { targets, parts } }
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

    fn arguments(&self, arguments: &ast::Arguments) -> Vec<Argument> {
        let mut converted: Vec<Argument> = arguments
            .args
            .iter()
            .map(|value| match value {
                ast::Expr::Starred(starred) => Argument {
                    span: span(value.range()),
                    passing: Passing::Star,
                    value: self.expr(&starred.value),
                },
                _ => Argument {
                    span: span(value.range()),
                    passing: Passing::Positional,
                    value: self.expr(value),
                },
            })
            .chain(arguments.keywords.iter().map(|keyword| {
                Argument {
                    span: span(keyword.range),
                    passing: keyword
                        .arg
                        .as_ref()
                        .map_or(Passing::DoubleStar, |name| Passing::Keyword(name.to_string())),
                    value: self.expr(&keyword.value),
                }
            }))
            .collect();
        converted.sort_by_key(|argument| argument.span.start);
        converted
    }
}

fn identifier(name: &ast::Identifier) -> Spanned<String> {
    Spanned { value: name.to_string(), span: span(name.range) }
}

fn name_expr(name: &ast::Identifier) -> Expr {
    Expr { span: span(name.range), kind: ExprKind::Name(name.to_string()) }
}

fn imported_names(names: &[ast::Alias]) -> Vec<ImportedName> {
    names
        .iter()
        .map(|alias| ImportedName {
            span: span(alias.range),
            name: alias.name.to_string(),
            alias: alias.asname.as_ref().map(ToString::to_string),
        })
        .collect()
}

/// The names that patterns bind.
struct Captures(Vec<Expr>);

impl<'a> Visitor<'a> for Captures {
    fn visit_pattern(&mut self, pattern: &'a ast::Pattern) {
        let name = match pattern {
            ast::Pattern::MatchAs(node) => node.name.as_ref(),
            ast::Pattern::MatchStar(node) => node.name.as_ref(),
            ast::Pattern::MatchMapping(node) => node.rest.as_ref(),
            ast::Pattern::MatchValue(_)
            | ast::Pattern::MatchSingleton(_)
            | ast::Pattern::MatchSequence(_)
            | ast::Pattern::MatchClass(_)
            | ast::Pattern::MatchOr(_) => None,
        };
        self.0.extend(name.map(name_expr));
        visitor::walk_pattern(self, pattern);
    }
}
