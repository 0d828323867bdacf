//! What a configuration and the command line mean together.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::nearest::hint;
use super::{Config, ConfigError};
use crate::diagnostic::Code;
use crate::edit::Rewrite;
use crate::plan::{Dimension, DimensionEntry, Options, RuleOverride, Selection, Selector};
use crate::rules::{Rule, RuleId, RuleSet, nearest};
use crate::source::Spanned;

/// What the command line says; it wins over the configuration.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Overrides {
    /// `--select`
    pub(crate) select: Vec<String>,
    /// `--ignore`
    pub(crate) ignore: Vec<String>,
    /// `--freeze`
    pub(crate) freeze: bool,
    /// `--unsafe`
    pub(crate) unsafe_fixes: bool,
    /// Whether no fix is written or handed on.
    pub(crate) reports_only: bool,
    /// `--no-infer`
    pub(crate) no_infer: bool,
    /// `--models`
    pub(crate) models: Vec<PathBuf>,
    /// `--dimension`
    pub(crate) dimensions: Vec<(String, Dimension)>,
}

/// Merges `config` and `overrides`; every name is checked against `rules`.
///
/// # Errors
/// For each name that no rule, pack or code has.
pub(crate) fn options(
    config: Option<&Config>,
    overrides: &Overrides,
    rules: &RuleSet,
) -> Result<Options, Vec<ConfigError>> {
    let mut errors = Vec::new();
    let names = Names::new(rules);
    let mut options = config.map_or_else(Options::default, |config| configured(config, &names, &mut errors));
    for (list, given, option) in [
        (&mut options.selection.select, &overrides.select, "--select"),
        (&mut options.selection.ignore, &overrides.ignore, "--ignore"),
    ] {
        if !given.is_empty() {
            list.clear();
        }
        let names_given = given.iter().map(|name| name.trim());
        // `a, b` in quotes and `a,` mean what they look like.
        for name in names_given.filter(|name| !name.is_empty() || given.len() == 1) {
            match names.selector(name) {
                Ok(selector) => list.push(selector),
                Err(message) => errors.push(ConfigError::argument(format!("{option}: {message}"))),
            }
        }
    }
    options.freeze |= overrides.freeze;
    options.unsafe_fixes |= overrides.unsafe_fixes;
    options.replay = !overrides.reports_only;
    options.infer &= !overrides.no_infer;
    for (column, dimension) in &overrides.dimensions {
        let entry = DimensionEntry { dimension: *dimension, source: DimensionEntry::COMMAND_LINE.to_owned() };
        options.dimensions.insert(column.clone(), entry);
    }
    errors.sort_by_key(|error| error.place);
    if errors.is_empty() { Ok(options) } else { Err(errors) }
}

fn configured(config: &Config, names: &Names<'_>, errors: &mut Vec<ConfigError>) -> Options {
    let written = &config.written;
    let defaults = Options::default();
    let (rewrite, pack_rewrites) = rewrites(config, names, errors);
    Options {
        selection: Selection {
            select: selectors(config, &written.select, names, errors),
            ignore: selectors(config, &written.ignore, names, errors),
        },
        freeze: written.freeze.unwrap_or(defaults.freeze),
        unsafe_fixes: defaults.unsafe_fixes,
        replay: defaults.replay,
        infer: defaults.infer,
        comments: written.comments.unwrap_or(defaults.comments),
        column_order: written.column_order.unwrap_or(defaults.column_order),
        create_extension: written.create_extension.unwrap_or(defaults.create_extension),
        extension_schema: written.extension_schema.clone(),
        dialects: written.dialects.clone(),
        sqlalchemy: written.sqlalchemy.unwrap_or(defaults.sqlalchemy),
        rewrite,
        pack_rewrites,
        rule_overrides: overrides(config, names, errors),
        dimensions: dimensions(config),
    }
}

fn selectors(
    config: &Config,
    written: &[Spanned<String>],
    names: &Names<'_>,
    errors: &mut Vec<ConfigError>,
) -> Vec<Selector> {
    let mut selectors = Vec::new();
    for name in written {
        match names.selector(&name.value) {
            Ok(selector) => selectors.push(selector),
            Err(message) => errors.push(config.error(name.span, message)),
        }
    }
    selectors
}

fn rewrites(
    config: &Config,
    names: &Names<'_>,
    errors: &mut Vec<ConfigError>,
) -> (Option<Rewrite>, BTreeMap<String, Rewrite>) {
    let mut default = None;
    let mut packs = BTreeMap::new();
    for (name, rewrite) in &config.written.rewrite {
        if name.value == "default" {
            default = Some(*rewrite);
        } else if names.packs.contains(&name.value.as_str()) {
            packs.insert(name.value.clone(), *rewrite);
        } else {
            let known = std::iter::once("default").chain(names.packs.iter().copied());
            let message =
                format!("[rewrite] knows no pack named `{}`; {}", name.value, hint(&name.value, known));
            errors.push(config.error(name.span, message));
        }
    }
    (default, packs)
}

fn overrides(
    config: &Config,
    names: &Names<'_>,
    errors: &mut Vec<ConfigError>,
) -> BTreeMap<RuleId, RuleOverride> {
    let mut overrides = BTreeMap::new();
    for (name, wanted) in &config.written.rule {
        let found = names.rule(&name.value);
        let Some(rule) = found else {
            errors.push(config.error(name.span, names.unknown_rule(&name.value)));
            continue;
        };
        let lacking = match wanted.rewrite {
            Some(Rewrite::Type) => rule.type_forms.is_empty(),
            Some(Rewrite::Sql | Rewrite::Define) => rule.sql.is_empty(),
            Some(Rewrite::Import) | None => false,
        };
        if let Some(rewrite) = wanted.rewrite.filter(|_| lacking) {
            let key = if rewrite == Rewrite::Type { "type" } else { "sql" };
            let message = format!(
                "rule `{}` cannot be rewritten by `{}`: it says no `{key}`",
                rule.id,
                rewrite.as_str()
            );
            errors.push(config.error(name.span, message));
        }
        overrides.insert(rule.id.clone(), *wanted);
    }
    overrides
}

fn dimensions(config: &Config) -> BTreeMap<String, DimensionEntry> {
    let entry = |name: &str, dimension| DimensionEntry {
        dimension,
        source: format!("{}: [dimensions] \"{name}\"", config.path().display()),
    };
    let written = &config.written.dimensions;
    written.iter().map(|(name, value)| (name.value.clone(), entry(&name.value, *value))).collect()
}

/// Every name that a selector may be.
struct Names<'a> {
    rules: &'a RuleSet,
    packs: Vec<&'a str>,
    ids: Vec<String>,
}

impl<'a> Names<'a> {
    fn new(rules: &'a RuleSet) -> Self {
        let mut packs: Vec<&str> = rules.rules().iter().map(|rule| rule.id.pack.as_str()).collect();
        packs.sort_unstable();
        packs.dedup();
        let ids = rules.rules().iter().map(|rule| rule.id.to_string()).collect();
        Self { rules, packs, ids }
    }

    fn rule(&self, name: &str) -> Option<&'a Rule> {
        let (pack, id) = name.split_once('/')?;
        self.rules.get(&RuleId { pack: pack.to_owned(), id: id.to_owned() })
    }

    fn selector(&self, name: &str) -> Result<Selector, String> {
        if let Some(code) = Code::parse(name) {
            return Ok(Selector::Code(code));
        }
        if self.packs.contains(&name) {
            return Ok(Selector::Pack(name.to_owned()));
        }
        if let Some(rule) = self.rule(name) {
            return Ok(Selector::Rule(rule.id.clone()));
        }
        let codes = Code::ALL.iter().map(|code| code.as_str());
        let known = codes.chain(self.packs.iter().copied()).chain(self.ids.iter().map(String::as_str));
        let hint = match nearest(name, known) {
            Some(candidate) => format!("did you mean `{candidate}`?"),
            None => "`rectify rules list` names the rules, `rectify explain` the codes".to_owned(),
        };
        Err(format!("no code, rule or pack is named `{name}`; {hint}"))
    }

    fn unknown_rule(&self, name: &str) -> String {
        let hint = match nearest(name, self.ids.iter().map(String::as_str)) {
            Some(candidate) => format!("did you mean `{candidate}`?"),
            None => "`rectify rules list` names them".to_owned(),
        };
        format!("no rule is named `{name}`; {hint}")
    }
}
