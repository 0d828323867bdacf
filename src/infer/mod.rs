//! What the project's own type classes are in the database, learnt from their source. Nothing is run.

mod answer;
mod builtin;
mod call;
mod change;
mod condition;
mod construct;
mod enumeration;
mod interpret;
mod labels;
mod learn;
mod locate;
mod member_values;
mod methods;
mod object;
mod pack;
mod refusal;
mod render;
mod repeat;
mod run;
mod settings;
mod signature;
mod standard;
mod text;
mod unclear;
mod value;

pub use answer::{Answer, answer, question};
pub use learn::{Learnt, Literal, Shape, learn, parameters_of};
pub use locate::{Callee, is_changed_elsewhere, locate};
pub use pack::{PACK, kebab_case, pack};
pub use refusal::refusal;
pub use standard::{column_type, constant, standard, text};
