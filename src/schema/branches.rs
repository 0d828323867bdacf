//! Branches of a history, which run in either order.

use std::collections::{BTreeMap, BinaryHeap};

use super::graph::Graph;
use super::node::Node;

/// The same revisions with later branches first, each behind those that it needs; nothing where they run in one
/// order only.
pub(super) fn other_order<'g>(graph: &Graph, nodes: &[&'g Node]) -> Option<Vec<&'g Node>> {
    let places: BTreeMap<&str, usize> =
        nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    let mut open = vec![0_usize; nodes.len()];
    let mut behind: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        for need in graph.needs(&node.id) {
            if let Some(first) = places.get(need.id.as_str()) {
                open[at] += 1;
                behind[*first].push(at);
            }
        }
    }
    let mut ready: BinaryHeap<usize> = (0..nodes.len()).filter(|at| open[*at] == 0).collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(at) = ready.pop() {
        order.push(at);
        for next in &behind[at] {
            open[*next] -= 1;
            if open[*next] == 0 {
                ready.push(*next);
            }
        }
    }
    // In a circle some never get ready.
    let differs = order.len() == nodes.len() && !order.is_sorted();
    differs.then(|| order.into_iter().map(|at| nodes[at]).collect())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn order(nodes: &[(&str, &[&str])]) -> Option<String> {
        let made = nodes.iter().map(|(id, parents)| Node {
            id: (*id).to_owned(),
            path: PathBuf::from(format!("{id}.py")),
            parents: parents.iter().map(|parent| (*parent).to_owned()).collect(),
            depends_on: Vec::new(),
            labels: Vec::new(),
        });
        let graph = Graph::new(made.collect::<Vec<_>>());
        let all: Vec<&Node> = graph.order().collect();
        let other = other_order(&graph, &all)?;
        Some(other.iter().map(|node| node.id.as_str()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn branches_change_places() {
        assert_eq!(order(&[("a", &[]), ("b", &["a"]), ("c", &["b"])]), None);
        let merged: &[(&str, &[&str])] =
            &[("a", &[]), ("b", &["a"]), ("c", &["a"]), ("d", &["b"]), ("e", &["c", "d"])];
        assert_eq!(order(merged).as_deref(), Some("a c b d e"));
    }
}
