//! What the command line and the configuration ask of a run.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use super::extension_history::{ExtensionFacts, ExtensionHistory};
use super::learnt::Memory;
use crate::diagnostic::{Code, Severity};
use crate::edit::Rewrite;
use crate::project::{NoSources, Sources};
use crate::rules::{Dialect, RuleId, RuleSet, SqlAlchemy};
use crate::schema::History;

/// Which findings count: codes, rules (`pack/id`) and packs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Empty: everything.
    pub select: Vec<Selector>,
    /// Taken out of what is selected.
    pub ignore: Vec<Selector>,
}

/// One name of `--select` or `--ignore`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// A finding code.
    Code(Code),
    /// One rule.
    Rule(RuleId),
    /// Every rule of a pack.
    Pack(String),
}

impl Selector {
    /// Whether the selector names this finding.
    pub fn matches(&self, code: Code, rule: Option<&RuleId>) -> bool {
        match self {
            Self::Code(wanted) => *wanted == code,
            Self::Rule(wanted) => rule == Some(wanted),
            Self::Pack(wanted) => rule.is_some_and(|rule| rule.pack == *wanted),
        }
    }
}

impl Selection {
    /// Whether a finding of this code and rule is wanted.
    pub fn wants(&self, code: Code, rule: Option<&RuleId>) -> bool {
        (self.select.is_empty() || self.select.iter().any(|selector| selector.matches(code, rule)))
            && !self.ignore.iter().any(|selector| selector.matches(code, rule))
    }
}

/// What a table's column is measured by, given from outside the revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// That many.
    Given(i64),
    /// None is meant: plain `vector`.
    None,
}

/// A dimension with the place that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DimensionEntry {
    /// The value.
    pub dimension: Dimension,
    /// `--dimension`, or the configuration file's path and key.
    pub source: String,
}

impl DimensionEntry {
    /// The source of what is given for one run.
    pub const COMMAND_LINE: &str = "--dimension";

    /// Whether it describes the project of today, and not this run.
    pub fn is_of_today(&self) -> bool {
        self.source != Self::COMMAND_LINE
    }
}

/// Where a column of a `create_table` may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnOrder {
    /// Moved where nothing can have run, kept under `--freeze`.
    #[default]
    Auto,
    /// Always moved to the end.
    Append,
    /// Never moved.
    Keep,
}

/// Whether a missing `CREATE EXTENSION` is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CreateExtension {
    /// Where nothing creates or uses it yet.
    #[default]
    WhenMissing,
    /// Never.
    Never,
}

/// What the configuration says of one rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleOverride {
    /// The way its types are rewritten.
    pub rewrite: Option<Rewrite>,
    /// The severity of its findings.
    pub severity: Option<Severity>,
}

/// What a run is asked to do.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Options {
    /// Which findings count.
    pub selection: Selection,
    /// Also rewrite what runs only because app or package code is importable.
    pub freeze: bool,
    /// Also make fixes that may lose or refuse data.
    pub unsafe_fixes: bool,
    /// Replay each rewrite in the schema model; where no fix leaves the program, that may wait for the run that
    /// hands it out.
    pub replay: bool,
    /// Learn types that no rule knows from the project's sources.
    pub infer: bool,
    /// Whether a rationale stands above each raw statement.
    pub comments: bool,
    /// Where columns may go.
    pub column_order: ColumnOrder,
    /// Whether extensions are created.
    pub create_extension: CreateExtension,
    /// The schema that extensions live in.
    pub extension_schema: Option<String>,
    /// Only these databases count; `None`: look at the project.
    pub dialects: Option<Vec<Dialect>>,
    /// The project's `SQLAlchemy`.
    pub sqlalchemy: SqlAlchemy,
    /// The way for every rule (`[rewrite] default`).
    pub rewrite: Option<Rewrite>,
    /// The way for a pack (`[rewrite] pgvector = "define"`).
    pub pack_rewrites: BTreeMap<String, Rewrite>,
    /// What is said of single rules.
    pub rule_overrides: BTreeMap<RuleId, RuleOverride>,
    /// Dimensions by `table.column` or `schema.table.column`.
    pub dimensions: BTreeMap<String, DimensionEntry>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            selection: Selection::default(),
            freeze: false,
            unsafe_fixes: false,
            replay: true,
            infer: true,
            comments: true,
            column_order: ColumnOrder::default(),
            create_extension: CreateExtension::default(),
            extension_schema: None,
            dialects: None,
            sqlalchemy: SqlAlchemy::default(),
            rewrite: None,
            pack_rewrites: BTreeMap::new(),
            rule_overrides: BTreeMap::new(),
            dimensions: BTreeMap::new(),
        }
    }
}

/// Reads what the revision of this path and text does about extensions; `None` where it is no revision.
pub type ReadExtensions<'a> = dyn Fn(&Path, &str) -> Option<ExtensionFacts> + Sync + 'a;

/// What the rest of the project says that bears on one revision. Answers are read when first asked for.
pub trait Surroundings: Sync {
    /// A path of another revision in which SQL relies on the column order of `table`
    /// (`INSERT` without a column list, `SELECT *`, `COPY`).
    fn order_reliance(&self, table: &str) -> Option<String>;
    /// What the revisions of the folder, this one among them, do about extensions. `read` is called once
    /// for each at most, in any thread.
    fn extensions(&self, read: &ReadExtensions<'_>) -> &ExtensionHistory;
    /// The revisions of the folder, this one among them, replayed; `None` where there is no folder.
    fn history(&self, rules: &RuleSet, options: &Options) -> Option<&History>;
    /// Whether a revision of the folder, the one at `path` aside, has the word and may give a column a custom
    /// type, or a name: what none speaks of is of no custom type.
    fn is_spoken_of(&self, rules: &RuleSet, path: &Path, word: &str) -> bool;
    /// Whether a revision of the folder is plain, where that is known already.
    fn is_plain(&self, path: &Path, text: &str) -> Option<bool>;
    /// The path of a revision as it is shown.
    fn shown(&self, path: &Path) -> String;
    /// Whether `env.py` holds this text.
    fn env_mentions(&self, text: &str) -> bool;
    /// What shows that the project runs on another database too (`alembic.ini: sqlite`).
    fn other_dialect(&self) -> Option<String>;
    /// The project's Python sources.
    fn sources(&self) -> &dyn Sources;
    /// What was learnt from them; `None` where there are none.
    fn memory(&self) -> Option<&Memory>;
}

/// A revision that stands alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone;

impl Surroundings for Alone {
    fn order_reliance(&self, _table: &str) -> Option<String> {
        None
    }

    fn extensions(&self, _read: &ReadExtensions<'_>) -> &ExtensionHistory {
        static NOTHING: LazyLock<ExtensionHistory> = LazyLock::new(ExtensionHistory::default);
        &NOTHING
    }

    fn history(&self, _rules: &RuleSet, _options: &Options) -> Option<&History> {
        None
    }

    fn is_spoken_of(&self, _rules: &RuleSet, _path: &Path, _word: &str) -> bool {
        false
    }

    fn is_plain(&self, _path: &Path, _text: &str) -> Option<bool> {
        None
    }

    fn shown(&self, path: &Path) -> String {
        path.display().to_string()
    }

    fn env_mentions(&self, _text: &str) -> bool {
        false
    }

    fn other_dialect(&self) -> Option<String> {
        None
    }

    fn sources(&self) -> &dyn Sources {
        &NoSources
    }

    fn memory(&self) -> Option<&Memory> {
        None
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(value) => write!(formatter, "{value}"),
            Self::None => formatter.write_str("none"),
        }
    }
}
