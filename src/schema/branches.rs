//! Branches of a history, which run in either order.

use std::collections::{BTreeMap, BinaryHeap};

use super::graph::Graph;

/// The revisions at these places of the graph's order with later branches first, each behind those that it
/// needs; nothing where they run in one order only.
pub(super) fn other_order(graph: &Graph, places: &[usize]) -> Option<Vec<usize>> {
    let among: BTreeMap<usize, usize> = places.iter().enumerate().map(|(at, place)| (*place, at)).collect();
    let mut open = vec![0_usize; places.len()];
    let mut behind: Vec<Vec<usize>> = vec![Vec::new(); places.len()];
    for (at, place) in places.iter().enumerate() {
        for first in graph.at_place(*place).1.filter_map(|need| among.get(&need)) {
            open[at] += 1;
            behind[*first].push(at);
        }
    }
    let mut ready: BinaryHeap<usize> = (0..places.len()).filter(|at| open[*at] == 0).collect();
    let mut order = Vec::with_capacity(places.len());
    while let Some(at) = ready.pop() {
        order.push(at);
        for next in &behind[at] {
            open[*next] -= 1;
            if open[*next] == 0 {
                ready.push(*next);
            }
        }
    }
    (!order.is_sorted()).then(|| order.into_iter().map(|at| places[at]).collect())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::schema::node::Node;

    fn order(nodes: &[(&str, &[&str])]) -> Option<String> {
        let made = nodes.iter().map(|(id, parents)| Node {
            id: (*id).to_owned(),
            path: PathBuf::from(format!("{id}.py")),
            parents: parents.iter().map(|parent| (*parent).to_owned()).collect(),
            depends_on: Vec::new(),
            labels: Vec::new(),
        });
        let graph = Graph::new(made.collect::<Vec<_>>());
        let all: Vec<usize> = (0..nodes.len()).collect();
        let other = other_order(&graph, &all)?;
        Some(other.into_iter().map(|place| graph.at_place(place).0.id.as_str()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn branches_change_places() {
        assert_eq!(order(&[("a", &[]), ("b", &["a"]), ("c", &["b"])]), None);
        let merged: &[(&str, &[&str])] =
            &[("a", &[]), ("b", &["a"]), ("c", &["a"]), ("d", &["b"]), ("e", &["c", "d"])];
        assert_eq!(order(merged).as_deref(), Some("a c b d e"));
    }
}
