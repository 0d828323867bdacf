//! From a pack as written to checked rules, noting every mistake.

use std::collections::HashMap;
use std::path::Path;

use super::arguments;
use super::load::{At, Mistake, Place};
use super::rule::{BareName, Dialect, Number, Origin, Rule, RuleId, RuleTest, TypePattern};
use super::set::Pack;
use super::written::{Keys, PackWritten, RuleWritten, TestWritten, ValuesWritten};
use crate::edit::Rewrite;

/// What came of a pack.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) pack: Option<Pack>,
    pub(super) rules: Vec<(Place, Rule)>,
    pub(super) mistakes: Vec<Mistake>,
}

/// Checks a pack; what has mistakes is left out.
pub(super) fn check(written: At<PackWritten>, origin: Origin, path: &Path) -> Checked {
    let At { value: mut pack, place } = written;
    let mut notes = Notes::default();
    let rules = pack.rules.take().map(|rules| rules.value);
    notes.require(rules.as_ref(), place, (&pack, "rules"));
    let name = notes.require(pack.pack.as_ref(), place, (&pack, "pack"));
    let name = name.map(|name| notes.name(name));
    if let Some(homepage) = &pack.homepage
        && !homepage.value.starts_with("https://")
        && !homepage.value.starts_with("http://")
    {
        notes.add(homepage.place, "`homepage` has to begin with `https://`");
    }
    let shared = Shared {
        name: name.unwrap_or_default(),
        origin,
        homepage: pack.homepage.map(|homepage| homepage.value),
        extension: notes.extension(pack.extension.as_ref()),
        rewrite: pack.rewrite.map(|rewrite| rewrite.value),
        bound_by: notes.modules(pack.bound_by.as_ref()),
        why: pack.why.map(|why| why.value),
    };
    let mut checked = Checked::default();
    let mut lines: HashMap<String, u32> = HashMap::new();
    for rule in rules.unwrap_or_default() {
        let place = rule.value.id.as_ref().map_or(rule.place, |id| id.place);
        let rule = notes.rule(rule, &shared);
        if let Some(line) = lines.insert(rule.id.id.clone(), place.line).filter(|_| !rule.id.id.is_empty()) {
            notes.add(place, format!("another rule has the id `{}` (line {line})", rule.id.id));
        }
        checked.rules.push((place, rule));
    }
    checked.pack = Some(Pack {
        name: shared.name,
        about: pack.about.map(|about| about.value).unwrap_or_default(),
        homepage: shared.homepage,
        origin,
        path: path.display().to_string(),
        tables: pack.tables.map(|tables| values(&tables.value)).unwrap_or_default(),
        extension: shared.extension,
    });
    checked.mistakes = notes.mistakes;
    checked
}

/// What a pack says for all its rules.
#[derive(Debug)]
struct Shared {
    name: String,
    origin: Origin,
    homepage: Option<String>,
    extension: Option<String>,
    rewrite: Option<Rewrite>,
    bound_by: Vec<String>,
    why: Option<String>,
}

/// The mistakes so far, and the checks that add to them.
#[derive(Debug, Default)]
pub(super) struct Notes {
    mistakes: Vec<Mistake>,
}

impl Notes {
    pub(super) fn add(&mut self, place: Place, message: impl Into<String>) {
        self.mistakes.push(Mistake::new(place, message));
    }

    /// The value of a key that has to be there; a wrong one has been noted already.
    pub(super) fn require<T>(
        &mut self,
        value: Option<T>,
        place: Place,
        (written, key): (&impl Keys, &str),
    ) -> Option<T> {
        if value.is_none() && !written.has(key) {
            self.add(place, format!("`{key}` is missing"));
        }
        value
    }

    fn name(&mut self, name: &At<String>) -> String {
        let kebab = name.value.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        if !kebab {
            self.add(name.place, format!("`{}` is no kebab-case name (`half-vector`)", name.value));
        }
        name.value.clone()
    }

    fn extension(&mut self, extension: Option<&At<String>>) -> Option<String> {
        let extension = extension?;
        let right = !extension.value.is_empty()
            && extension
                .value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        if !right {
            self.add(extension.place, format!("`{}` is no extension name", extension.value));
        }
        Some(extension.value.clone()).filter(|name| name != "none")
    }

    fn modules(&mut self, modules: Option<&At<Vec<At<String>>>>) -> Vec<String> {
        let modules = modules.map_or(&[][..], |modules| &modules.value);
        for module in modules {
            if !module.value.split('.').all(is_identifier) {
                self.add(module.place, format!("`{}` is no module path", module.value));
            }
        }
        values(modules)
    }

    fn rule(&mut self, written: At<RuleWritten>, shared: &Shared) -> Rule {
        let At { value: written, place } = written;
        let id = self.require(written.id.as_ref(), place, (&written, "id"));
        let id = id.map(|id| self.name(id)).unwrap_or_default();
        let place = written.id.as_ref().map_or(place, |id| id.place);
        let ignored = self.identifiers(written.ignored.as_ref());
        let secret = self.identifiers(written.secret.as_ref());
        let arguments = arguments::check(self, written.arguments.as_ref(), &ignored, &secret);
        let sql = self.sql(&written, &arguments);
        let type_forms = self.type_forms(&written, &arguments);
        let creates = self.creates(written.creates.as_ref(), &arguments);
        let bare_name = self.bare_name(&written, place);
        let types = self.types(&written, place);
        let rewrite = self.rewrite(&written, shared, place);
        let number = if written.integer.is_some_and(|integer| integer.value) {
            Some(Number::Integer)
        } else {
            written.numeric.is_some_and(|numeric| numeric.value).then_some(Number::Other)
        };
        Rule {
            id: RuleId { pack: shared.name.clone(), id },
            about: text(written.about),
            why: written.why.map(|why| why.value).or_else(|| shared.why.clone()).unwrap_or_default(),
            homepage: shared.homepage.clone(),
            origin: shared.origin,
            types,
            bound_by: match &written.bound_by {
                None => shared.bound_by.clone(),
                Some(_) => self.modules(written.bound_by.as_ref()),
            },
            arguments,
            ignored,
            secret,
            sql,
            type_forms,
            rewrite,
            manual: written.manual.map(|manual| manual.value),
            severity: written.severity.map(|severity| severity.value),
            extension: match &written.extension {
                None => shared.extension.clone(),
                Some(_) => self.extension(written.extension.as_ref()),
            },
            values_plain: written.values.is_some_and(|values| values.value == ValuesWritten::Plain),
            dialects: written
                .dialects
                .as_ref()
                .map_or_else(|| vec![Dialect::Postgresql], |it| values(&it.value)),
            qualify: written.qualify.is_some_and(|qualify| qualify.value),
            using: written.using.map(|using| self.using(using.value)).unwrap_or_default(),
            creates,
            bare_names: written.names.as_ref().map_or_else(Vec::new, |names| values(&names.value)),
            bare_name,
            number,
            tests: written.tests.map(|tests| self.tests(tests.value)).unwrap_or_default(),
        }
    }

    fn identifiers(&mut self, names: Option<&At<Vec<At<String>>>>) -> Vec<String> {
        let names = names.map_or(&[][..], |names| &names.value);
        for name in names {
            if !is_identifier(&name.value) && name.value != "*" {
                self.add(name.place, format!("`{}` is no argument name", name.value));
            }
        }
        values(names)
    }

    fn types(&mut self, written: &RuleWritten, place: Place) -> Vec<TypePattern> {
        let Some(types) = &written.types else {
            if !written.has("names") && !written.has("types") {
                self.add(place, "the rule needs `types` (or `names`)");
            }
            return Vec::new();
        };
        if types.value.is_empty() {
            self.add(types.place, "`types` is empty");
        }
        let mut patterns = Vec::new();
        for path in &types.value {
            match pattern(&path.value) {
                Ok(pattern) if patterns.contains(&pattern) => {
                    self.add(path.place, format!("`{}` stands here twice", path.value));
                }
                Ok(pattern) => patterns.push(pattern),
                Err(message) => self.add(path.place, message),
            }
        }
        patterns
    }

    fn bare_name(&mut self, written: &RuleWritten, place: Place) -> Option<BareName> {
        let way = match (&written.qualify_with, &written.drop_argument) {
            (Some(module), None) => Some(BareName::Qualify(module.value.clone())),
            (None, Some(_)) => Some(BareName::DropArgument),
            (None, None) => None,
            (Some(_), Some(drop)) => {
                self.add(drop.place, "`qualify-with` and `drop-argument` exclude each other");
                None
            }
        };
        match (&written.names, &way) {
            (Some(names), None) => self.add(names.place, "`names` needs `qualify-with` or `drop-argument`"),
            (None, Some(_)) => self.add(place, "`qualify-with` and `drop-argument` need `names`"),
            (Some(names), Some(_)) if written.types.is_some() => {
                self.add(names.place, "`names` and `types` exclude each other");
            }
            _ => {}
        }
        way
    }

    fn rewrite(&mut self, written: &RuleWritten, shared: &Shared, place: Place) -> Rewrite {
        if written.names.is_some() {
            return Rewrite::Type;
        }
        let usual = match (&written.type_forms, &written.sql, &written.manual) {
            (Some(_), None, _) => Rewrite::Type,
            (None, None, Some(_)) => Rewrite::Import,
            (_, Some(_), _) | (None, None, None) => Rewrite::Sql,
        };
        let (rewrite, place) = match &written.rewrite {
            Some(rewrite) => (rewrite.value, rewrite.place),
            None => (shared.rewrite.unwrap_or(usual), place),
        };
        match rewrite {
            Rewrite::Sql | Rewrite::Define if !written.has("sql") => {
                self.add(place, format!("`rewrite: {}` needs `sql`", rewrite.as_str()));
            }
            Rewrite::Type if !written.has("type") => {
                self.add(place, "`rewrite: type` needs `type`");
            }
            Rewrite::Sql | Rewrite::Define | Rewrite::Type | Rewrite::Import => {}
        }
        rewrite
    }

    fn tests(&mut self, tests: Vec<At<TestWritten>>) -> Vec<RuleTest> {
        let mut checked: Vec<RuleTest> = Vec::new();
        for At { value: test, place } in tests {
            let name = self.require(test.name.clone(), place, (&test, "name"));
            let name = name.map(|name| name.value).unwrap_or_default();
            let before = self.require(test.before.clone(), place, (&test, "before"));
            if let Some(twin) = checked.iter().find(|other| other.name == name && !name.is_empty()) {
                self.add(place, format!("another test is called `{name}` (line {})", twin.line));
            }
            checked.push(RuleTest {
                name,
                before: before.map(|before| before.value).unwrap_or_default(),
                after: test.after.map(|after| after.value),
                line: place.line,
            });
        }
        checked
    }
}

fn pattern(path: &str) -> Result<TypePattern, String> {
    if let Some(name) = path.strip_prefix("*.") {
        return if is_identifier(name) {
            Ok(TypePattern::Wildcard(name.to_owned()))
        } else {
            Err(format!("`{path}` is no wildcard: only one class name may follow `*.`"))
        };
    }
    if !path.split('.').all(is_identifier) {
        return Err(format!("`{path}` is no dotted path of a class"));
    }
    if path.contains('.') {
        Ok(TypePattern::Exact(path.to_owned()))
    } else {
        Err(format!("`{path}` is a bare class name; write `*.{path}` or its full path"))
    }
}

pub(super) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

pub(super) fn values<T: Clone>(list: &[At<T>]) -> Vec<T> {
    list.iter().map(|at| at.value.clone()).collect()
}

fn text(text: Option<At<String>>) -> String {
    text.map(|text| text.value).unwrap_or_default()
}
