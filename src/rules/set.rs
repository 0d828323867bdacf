//! Every rule of a run, indexed for matching.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::rule::{Origin, Rule, RuleId, TypePattern};

/// A rule pack, as far as lists of rules show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// One sentence on the package.
    pub about: String,
    /// Where the package lives.
    pub homepage: Option<String>,
    /// Shipped or the team's.
    pub origin: Origin,
    /// The rule file it comes from.
    pub path: String,
    /// Tables that belong to the extension itself.
    pub tables: Vec<String>,
    /// The extension of its types.
    pub extension: Option<String>,
}

/// Every rule of a run.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    packs: Vec<Pack>,
    by_id: HashMap<RuleId, usize>,
    pub(super) exact: HashMap<String, Vec<usize>>,
    pub(super) wildcards: HashMap<String, Vec<usize>>,
    bare_names: HashMap<String, usize>,
    pub(super) packages: HashSet<String>,
    tables: HashSet<String>,
}

impl RuleSet {
    /// Puts rules together; of two with one name the later of the greater origin stays.
    pub(super) fn new(packs: Vec<Pack>, rules: Vec<Rule>) -> Self {
        let mut named_packs: BTreeMap<String, Pack> = BTreeMap::new();
        for pack in packs {
            match named_packs.get(&pack.name) {
                Some(there) if there.origin > pack.origin => {}
                _ => drop(named_packs.insert(pack.name.clone(), pack)),
            }
        }
        let mut named: BTreeMap<RuleId, Rule> = BTreeMap::new();
        for rule in rules {
            match named.get(&rule.id) {
                Some(there) if there.origin > rule.origin => {}
                _ => drop(named.insert(rule.id.clone(), rule)),
            }
        }
        let packs: Vec<Pack> = named_packs.into_values().collect();
        let tables = packs.iter().flat_map(|pack| pack.tables.iter().cloned()).collect();
        let mut set = Self { packs, tables, ..Self::default() };
        for (at, rule) in named.into_values().enumerate() {
            set.index(at, &rule);
            set.rules.push(rule);
        }
        set
    }

    fn index(&mut self, at: usize, rule: &Rule) {
        self.by_id.insert(rule.id.clone(), at);
        for pattern in &rule.types {
            match pattern {
                TypePattern::Exact(path) => {
                    self.exact.entry(path.clone()).or_default().push(at);
                    if rule.origin == Origin::Shipped {
                        self.packages.insert(first_component(path).to_owned());
                    }
                }
                TypePattern::Wildcard(name) => self.wildcards.entry(name.clone()).or_default().push(at),
            }
        }
        for name in &rule.bare_names {
            let slot = self.bare_names.entry(name.clone()).or_insert(at);
            if self.rules.get(*slot).is_some_and(|there| there.origin < rule.origin) {
                *slot = at;
            }
        }
    }

    /// The rules in the order of their names.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of that name.
    pub fn get(&self, id: &RuleId) -> Option<&Rule> {
        self.by_id.get(id).map(|&at| &self.rules[at])
    }

    /// The packs in the order of their names.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// Whether a pack says that the table belongs to its extension.
    pub fn owns_table(&self, name: &str) -> bool {
        self.tables.contains(name)
    }

    /// The names of all rules, `pack/id`, in order.
    pub fn rule_names(&self) -> impl Iterator<Item = String> {
        self.rules.iter().map(|rule| rule.id.to_string())
    }

    /// The rule that puts the bare name right (`Text` for `sa.Text`).
    pub fn bare_name(&self, name: &str) -> Option<&Rule> {
        self.bare_names.get(name).map(|&at| &self.rules[at])
    }
}

/// `pgvector` of `pgvector.sqlalchemy.Vector`.
pub(super) fn first_component(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}
