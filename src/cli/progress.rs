//! A progress bar for long runs.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a run takes before its progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts files or steps; it is seen only on a terminal, and only when the run takes its time.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
    hidden: AtomicBool,
}

impl Progress {
    /// Starts to count to `files`; `visible` is whether somebody could see it.
    pub(super) fn new(files: usize, visible: bool) -> Self {
        Self::of(files, "files", visible)
    }

    /// Starts to count to `length` of what `unit` names.
    pub(super) fn of(length: usize, unit: &str, visible: bool) -> Self {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(&format!("{{bar:30}} {{pos}}/{{len}} {unit}")) {
            bar.set_style(style);
        }
        Self { bar, start: Instant::now(), hidden: AtomicBool::new(visible) }
    }

    /// Counts one more.
    pub(super) fn advance(&self) {
        self.bar.inc(1);
        if self.start.elapsed() > PATIENCE && self.hidden.swap(false, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Takes the bar away while something is said.
    pub(super) fn hide(&self, speak: impl FnOnce()) {
        self.bar.suspend(speak);
    }

    /// Takes the bar away.
    pub(super) fn finish(self) {
        self.bar.finish_and_clear();
    }
}
