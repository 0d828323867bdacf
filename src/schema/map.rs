//! A sorted map whose copies share all that none of them changes.

use rpds::RedBlackTreeMapSync;

/// A sorted map. A copy costs nothing, a change of one of many copies little.
#[derive(Clone, Debug)]
pub struct Map<K: Ord, V>(RedBlackTreeMapSync<K, V>);

impl<K: Ord, V> Default for Map<K, V> {
    fn default() -> Self {
        Self(RedBlackTreeMapSync::new_sync())
    }
}

impl<K: Ord, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0.size() == other.0.size() && self.iter().eq(other.iter())
    }
}

impl<K: Ord, V: Eq> Eq for Map<K, V> {}

impl<K: Ord, V> Map<K, V> {
    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.0.get(key)
    }

    /// Whether the key has a value.
    pub fn contains_key(&self, key: &K) -> bool {
        self.0.contains_key(key)
    }

    /// Whether it has no keys.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every key with its value, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter()
    }

    /// Every key, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.keys()
    }

    /// Every value, in the order of the keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.values()
    }

    /// Every key of either map, sorted, with its values in both.
    pub fn beside<'m>(
        &'m self,
        other: &'m Self,
    ) -> impl Iterator<Item = (&'m K, Option<&'m V>, Option<&'m V>)> {
        let (mut here, mut there) = (self.0.iter().peekable(), other.0.iter().peekable());
        std::iter::from_fn(move || {
            let order = match (here.peek(), there.peek()) {
                (Some((own, _)), Some((other, _))) => own.cmp(other),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, _) => std::cmp::Ordering::Greater,
            };
            let own = if order.is_le() { here.next() } else { None };
            let other = if order.is_ge() { there.next() } else { None };
            let (key, _) = own.or(other)?;
            Some((key, own.map(|(_, value)| value), other.map(|(_, value)| value)))
        })
    }
}

impl<K: Ord + Clone, V: Clone> Map<K, V> {
    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.0.get_mut(key)
    }

    /// The value of a key, to be changed, which is made where it has none.
    pub(super) fn get_or_insert_with(&mut self, key: &K, make: impl FnOnce() -> V) -> &mut V {
        if !self.0.contains_key(key) {
            self.0.insert_mut(key.clone(), make());
        }
        self.0.get_mut(key).unwrap_or_else(|| unreachable!("the key has a value"))
    }

    pub(super) fn insert(&mut self, key: K, value: V) {
        self.0.insert_mut(key, value);
    }

    pub(super) fn remove(&mut self, key: &K) -> Option<V> {
        let value = self.0.get(key).cloned()?;
        self.0.remove_mut(key);
        Some(value)
    }

    /// Keeps what is `wanted`.
    pub fn retain(&mut self, wanted: impl Fn(&K, &V) -> bool) {
        let lost: Vec<K> =
            self.0.iter().filter(|(key, value)| !wanted(key, value)).map(|(key, _)| key.clone()).collect();
        for key in lost {
            self.0.remove_mut(&key);
        }
    }

    /// Changes the values that are `wanted`, and copies none of the others.
    pub(super) fn change(&mut self, wanted: impl Fn(&K, &V) -> bool, mut change: impl FnMut(&mut V)) {
        let keys: Vec<K> =
            self.0.iter().filter(|(key, value)| wanted(key, value)).map(|(key, _)| key.clone()).collect();
        for key in keys {
            if let Some(value) = self.0.get_mut(&key) {
                change(value);
            }
        }
    }

    /// Takes in what another map has; `settle` gets each value with the other map's, and those of the other
    /// map alone with nothing. Those that are `same` stay as they are.
    pub(super) fn union(
        &mut self,
        other: &Self,
        same: impl Fn(&V, &V) -> bool,
        mut settle: impl FnMut(&mut V, Option<&V>),
    ) {
        let unlike: Vec<(K, Option<V>, bool)> = self
            .beside(other)
            .filter(|(_, own, there)| !matches!((own, there), (Some(own), Some(there)) if same(own, there)))
            .map(|(key, own, there)| (key.clone(), there.cloned(), own.is_some()))
            .collect();
        for (key, there, is_own) in unlike {
            if is_own {
                if let Some(own) = self.0.get_mut(&key) {
                    settle(own, there.as_ref());
                }
            } else if let Some(mut there) = there {
                settle(&mut there, None);
                self.0.insert_mut(key, there);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn map(values: &BTreeMap<u8, u8>) -> Map<u8, u8> {
        let mut map = Map::default();
        values.iter().for_each(|(key, value)| map.insert(*key, *value));
        map
    }

    fn plain(map: &Map<u8, u8>) -> BTreeMap<u8, u8> {
        map.iter().map(|(key, value)| (*key, *value)).collect()
    }

    proptest! {
        #[test]
        fn it_does_what_any_sorted_map_does(
            mut own: BTreeMap<u8, u8>,
            other: BTreeMap<u8, u8>,
            lost: Vec<u8>,
        ) {
            let (mut shared, there) = (map(&own), map(&other));
            for key in &lost {
                prop_assert_eq!(shared.remove(key), own.remove(key));
            }
            shared.retain(|key, _| key % 3 != 0);
            own.retain(|key, _| key % 3 != 0);
            shared.change(|key, _| key % 2 == 0, |value| *value = value.wrapping_add(1));
            own.iter_mut().filter(|(key, _)| *key % 2 == 0).for_each(|(_, value)| *value = value.wrapping_add(1));
            prop_assert_eq!(plain(&shared), own.clone());
            let keys: std::collections::BTreeSet<&u8> = own.keys().chain(other.keys()).collect();
            let beside: Vec<_> = shared.beside(&there).collect();
            let expected: Vec<_> = keys.iter().map(|key| (*key, own.get(*key), other.get(*key))).collect();
            prop_assert_eq!(beside, expected);
            prop_assert_eq!(shared == there, own == other);
            shared.union(&there, PartialEq::eq, |value, there| *value = there.map_or(7, |there| there / 2));
            for (key, value) in &other {
                let same = own.get(key) == Some(value);
                let settled = if own.contains_key(key) { value / 2 } else { 7 };
                own.insert(*key, if same { *value } else { settled });
            }
            for (key, value) in &mut own {
                if !other.contains_key(key) {
                    *value = 7;
                }
            }
            prop_assert_eq!(plain(&shared), own);
        }

        #[test]
        fn a_copy_keeps_what_it_has(values: BTreeMap<u8, u8>, lost: Vec<u8>) {
            let mut changed = map(&values);
            let kept = changed.clone();
            for key in &lost {
                changed.remove(key);
            }
            changed.change(|_, _| true, |value| *value = !*value);
            changed.insert(1, 2);
            prop_assert_eq!(plain(&kept), values);
        }
    }
}
