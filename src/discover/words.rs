//! What the revisions of a folder speak of, told by their words.

use std::hash::BuildHasher;
use std::path::Path;
use std::ptr;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::folder::Sibling;
use crate::revision::{is_plain, is_spoken_of};
use crate::rules::RuleSet;

/// What one revision speaks of.
#[derive(Debug)]
pub(super) struct Spoken {
    is_plain: bool,
    /// The hashes of its words, as far as it may give columns custom types or names.
    words: Vec<u64>,
}

impl Spoken {
    pub(super) fn of(text: &str, rules: &RuleSet) -> Self {
        let is_plain = is_plain(text, &|table| rules.owns_table(table));
        let words = is_spoken_of(text, is_plain).then(|| words_of(text));
        Self { is_plain, words: words.unwrap_or_default() }
    }
}

/// What the revisions speak of, as far as they may give columns custom types or names.
#[derive(Debug)]
pub(super) struct Words {
    /// The words by their hashes, with the revision that has each, as far as it is the only one. Two words of one
    /// hash only make more be spoken of.
    speakers: FxHashMap<u64, Option<usize>>,
    /// Which siblings are plain.
    plain: Vec<bool>,
    /// The siblings by the hashes of their files' names.
    by_name: FxHashMap<u64, usize>,
}

impl Words {
    /// Puts together what each of the siblings speaks of.
    pub(super) fn of(siblings: &[Sibling], spoken: Vec<Spoken>) -> Self {
        let mut words = Self {
            speakers: FxHashMap::default(),
            plain: Vec::with_capacity(siblings.len()),
            by_name: FxHashMap::with_capacity_and_hasher(siblings.len(), FxBuildHasher),
        };
        for (at, Spoken { is_plain, words: found }) in spoken.into_iter().enumerate() {
            words.plain.push(is_plain);
            words.by_name.insert(name_of(&siblings[at].path), at);
            for word in found {
                let only = words.speakers.entry(word).or_insert(Some(at));
                *only = only.filter(|only| *only == at);
            }
        }
        words
    }

    /// Whether one of the siblings, the one at `path` aside, speaks of the word.
    pub(super) fn has(&self, siblings: &[Sibling], path: &Path, word: &str) -> bool {
        // A name of several words is taken for spoken of.
        let is_word = word.chars().all(|c| c.is_alphanumeric() || c == '_');
        match self.speakers.get(&FxBuildHasher.hash_one(word.as_bytes())) {
            // `path` is as it was given, which is not how the folder was found.
            Some(Some(only)) => siblings[*only].path.file_name() != path.file_name(),
            Some(None) => true,
            None => !is_word,
        }
    }

    /// Whether the revision of this path and text is plain, if it is one of the siblings.
    pub(super) fn is_plain(&self, siblings: &[Sibling], path: &Path, text: &str) -> Option<bool> {
        let at = *self.by_name.get(&name_of(path))?;
        let own = &*siblings[at].text;
        (ptr::eq(own, text) || own == text).then(|| self.plain[at])
    }
}

/// The hashes of a text's words, each once.
fn words_of(text: &str) -> Vec<u64> {
    let hash = |word: &[u8]| FxBuildHasher.hash_one(word);
    let mut words: Vec<u64> = if text.is_ascii() {
        text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_').map(hash).collect()
    } else {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').map(|word| hash(word.as_bytes())).collect()
    };
    words.sort_unstable();
    words.dedup();
    words
}

/// The hash of a file's name.
fn name_of(path: &Path) -> u64 {
    FxBuildHasher.hash_one(path.file_name())
}
