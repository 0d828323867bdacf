//! The graph of a project's revisions: which come before which.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::node::Node;
use super::problem::Problem;

/// The revisions of a project in their order. Identifiers are whole; Alembic's abbreviations of them are
/// for [`Graph::find`] alone.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    nodes: Vec<Node>,
    /// The nodes that each one needs directly: parents, then dependencies.
    needs: Vec<Vec<usize>>,
    children: Vec<Vec<usize>>,
    by_id: FxHashMap<String, usize>,
    /// The nodes in the order of their identifiers, for whoever asks for what begins somehow.
    sorted: OnceLock<Vec<usize>>,
    order: Vec<usize>,
    /// The place of each node in the order, if it has one.
    places: Vec<Option<usize>>,
    /// Whether all that come earlier in the order come before the node.
    follow_all: Vec<bool>,
    problems: Vec<Problem>,
}

/// The revisions of one graph behind which something is there.
#[derive(Clone, Debug)]
pub struct Spread(Vec<bool>);

impl Graph {
    /// Puts revisions together. Whatever is wrong with them becomes a problem, and the rest stands.
    pub fn new(nodes: impl IntoIterator<Item = Node>) -> Self {
        let mut graph = Self::default();
        let mut nodes: Vec<Node> = nodes.into_iter().collect();
        nodes.sort_by(|a, b| a.path.cmp(&b.path));
        graph.by_id.reserve(nodes.len());
        graph.nodes.reserve(nodes.len());
        for node in nodes {
            if let Some(&first) = graph.by_id.get(&node.id) {
                let first = graph.nodes[first].path.clone();
                graph.problems.push(Problem::Duplicate { id: node.id, first, second: node.path });
                continue;
            }
            graph.by_id.insert(node.id.clone(), graph.nodes.len());
            graph.nodes.push(node);
        }
        graph.connect();
        graph.sort();
        graph
    }

    /// Adds a problem that shows outside the graph.
    pub(super) fn note(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn connect(&mut self) {
        self.children = vec![Vec::new(); self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            let mut needs = Vec::new();
            let parents = node.parents.iter().map(|name| (name, false));
            for (name, by_label) in parents.chain(node.depends_on.iter().map(|name| (name, true))) {
                let own = self.by_id.get(name).copied();
                let found = match own {
                    None if by_label => self.labelled(name),
                    own => own.or_else(|| self.abbreviated(name)).into_iter().collect(),
                };
                if found.is_empty() {
                    let (id, path) = (node.id.clone(), node.path.clone());
                    self.problems.push(Problem::Missing { id, path, missing: name.clone() });
                }
                needs.extend(found.into_iter().filter(|found| *found != at));
                if own == Some(at) {
                    self.problems.push(Problem::Cycle { ids: vec![node.id.clone()] });
                }
            }
            let mut seen = BTreeSet::new();
            needs.retain(|need| seen.insert(*need));
            needs.iter().for_each(|need| self.children[*need].push(at));
            self.needs.push(needs);
        }
    }

    /// The one revision whose identifier begins with `start`.
    fn abbreviated(&self, start: &str) -> Option<usize> {
        let mut found = self.beginning(start);
        let one = found.next()?;
        (found.next().is_none() && start.len() >= 4).then_some(one)
    }

    /// The revision that carries the label, as Alembic takes it.
    fn labelled(&self, label: &str) -> Vec<usize> {
        let root = self.nodes.iter().position(|node| node.labels.iter().any(|own| own == label));
        root.or_else(|| self.abbreviated(label)).into_iter().collect()
    }

    /// A topological order that only depends on identifiers and paths: of all that may come next the
    /// first in the order of paths.
    fn sort(&mut self) {
        let mut waiting: Vec<usize> = self.needs.iter().map(Vec::len).collect();
        let mut ready: BTreeSet<usize> = (0..self.nodes.len()).filter(|at| waiting[*at] == 0).collect();
        let mut order = Vec::with_capacity(self.nodes.len());
        self.places = vec![None; self.nodes.len()];
        self.follow_all = vec![false; self.nodes.len()];
        let mut last: BTreeSet<usize> = BTreeSet::new();
        while let Some(next) = ready.pop_first() {
            let needs = &self.needs[next];
            self.follow_all[next] = last.len() <= needs.len() && last.iter().all(|at| needs.contains(at));
            last.retain(|at| !needs.contains(at));
            last.insert(next);
            self.places[next] = Some(order.len());
            order.push(next);
            for child in &self.children[next] {
                waiting[*child] -= 1;
                if waiting[*child] == 0 {
                    ready.insert(*child);
                }
            }
        }
        if order.len() < self.nodes.len() {
            let ids = self.left_over().into_iter().filter(|at| self.is_on_cycle(*at));
            let ids = ids.map(|at| self.nodes[at].id.clone()).collect();
            self.problems.push(Problem::Cycle { ids });
        }
        self.order = order;
    }

    /// The nodes without an order but for those that merely follow a cycle.
    fn left_over(&self) -> BTreeSet<usize> {
        let mut left: BTreeSet<usize> =
            (0..self.nodes.len()).filter(|at| self.places[*at].is_none()).collect();
        let followed =
            |left: &BTreeSet<usize>, at: usize| self.children[at].iter().any(|one| left.contains(one));
        let mut ends: Vec<usize> = left.iter().copied().filter(|at| !followed(&left, *at)).collect();
        while let Some(end) = ends.pop() {
            left.remove(&end);
            let needs = self.needs[end].iter().copied();
            ends.extend(needs.filter(|need| left.contains(need) && !followed(&left, *need)));
        }
        left
    }

    fn is_on_cycle(&self, start: usize) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = self.needs[start].clone();
        while let Some(next) = open.pop() {
            if next == start {
                return true;
            }
            if seen.insert(next) {
                open.extend(&self.needs[next]);
            }
        }
        false
    }

    /// What is wrong with the graph.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Every revision that has an order, parents first. Those of a cycle, and what follows them, have none.
    pub fn order(&self) -> impl Iterator<Item = &Node> {
        self.order.iter().map(|at| &self.nodes[*at])
    }

    /// The revision of that identifier.
    pub fn get(&self, id: &str) -> Option<&Node> {
        self.by_id.get(id).map(|at| &self.nodes[*at])
    }

    /// The place of a revision in the order, if it has one.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).and_then(|at| self.places[*at])
    }

    /// Whether all that come earlier in the order come before the revision.
    pub fn follows_all(&self, id: &str) -> bool {
        self.by_id.get(id).is_some_and(|at| self.follow_all[*at])
    }

    /// The revision at a place of the order, and the places of those that it needs directly.
    pub(super) fn at_place(&self, place: usize) -> (&Node, impl Iterator<Item = usize>) {
        let at = self.order[place];
        (&self.nodes[at], self.needs[at].iter().filter_map(|need| self.places[*need]))
    }

    /// The revision in that file.
    pub fn at_path(&self, path: &Path) -> Option<&Node> {
        self.nodes.iter().find(|node| node.path == path)
    }

    /// The revisions that a name on the command line may mean: an identifier, the beginning of one, a
    /// branch label, `head`, `heads` or `base`.
    pub fn find(&self, name: &str) -> Vec<&Node> {
        match name {
            "head" | "heads" => self.heads(),
            _ => self.named(name).into_iter().map(|at| &self.nodes[at]).collect(),
        }
    }

    fn named(&self, name: &str) -> Vec<usize> {
        let own = self.by_id.get(name).copied().map(|at| vec![at]);
        let found = own.unwrap_or_else(|| self.beginning(name).collect());
        if found.is_empty() || name.is_empty() { self.labelled(name) } else { found }
    }

    /// Where something is that some revisions bring: behind them and whatever follows them.
    pub fn spread(&self, brings: impl Fn(&Node) -> bool) -> Spread {
        let mut there = vec![false; self.nodes.len()];
        for &at in &self.order {
            there[at] = brings(&self.nodes[at]) || self.needs[at].iter().any(|need| there[*need]);
        }
        Spread(there)
    }

    /// Whether that is there behind the revision of that identifier, one that begins with it, or of that label.
    pub fn is_behind(&self, spread: &Spread, name: &str) -> bool {
        self.named(name).iter().any(|at| spread.0[*at])
    }

    /// The nodes whose identifiers begin with `start`, in their order.
    fn beginning(&self, start: &str) -> impl Iterator<Item = usize> {
        let sorted = self.sorted();
        let first = sorted.partition_point(|at| self.nodes[*at].id.as_str() < start);
        sorted[first..].iter().copied().take_while(move |at| self.nodes[*at].id.starts_with(start))
    }

    fn sorted(&self) -> &[usize] {
        self.sorted.get_or_init(|| {
            let mut sorted: Vec<usize> = (0..self.nodes.len()).collect();
            sorted.sort_by_key(|at| &self.nodes[*at].id);
            sorted
        })
    }

    /// Every identifier and label.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let labels = self.nodes.iter().flat_map(|node| node.labels.iter().map(String::as_str));
        self.sorted().iter().map(|at| self.nodes[*at].id.as_str()).chain(labels)
    }

    /// The revisions that nothing comes before.
    pub fn bases(&self) -> Vec<&Node> {
        self.nodes.iter().filter(|node| node.parents.is_empty()).collect()
    }

    /// The revisions that no other follows by `down_revision`.
    pub fn heads(&self) -> Vec<&Node> {
        let followed: BTreeSet<&str> =
            self.nodes.iter().flat_map(|node| node.parents.iter().map(String::as_str)).collect();
        self.nodes.iter().filter(|node| !followed.contains(node.id.as_str())).collect()
    }

    /// The revisions that more than one other follows.
    pub fn branch_points(&self) -> Vec<&Node> {
        let follows = |node: &Node, at: usize| self.nodes[at].parents.contains(&node.id);
        let counts = |node: &&Node| {
            let children = self.by_id.get(&node.id).map_or(&[][..], |at| &self.children[*at]);
            children.iter().filter(|child| follows(node, **child)).count() > 1
        };
        self.nodes.iter().filter(counts).collect()
    }

    /// The revisions that follow more than one other.
    pub fn merges(&self) -> Vec<&Node> {
        self.nodes.iter().filter(|node| node.parents.len() > 1).collect()
    }

    /// The revisions that run before `id`, dependencies included, parents first.
    pub fn ancestors(&self, id: &str) -> Vec<&Node> {
        self.before([id]).into_iter().filter(|node| node.id != id).collect()
    }

    /// The revisions `ids` and all that run before them, parents first.
    pub fn before<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Vec<&Node> {
        let mut wanted: BTreeSet<usize> = BTreeSet::new();
        let mut open: Vec<usize> = ids.into_iter().filter_map(|id| self.by_id.get(id).copied()).collect();
        while let Some(next) = open.pop() {
            if wanted.insert(next) {
                open.extend(&self.needs[next]);
            }
        }
        self.order.iter().filter(|at| wanted.contains(at)).map(|at| &self.nodes[*at]).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn node(id: &str, parents: &[&str]) -> Node {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Node {
            id: id.to_owned(),
            path: PathBuf::from(format!("{id}.py")),
            parents: owned(parents),
            depends_on: Vec::new(),
            labels: Vec::new(),
        }
    }

    fn ids(nodes: &[&Node]) -> String {
        nodes.iter().map(|node| node.id.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn branches_meet_again() {
        let graph =
            Graph::new([node("d", &["b", "c"]), node("b", &["a"]), node("c", &["a"]), node("a", &[])]);
        assert!(graph.problems().is_empty());
        assert_eq!(ids(&graph.order().collect::<Vec<_>>()), "a b c d");
        assert_eq!(ids(&graph.bases()), "a");
        assert_eq!(ids(&graph.heads()), "d");
        assert_eq!(ids(&graph.branch_points()), "a");
        assert_eq!(ids(&graph.merges()), "d");
        assert_eq!(ids(&graph.ancestors("c")), "a");
        assert_eq!(ids(&graph.ancestors("d")), "a b c");
        assert_eq!(ids(&graph.find("head")), "d");
    }

    #[test]
    fn dependencies_come_before_by_identifier_and_by_label() {
        let mut labelled = node("x1", &[]);
        labelled.labels.push("billing".to_owned());
        let mut first = node("a1", &[]);
        first.depends_on.push("billing".to_owned());
        let graph = Graph::new([first, labelled, node("a2", &["a1"])]);
        assert_eq!(ids(&graph.ancestors("a2")), "x1 a1");
        assert_eq!(ids(&graph.heads()), "a2 x1");
        assert_eq!(ids(&graph.find("billing")), "x1");
        assert_eq!(ids(&graph.find("a")), "a1 a2");
    }

    #[test]
    fn what_is_wrong_is_said_and_the_rest_stands() {
        let mut copy = node("a", &[]);
        copy.path = PathBuf::from("copy_of_a.py");
        let all = [
            node("a", &[]),
            copy,
            node("b", &["gone"]),
            node("c", &["e"]),
            node("d", &["c"]),
            node("e", &["d"]),
        ];
        let graph = Graph::new(all);
        let problems: Vec<String> = graph.problems().iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "the revision a is there twice: a.py, copy_of_a.py",
                "b.py: b follows gone, which is not there",
                "revisions that follow themselves: c, d, e",
            ]
        );
        assert_eq!(ids(&graph.order().collect::<Vec<_>>()), "a b");
    }

    #[test]
    fn only_cycles_are_said_to_be_cycles() {
        // Two cycles, one behind the other, with revisions between them and behind both.
        let all = [("a", "b"), ("b", "a"), ("c", "b"), ("d", "f"), ("e", "d"), ("f", "e"), ("g", "f")];
        let mut nodes: Vec<Node> = all.map(|(id, parent)| node(id, &[parent])).into();
        nodes[3].parents.push("c".to_owned());
        let graph = Graph::new(nodes);
        let problems: Vec<String> = graph.problems().iter().map(ToString::to_string).collect();
        assert_eq!(problems, ["revisions that follow themselves: a, b, d, e, f"]);
        assert!(graph.order().next().is_none());
    }

    #[test]
    fn it_is_known_what_follows_all_others() {
        let graph = Graph::new([
            node("a", &[]),
            node("b", &["a"]),
            node("c", &["a"]),
            node("d", &["b", "c"]),
            node("e", &["d"]),
            node("x", &[]),
        ]);
        let follow = ["a", "b", "c", "d", "e", "x"].map(|id| graph.follows_all(id));
        assert_eq!(follow, [true, true, false, true, true, false]);
        assert_eq!(graph.place("d"), Some(3));
        assert_eq!(graph.place("?"), None);
    }

    #[test]
    fn an_abbreviated_parent_is_found() {
        let graph = Graph::new([node("ae1027a6acf", &[]), node("b", &["ae10"])]);
        assert_eq!(ids(&graph.ancestors("b")), "ae1027a6acf");
    }
}
