//! Finding codes, and the findings themselves.

use crate::edit::Fix;
use crate::source::Span;

/// How much a finding matters.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    serde::Deserialize,
    serde::Serialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It runs, but only while package or app code stays importable.
    Note,
    /// It runs only by luck.
    Warning,
    /// The revision fails or goes wrong as it stands.
    Error,
}

impl Severity {
    /// The name used in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal: $what:literal, $why:literal, $before:literal, $after:literal;)*) => {
        /// What a finding is about. The names are stable.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code {
            $(#[doc = $what] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable kebab-case name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What the code stands for, in one sentence.
            pub const fn what(self) -> &'static str {
                match self { $(Self::$variant => $what,)* }
            }

            /// Why it is a finding.
            pub const fn why(self) -> &'static str {
                match self { $(Self::$variant => $why,)* }
            }

            /// A line that has the finding, and what it becomes (empty: it is reported only).
            pub const fn example(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($before, $after),)* }
            }
        }
    };
}

codes! {
    CustomType "custom-type":
        "A type expression that a rule knows.",
        "Autogenerate renders the type without the import that it needs, and the revision depends on a package or on app code for as long as it exists.",
        "op.add_column('doc', sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3)))",
        "op.execute('ALTER TABLE doc ADD COLUMN embedding vector(3)')";
    UnknownType "unknown-type":
        "A type expression from outside SQLAlchemy that no rule knows.",
        "Rectify cannot tell what Postgres needs; a rule of a few lines of YAML teaches it.",
        "sa.Column('price', app.types.Money())",
        "";
    NullType "null-type":
        "`sa.NullType()`: reflection did not know the column's type.",
        "`sqlalchemy` has no attribute `NullType`, and DDL cannot be generated for it: the operation fails when it runs. A downgrade gets the type that the column has in the history before the revision, a new column that of the models.",
        "op.add_column('doc', sa.Column('embedding', sa.NullType()))",
        "";
    MissingArgument "missing-argument":
        "The rule needs a value, such as a dimension, that neither the expression nor the configuration, the history or the models give.",
        "`db.Vector()` hides the dimension. For a new column the models have it, for a downgrade an earlier revision; else give it with `--dimension TABLE.COLUMN=N` or under `[dimensions]` in the configuration.",
        "sa.Column('embedding', db.Vector())",
        "";
    InvalidArgument "invalid-argument":
        "A value that the rule or Postgres refuses.",
        "The operation fails when it runs, or means something else than it says.",
        "sa.Column('embedding', Vector(20000))",
        "";
    UndefinedName "undefined-name":
        "A name inside an operation's arguments that is bound nowhere.",
        "The revision raises a NameError when it runs.",
        "postgresql.JSONB(astext_type=Text())",
        "postgresql.JSONB(astext_type=sa.Text())";
    InvalidPython "invalid-python":
        "The file does not parse.",
        "Alembic loads every revision of the folder for every command: one broken file stops them all.",
        "sa.Column('kind', app.types.Kind(<enum 'Kind'>))",
        "";
    MissingExtension "missing-extension":
        "A statement needs an extension that nothing creates.",
        "Postgres refuses the type: `type \"vector\" does not exist`.",
        "op.execute('ALTER TABLE doc ADD COLUMN embedding vector(3)')",
        "op.execute('CREATE EXTENSION IF NOT EXISTS vector')";
    MissingCast "missing-cast":
        "A type change that Postgres cannot cast by itself, without USING.",
        "Postgres refuses: `column \"a\" cannot be cast automatically to type vector`.",
        "op.alter_column('doc', 'a', existing_type=sa.Text(), type_=Vector(3))",
        "op.execute('ALTER TABLE doc ALTER COLUMN a TYPE vector(3) USING a::vector(3)')";
    MissingDowngrade "missing-downgrade":
        "`downgrade()` does not take back what `upgrade()` does to a custom type.",
        "The schema stays changed, and the next upgrade fails: `column \"embedding\" of relation \"doc\" already exists`. The inverse comes from the schema that the history has before the revision, and says in a comment what data it loses. A downgrade that raises, or whose comments or docstring say that there is no way back, is left as it is.",
        "def downgrade() -> None: pass",
        "op.execute('ALTER TABLE doc DROP COLUMN embedding')";
    WrongDowngrade "wrong-downgrade":
        "`downgrade()` brings back something else than `upgrade()` has changed, of a custom type.",
        "The schema behind the downgrade is not the one before the upgrade: another type, nullability, default, comment or index. The history has the one before the revision.",
        "op.add_column('doc', sa.Column('embedding', sa.Text()))",
        "op.execute('ALTER TABLE doc ALTER COLUMN embedding TYPE vector(3) USING embedding::vector(3)')";
    DuplicateIndex "duplicate-index":
        "An index that the type's package makes by itself, created again.",
        "Postgres refuses the second one: `relation \"idx_place_shape\" already exists`.",
        "op.create_index('idx_place_shape', 'place', ['shape'], postgresql_using='gist')",
        "sa.Column('shape', Geometry('POINT', 4326, spatial_index=False))";
    ExtensionTable "extension-table":
        "An operation on a table that belongs to an extension.",
        "Autogenerate takes the table for one that the models have lost. Postgres refuses: `cannot drop table spatial_ref_sys because extension postgis requires it`.",
        "op.drop_table('spatial_ref_sys')",
        "";
    SecretInRevision "secret-in-revision":
        "A key or password rendered into the file.",
        "The revision is committed, and the secret with it. Rotate the key and remove it from the repository's history.",
        "advanced_alchemy.types.encrypted_string.EncryptedString(key='...')",
        "sa.String()";
    ForeignImport "foreign-import":
        "An import from outside Alembic, SQLAlchemy and the standard library; found with `--freeze`.",
        "The revision runs only as long as that code can be imported and stays what it is.",
        "from app.models import Status",
        "";
    ForeignOperation "foreign-operation":
        "An operation that a package has added to Alembic's; found with `--freeze`.",
        "`op` has it only where the package is imported, in env.py or elsewhere.",
        "op.drop_geospatial_table('place')",
        "op.drop_table('place')";
    UnusedSuppression "unused-suppression":
        "A `# rectify: ignore[...]` comment that hides nothing.",
        "It would hide a later finding that nobody meant to hide.",
        "op.drop_table('doc')  # rectify: ignore[custom-type]",
        "";
}

impl Code {
    /// The code of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

/// One thing that is wrong, or might go wrong, in a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub code: Code,
    /// The rule that knows it, as `pack/id`.
    pub rule: Option<String>,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one line, without a final full stop.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What mends it.
    pub fix: Option<Fix>,
    /// Why it is not mended, where it is not.
    pub reason: Option<String>,
    /// What the user can do about it.
    pub help: Option<String>,
    /// Where a value came from (`--dimension`, `rectify.toml`), or `inferred from` and the place that the
    /// type was learnt from.
    pub source: Option<String>,
}

/// How the source of a learnt type begins.
const INFERRED: &str = "inferred from ";

impl Finding {
    /// A finding without fix, reason or help.
    pub fn new(code: Code, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            rule: None,
            severity,
            message: message.into(),
            span,
            fix: None,
            reason: None,
            help: None,
            source: None,
        }
    }

    /// Says that the type was learnt from the project's source at `place`.
    #[must_use]
    pub fn inferred_from(self, place: &str) -> Self {
        Self { source: Some(format!("{INFERRED}{place}")), ..self }
    }

    /// `inferred from app/types.py:12`, if the type was learnt.
    pub fn inferred(&self) -> Option<&str> {
        self.source.as_deref().filter(|source| source.starts_with(INFERRED))
    }
}
