//! A folder of revisions, read when it is first asked about.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::hash::BuildHasher;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::dialect;
use super::scan::{Facts, as_text};
use super::shared::Shared;
use super::sources::ProjectSources;
use super::tree::Trees;
use crate::config;
use crate::plan::{
    ExtensionFacts, ExtensionHistory, Memory, Options, ReadExtensions, Surroundings, learnt_types,
};
use crate::project::Sources;
use crate::revision::{Revision, is_plain, is_spoken_of};
use crate::rules::RuleSet;
use crate::schema::{Environment, History};

/// How far above a revision its `env.py` may be.
const LEVELS: usize = 4;

/// Files and folders, resolved, that alone have models; none where nothing says so.
pub(crate) type Models = Arc<[PathBuf]>;

/// The revision folders of a run; each is read once at most.
#[derive(Debug, Default)]
pub(crate) struct Folders {
    seen: HashMap<(PathBuf, Models), Arc<Folder>>,
    trees: Trees,
}

impl Folders {
    /// The revision folder that holds the files of `folder`.
    pub(crate) fn of(&mut self, folder: &Path, models: &Models) -> Arc<Folder> {
        let key = |folder: &Path| (folder.to_owned(), Arc::clone(models));
        if let Some(found) = self.seen.get(&key(folder)) {
            return Arc::clone(found);
        }
        let found = Folder::around(folder, models, &self.trees);
        let shared = match self.seen.get(&key(&found.versions)) {
            Some(shared) => Arc::clone(shared),
            None => Arc::new(found),
        };
        self.seen.insert(key(&shared.versions), Arc::clone(&shared));
        self.seen.insert(key(folder), Arc::clone(&shared));
        shared
    }
}

/// The revisions of a project, and what stands beside them.
#[derive(Debug)]
pub(crate) struct Folder {
    versions: PathBuf,
    scripts: Option<PathBuf>,
    /// Texts of revisions that the run has read already, by path.
    given: RwLock<FxHashMap<OsString, Arc<str>>>,
    paths: OnceLock<Vec<PathBuf>>,
    siblings: Shared<Option<Arc<str>>, Vec<Sibling>>,
    ordered: Shared<Facts, OrderedTables>,
    env: OnceLock<String>,
    dialect: OnceLock<Option<String>>,
    extensions: Shared<Option<ExtensionFacts>, ExtensionHistory>,
    history: OnceLock<History>,
    words: Shared<Spoken, Words>,
    models: Models,
    trees: Trees,
    sources: OnceLock<ProjectSources>,
    memory: Memory,
}

/// A revision, as far as others ask about it.
#[derive(Debug)]
pub(super) struct Sibling {
    /// Its path.
    pub(super) path: PathBuf,
    /// Its text.
    pub(super) text: Arc<str>,
}

/// The first of the siblings that rely on the order of a table's columns.
#[derive(Debug, Default)]
struct OrderedTables {
    by_name: HashMap<String, usize>,
    any: Option<usize>,
}

impl Folder {
    /// The revision folder that `folder` is or is part of: the child of the nearest one with an `env.py`.
    fn around(folder: &Path, models: &Models, trees: &Trees) -> Self {
        let (versions, scripts) = if folder.join("env.py").is_file() {
            (folder, Some(folder.to_owned()))
        } else {
            folder
                .ancestors()
                .take(LEVELS)
                .find_map(|folder| {
                    let parent = folder.parent()?;
                    parent.join("env.py").is_file().then(|| (folder, Some(parent.to_owned())))
                })
                .unwrap_or_else(|| (folder, folder.ancestors().take(LEVELS).find_map(config::script_folder)))
        };
        Self {
            versions: versions.to_owned(),
            scripts,
            given: RwLock::default(),
            paths: OnceLock::new(),
            siblings: Shared::default(),
            ordered: Shared::default(),
            env: OnceLock::new(),
            dialect: OnceLock::new(),
            extensions: Shared::default(),
            history: OnceLock::new(),
            words: Shared::default(),
            models: Arc::clone(models),
            trees: trees.clone(),
            sources: OnceLock::new(),
            memory: Memory::default(),
        }
    }

    /// Takes the text of a revision, so that it need not be read again.
    pub(crate) fn give(&self, path: &Path, text: Arc<str>) {
        let mut given = self.given.write().unwrap_or_else(PoisonError::into_inner);
        given.insert(path.as_os_str().to_owned(), text);
    }

    /// The paths of the revisions.
    pub(crate) fn paths(&self) -> &[PathBuf] {
        self.paths.get_or_init(|| {
            let mut paths = Vec::new();
            let levels = if self.scripts.as_ref() == Some(&self.versions) { 1 } else { LEVELS };
            python_files(&self.versions, levels, &mut paths);
            paths
        })
    }

    fn siblings(&self) -> &[Sibling] {
        let read = |path: &PathBuf| {
            let given =
                self.given.read().unwrap_or_else(PoisonError::into_inner).get(path.as_os_str()).cloned();
            given.or_else(|| fs::read(path).ok().map(|bytes| as_text(&bytes).into()))
        };
        self.siblings.of(self.paths(), read, |texts| {
            let siblings = self.paths().iter().zip(texts);
            siblings.filter_map(|(path, text)| Some(Sibling { path: path.clone(), text: text? })).collect()
        })
    }

    fn ordered(&self) -> &OrderedTables {
        let facts = |sibling: &Sibling| Facts::of(&sibling.text.to_ascii_lowercase());
        self.ordered.of(self.siblings(), facts, |facts| {
            let mut ordered = OrderedTables::default();
            for (at, facts) in facts.into_iter().enumerate() {
                if facts.any_table_ordered {
                    ordered.any.get_or_insert(at);
                }
                for table in facts.ordered_tables {
                    ordered.by_name.entry(table).or_insert(at);
                }
            }
            ordered
        })
    }

    /// What the `env.py` beside the revisions may do that they do not show.
    pub(crate) fn environment(&self) -> Environment {
        Environment::of(&|text| self.env_mentions(text))
    }

    fn env(&self) -> &str {
        self.env.get_or_init(|| {
            let path = self.scripts.as_ref().map(|scripts| scripts.join("env.py"));
            path.and_then(|path| fs::read(path).ok())
                .map(|bytes| as_text(&bytes).into_owned())
                .unwrap_or_default()
        })
    }
}

/// What one revision speaks of.
#[derive(Debug)]
struct Spoken {
    is_plain: bool,
    /// The hashes of its words, as far as it may give columns custom types or names.
    words: Vec<u64>,
}

/// What the revisions speak of, as far as they may give columns custom types or names.
#[derive(Debug, Default)]
struct Words {
    /// The words by their hashes, with the revision that has each, as far as it is the only one. Two words of one
    /// hash only make more be spoken of.
    speakers: FxHashMap<u64, Option<usize>>,
    /// Which siblings are plain.
    plain: Vec<bool>,
    /// The siblings by the hashes of their files' names.
    by_name: FxHashMap<u64, usize>,
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

/// The Python files of a folder and those below it, in the order of their paths.
fn python_files(folder: &Path, levels: usize, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<fs::DirEntry> = entries.flatten().collect();
    entries.sort_by_cached_key(fs::DirEntry::file_name);
    for entry in entries {
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if kind.is_dir() {
            if levels > 1 {
                python_files(&path, levels - 1, paths);
            }
        } else if path.extension().is_some_and(|extension| extension == "py") {
            paths.push(path);
        }
    }
}

impl Surroundings for Folder {
    fn order_reliance(&self, table: &str) -> Option<String> {
        let ordered = self.ordered();
        let named = ordered.by_name.get(&table.to_lowercase()).copied();
        let path = &self.siblings()[named.into_iter().chain(ordered.any).min()?].path;
        Some(self.shown(path))
    }

    fn extensions(&self, read: &ReadExtensions<'_>) -> &ExtensionHistory {
        let facts = |sibling: &Sibling| read(&sibling.path, &sibling.text);
        self.extensions
            .of(self.siblings(), facts, |facts| ExtensionHistory::of(facts.into_iter().flatten().collect()))
    }

    fn history(&self, rules: &RuleSet, options: &Options) -> Option<&History> {
        Some(self.history.get_or_init(|| {
            let files = self.siblings().iter().map(|one| (one.path.clone(), Arc::clone(&one.text)));
            let learn = |revision: &Revision<'_>| learnt_types(revision, rules, options, self);
            History::read(&files.collect::<Vec<_>>(), rules, self.environment(), &learn)
        }))
    }

    fn is_spoken_of(&self, rules: &RuleSet, path: &Path, word: &str) -> bool {
        let spoken = |sibling: &Sibling| {
            let is_plain = is_plain(&sibling.text, &|table| rules.owns_table(table));
            let words = is_spoken_of(&sibling.text, is_plain).then(|| words_of(&sibling.text));
            Spoken { is_plain, words: words.unwrap_or_default() }
        };
        let words = self.words.of(self.siblings(), spoken, |spoken| {
            let mut words = Words::default();
            for (at, Spoken { is_plain, words: found }) in spoken.into_iter().enumerate() {
                words.plain.push(is_plain);
                for word in found {
                    let only = words.speakers.entry(word).or_insert(Some(at));
                    *only = only.filter(|only| *only == at);
                }
            }
            let names = self.siblings().iter().enumerate();
            words.by_name = names.map(|(at, sibling)| (name_of(&sibling.path), at)).collect();
            words
        });
        // A name of several words is taken for spoken of.
        let is_word = word.chars().all(|c| c.is_alphanumeric() || c == '_');
        match words.speakers.get(&FxBuildHasher.hash_one(word.as_bytes())) {
            // `path` is as it was given, which is not how the folder was found.
            Some(Some(only)) => self.siblings()[*only].path.file_name() != path.file_name(),
            Some(None) => true,
            None => !is_word,
        }
    }

    fn is_plain(&self, path: &Path, text: &str) -> Option<bool> {
        let words = self.words.get()?;
        let at = *words.by_name.get(&name_of(path))?;
        (*self.siblings()[at].text == *text).then(|| words.plain[at])
    }

    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.versions).unwrap_or(path).display().to_string()
    }

    fn env_mentions(&self, text: &str) -> bool {
        self.env().contains(text)
    }

    fn other_dialect(&self) -> Option<String> {
        self.dialect
            .get_or_init(|| {
                dialect::evidence(&self.versions, self.scripts.as_deref(), self.env(), self.siblings())
            })
            .clone()
    }

    fn sources(&self) -> &dyn Sources {
        self.sources.get_or_init(|| {
            ProjectSources::around(&self.versions, self.scripts.as_deref(), &self.models, &self.trees)
        })
    }

    fn memory(&self) -> Option<&Memory> {
        Some(&self.memory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "a test's own files")]
    fn put(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            put(&folder.path().join(name), text);
        }
        folder
    }

    #[test]
    fn a_folder_answers_for_its_revisions() {
        let root = project(&[
            ("m/env.py", "schema_translate_map = {}\n"),
            ("m/versions/a.py", "op.execute('CREATE EXTENSION vector')\nimport pgvector.sqlalchemy\n"),
            ("m/versions/2024/b.py", "op.execute('INSERT INTO doc VALUES (1)')\n"),
        ]);
        let folder = Folders::default().of(&root.path().join("m/versions/2024"), &Models::default());
        assert_eq!(folder.order_reliance("Doc").as_deref(), Some("2024/b.py"));
        assert!(folder.env_mentions("schema_translate_map"));
        assert_eq!(folder.other_dialect(), None);
    }

    #[test]
    fn another_database_shows_in_many_places() {
        let evidence = |name: &str, text: &str| {
            let root =
                project(&[("m/versions/a.py", ""), ("m/env.py", ""), ("alembic.ini", ""), (name, text)]);
            let folder = Folders::default().of(&root.path().join("m/versions"), &Models::default());
            folder.other_dialect()
        };
        let found = |name, text| evidence(name, text).unwrap();
        assert_eq!(evidence("m/env.py", "x\nrender_as_batch = True\n"), None);
        assert_eq!(found("m/env.py", "if url.startswith('sqlite'):\n"), "m/env.py:1 mentions sqlite");
        assert_eq!(
            found("alembic.ini", "[alembic]\nsqlalchemy.url = sqlite:///x\n"),
            "alembic.ini has a sqlite URL"
        );
        assert_eq!(found("requirements-db.txt", "a\nPyMySQL>=1\n"), "requirements-db.txt:2 requires pymysql");
        assert_eq!(
            found("m/versions/b.py", "from sqlalchemy.dialects import mysql\n"),
            "m/versions/b.py:1 mentions mysql"
        );
        assert_eq!(
            found("m/versions/b.py", "if bind.dialect.name == 'sqlite':\n"),
            "m/versions/b.py:1 mentions sqlite"
        );
        assert_eq!(evidence("m/env.py", "# sqlite\n"), None);
        assert_eq!(evidence("m/versions/b.py", "from sqlalchemy.dialects import postgresql\n"), None);
    }
}
