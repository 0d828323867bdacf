//! Rule packs: as written, checked, and matched against type expressions.

mod arguments;
mod cases;
mod check;
mod creates;
mod forms;
mod kinds;
mod load;
mod matching;
mod nearest;
mod rule;
mod schema;
mod set;
mod shipped;
mod template;
mod values;
mod written;

pub use cases::wrap;
pub use creates::{CreatedIndex, Creates};
pub(crate) use load::read_other;
pub use load::{LoadError, RuleFile, load};
pub use matching::{Lookup, TypeReference};
pub use nearest::nearest;
pub use rule::{
    Argument, ArgumentKind, BareName, Condition, Dialect, Number, Origin, Piece, Rule, RuleId, RuleTest,
    SqlAlchemy, Template, TypeForm, TypePattern, UsingForm, Value,
};
pub use schema::json_schema;
pub use set::{Pack, RuleSet};
pub use shipped::shipped_files;
pub use values::{ArgumentProblem, ArgumentValue, Bound, Problem, Values};
