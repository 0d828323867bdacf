//! Work on many items, done once, by everyone who waits for it.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

use crate::python::STACK;

/// How many items are worth a thread of their own.
const WORTH_A_THREAD: usize = 64;

/// A value made of what becomes of many items, each looked at once.
///
/// Whoever asks while it is being made takes part: a worker of a thread pool that only waited would leave its
/// processor idle, and one that did other work meanwhile could be asked for the same value and wait for itself.
#[derive(Debug)]
pub(super) struct Shared<R, V> {
    value: OnceLock<V>,
    results: OnceLock<Vec<Mutex<Option<R>>>>,
    next: AtomicUsize,
    done: Mutex<usize>,
    all_done: Condvar,
    has_helpers: AtomicBool,
}

impl<R, V> Default for Shared<R, V> {
    fn default() -> Self {
        Self {
            value: OnceLock::new(),
            results: OnceLock::new(),
            next: AtomicUsize::new(0),
            done: Mutex::new(0),
            all_done: Condvar::new(),
            has_helpers: AtomicBool::new(false),
        }
    }
}

impl<R: Send, V: Send + Sync> Shared<R, V> {
    /// The value, if it is there.
    pub(super) fn get(&self) -> Option<&V> {
        self.value.get()
    }

    /// The value that `put_together` makes of what `work` makes of each item; the items are the same at every
    /// call.
    pub(super) fn of<T: Sync>(
        &self,
        items: &[T],
        work: impl Fn(&T) -> R + Sync,
        put_together: impl FnOnce(Vec<R>) -> V,
    ) -> &V {
        if let Some(value) = self.value.get() {
            return value;
        }
        let results = self.results.get_or_init(|| items.iter().map(|_| Mutex::new(None)).collect());
        let take_part = || {
            while let at = self.next.fetch_add(1, Ordering::Relaxed)
                && let Some(item) = items.get(at)
            {
                let _counted = Counted { done: &self.done, all_done: &self.all_done, all: items.len() };
                *locked(&results[at]) = Some(work(item));
            }
        };
        if self.has_helpers.swap(true, Ordering::Relaxed) {
            take_part();
        } else {
            let threads = thread::available_parallelism().map_or(1, usize::from);
            thread::scope(|scope| {
                let helpers: Vec<_> = (1..threads.min(items.len().div_ceil(WORTH_A_THREAD)))
                    .filter_map(|_| {
                        thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take_part).ok()
                    })
                    .collect();
                take_part();
                for helper in helpers {
                    helper.join().unwrap_or_else(|panic| resume_unwind(panic));
                }
            });
        }
        let mut done = locked(&self.done);
        while *done < items.len() {
            done = self.all_done.wait(done).unwrap_or_else(PoisonError::into_inner);
        }
        drop(done);
        self.value.get_or_init(|| {
            // What made one worker panic does so here too.
            let result =
                |(item, result): (&T, &Mutex<Option<R>>)| locked(result).take().unwrap_or_else(|| work(item));
            put_together(items.iter().zip(results).map(result).collect())
        })
    }
}

/// Counts an item when its work is over, even by a panic: nobody waits for it any longer.
struct Counted<'a> {
    done: &'a Mutex<usize>,
    all_done: &'a Condvar,
    all: usize,
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        let mut done = locked(self.done);
        *done += 1;
        if *done == self.all {
            self.all_done.notify_all();
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn each_item_is_looked_at_once_by_whoever_asks() {
        let items: Vec<usize> = (0..1000).collect();
        let looked_at = AtomicUsize::new(0);
        let shared = Shared::default();
        let ask = || {
            let work = |item: &usize| {
                looked_at.fetch_add(1, Ordering::Relaxed);
                item * 2
            };
            *shared
                .of(&items, work, |results| results.iter().enumerate().all(|(at, result)| *result == at * 2))
        };
        let answers: Vec<bool> = thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(answers, [true; 4]);
        assert_eq!(looked_at.into_inner(), items.len());
        assert_eq!(shared.get(), Some(&true));
    }

    #[test]
    fn a_panic_is_everyones_and_nobody_waits_for_ever() {
        let items: Vec<usize> = (0..1000).collect();
        let shared: Shared<usize, usize> = Shared::default();
        let ask = || {
            let work = |item: &usize| if *item == 500 { panic!("on purpose") } else { *item };
            let asked = AssertUnwindSafe(|| *shared.of(&items, work, |results| results.len()));
            catch_unwind(asked).is_err()
        };
        let panicked: Vec<bool> = thread::scope(|scope| {
            let threads: Vec<_> = (0..3).map(|_| scope.spawn(ask)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(panicked, [true; 3]);
        assert_eq!(shared.get(), None);
    }
}
