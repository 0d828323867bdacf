//! The files of a project's sources, looked through once for all projects of a repository.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use elsa::sync::FrozenMap;
use ignore::WalkBuilder;
use memchr::memmem::Finder;

use super::SKIPPED;
use super::scan::as_text;
use super::touched::{assigned, compiled, imports, touched, word};

/// Folders whose classes only pretend to be the project's.
const TESTS: &[&str] = &["tests", "test", "testing", "docs", "examples", "build", "dist"];
/// What Alembic calls the folder of the revisions, beside `env.py`.
const VERSIONS: &str = "versions";
/// How many bytes of texts are kept; what is beyond them is read again where it is asked for.
const KEPT: usize = 128 << 20;

/// The trees of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Trees(Arc<Mutex<HashMap<Place, Arc<Tree>>>>);

/// Which files a tree has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Place {
    /// Below it lie all of them.
    top: PathBuf,
    /// A folder of revisions that another project would not know for one, or would not find.
    versions: Option<PathBuf>,
}

/// The Python files below a folder that are neither revisions nor tests.
#[derive(Debug)]
pub(super) struct Tree {
    place: Place,
    index: OnceLock<Index>,
    by_module: OnceLock<HashMap<String, Vec<usize>>>,
    touched: FrozenMap<String, Box<Option<String>>>,
    imported: FrozenMap<String, Box<bool>>,
}

/// What a quick look at all files finds.
#[derive(Debug, Default)]
struct Index {
    /// The files in the order of their paths.
    files: Vec<Looked>,
    /// Names that are defined at the top of files.
    defined: BTreeMap<String, Vec<usize>>,
    /// Classes that something is registered for, with the place.
    registered: BTreeMap<String, String>,
    /// Attributes that are assigned, with the owner's last name, the file and the place in it.
    assigned: BTreeMap<String, Vec<(String, usize, usize)>>,
    /// The folders of projects with revisions of their own.
    projects: Vec<PathBuf>,
}

/// A file, and its text as far as it is kept.
#[derive(Debug)]
struct Looked {
    path: PathBuf,
    text: Option<Box<str>>,
}

impl Trees {
    /// The tree below `top` for the project of these revisions.
    pub(super) fn of(&self, top: &Path, versions: &Path) -> Arc<Tree> {
        let is_usual = is_versions(versions)
            && versions.strip_prefix(top).is_ok_and(|inner| !inner.iter().any(is_skipped));
        let place = Place { top: top.to_owned(), versions: (!is_usual).then(|| versions.to_owned()) };
        let mut trees = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(trees.entry(place).or_insert_with_key(|place| {
            Arc::new(Tree {
                place: place.clone(),
                index: OnceLock::new(),
                by_module: OnceLock::new(),
                touched: FrozenMap::new(),
                imported: FrozenMap::new(),
            })
        }))
    }
}

fn is_skipped(name: &std::ffi::OsStr) -> bool {
    SKIPPED.iter().chain(TESTS).any(|skipped| name == *skipped)
}

/// Whether the folder has the revisions of some project.
fn is_versions(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name == VERSIONS) && folder.with_file_name("env.py").is_file()
}

impl Tree {
    /// The files that may be the module of that dotted name, given as a path.
    pub(super) fn modules<'t>(&'t self, inner: &Path) -> impl Iterator<Item = &'t PathBuf> {
        let by_module = self.by_module.get_or_init(|| {
            let mut by_module: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, file) in self.index().files.iter().enumerate() {
                by_module.entry(module_of(&file.path)).or_default().push(at);
            }
            by_module
        });
        let (plain, package) = (inner.with_extension("py"), inner.join("__init__.py"));
        let found = by_module.get(&module_of(&plain)).into_iter().flatten();
        found
            .map(|at| &self.index().files[*at].path)
            .filter(move |path| path.ends_with(&plain) || path.ends_with(&package))
    }

    /// The files that define the name at their top.
    pub(super) fn defining(&self, name: &str) -> impl Iterator<Item = &PathBuf> {
        let index = self.index();
        index.defined.get(name).into_iter().flatten().map(|at| &index.files[*at].path)
    }

    /// The files that hold the text, or define a name at their top that fits.
    pub(super) fn holding(&self, text: &str, fits: &dyn Fn(&str) -> bool) -> Vec<&PathBuf> {
        let index = self.index();
        let finder = Finder::new(text);
        let holds = |(at, file): (usize, &Looked)| finder.find(file.text().as_bytes()).map(|_| at);
        let mut found: Vec<usize> = index.files.iter().enumerate().filter_map(holds).collect();
        found.extend(index.defined.iter().filter(|(name, _)| fits(name)).flat_map(|(_, files)| files));
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| &index.files[at].path).collect()
    }

    /// Where something is registered for the class.
    pub(super) fn registered(&self, class: &str) -> Option<String> {
        self.index().registered.get(class).cloned()
    }

    /// Where an attribute of the module with that last name is assigned from outside.
    pub(super) fn replaced(&self, module: &str, name: &str) -> Option<String> {
        let index = self.index();
        index.assigned.get(name)?.iter().find_map(|(owner, file, at)| {
            let file = &index.files[*file];
            let text = file.text();
            let is_module = owner == module || text.contains(&format!("{module} as {owner}"));
            is_module.then(|| self.shown(&file.path, &text, *at))
        })
    }

    /// Where a class, list or dictionary of that name is changed from outside of its definition.
    pub(super) fn patched(&self, name: &str) -> Option<String> {
        if let Some(known) = self.touched.get(name) {
            return known.clone();
        }
        let finder = Finder::new(name);
        let found = self.index().files.iter().find_map(|file| {
            let text = file.text();
            finder.find(text.as_bytes())?;
            touched(&text, name).map(|at| self.shown(&file.path, &text, at))
        });
        self.touched.insert(name.to_owned(), Box::new(found)).clone()
    }

    /// Whether a file imports the module `root`.
    pub(super) fn imported(&self, root: &str) -> bool {
        if let Some(known) = self.imported.get(root) {
            return *known;
        }
        let found = self.index().files.iter().any(|file| imports(&file.text(), root));
        *self.imported.insert(root.to_owned(), Box::new(found))
    }

    /// `app/types.py:12`
    fn shown(&self, path: &Path, text: &str, at: usize) -> String {
        let path = path.strip_prefix(&self.place.top).unwrap_or(path);
        format!("{}:{}", path.display(), text[..at].matches('\n').count() + 1)
    }

    /// Whether a file is of another project than these revisions.
    pub(super) fn is_foreign(&self, path: &Path, versions: &Path) -> bool {
        let mut projects = self.index().projects.iter();
        projects.any(|project| path.starts_with(project) && !versions.starts_with(project))
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let projects: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
            let seen = Arc::clone(&projects);
            let Place { top, versions: own } = self.place.clone();
            let walk = WalkBuilder::new(&top)
                .require_git(false)
                .filter_entry(move |entry| {
                    let path = entry.path();
                    if entry.depth() == 0 || !path.is_dir() {
                        return true;
                    }
                    // Whatever their folder is called, the revisions' own project is one.
                    let leads = own.as_ref().is_some_and(|own| own.starts_with(path));
                    let skipped = is_skipped(entry.file_name()) && !leads;
                    let holds_revisions = own.as_deref() == Some(path) || is_versions(path);
                    if !skipped && holds_revisions {
                        let project = path.ancestors().nth(2).map(Path::to_owned);
                        seen.lock().unwrap_or_else(PoisonError::into_inner).extend(project);
                    }
                    !skipped && !holds_revisions
                })
                .build();
            let mut paths: Vec<PathBuf> = walk
                .flatten()
                .map(ignore::DirEntry::into_path)
                .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
                .filter(|path| {
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    !name.starts_with("test_") && name != "conftest.py"
                })
                .collect();
            paths.sort_unstable();
            let mut index = self.look_through(&paths);
            index.projects = mem::take(&mut *projects.lock().unwrap_or_else(PoisonError::into_inner));
            index
        })
    }

    /// Looks through files in threads of its own, as a worker may be waiting for this.
    fn look_through(&self, paths: &[PathBuf]) -> Index {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let share = paths.len().div_ceil(threads).max(32);
        let parts = paths.len().div_ceil(share).max(1);
        thread::scope(|scope| {
            let look = |paths: &[PathBuf]| {
                let mut index = Index::default();
                let mut left = KEPT / parts;
                paths.iter().for_each(|path| self.look(path, &mut index, &mut left));
                index
            };
            let workers: Vec<_> = paths.chunks(share).map(|paths| scope.spawn(move || look(paths))).collect();
            workers.into_iter().fold(Index::default(), |mut all, worker| {
                let part = worker.join().unwrap_or_default();
                let first = all.files.len();
                for (name, files) in part.defined {
                    all.defined.entry(name).or_default().extend(files.into_iter().map(|at| first + at));
                }
                all.registered.extend(part.registered);
                for (name, places) in part.assigned {
                    let places = places.into_iter().map(|(owner, file, at)| (owner, first + file, at));
                    all.assigned.entry(name).or_default().extend(places);
                }
                all.files.extend(part.files);
                all
            })
        })
    }

    /// Looks at a file, and keeps its text if it is among the bytes that are `left`.
    fn look(&self, path: &Path, index: &mut Index, left: &mut usize) {
        let Ok(bytes) = fs::read(path) else { return };
        let at = index.files.len();
        let text = as_text(&bytes);
        for line in text.split('\n') {
            let name = match line.strip_prefix("class ") {
                Some(rest) => word(rest),
                // `Name = …` and `Name: type = …`
                None => {
                    let name = word(line);
                    let rest = line[name.len()..].trim_start();
                    if rest.starts_with(['=', ':']) && !rest.starts_with("==") { name } else { "" }
                }
            };
            if !name.is_empty() {
                let files = index.defined.entry(name.to_owned()).or_default();
                if files.last() != Some(&at) {
                    files.push(at);
                }
            }
        }
        for (class, at) in compiled(&text) {
            index.registered.entry(class).or_insert_with(|| self.shown(path, &text, at));
        }
        for (owner, name, offset) in assigned(&text) {
            index.assigned.entry(name.to_owned()).or_default().push((owner.to_owned(), at, offset));
        }
        let kept = left.checked_sub(text.len());
        *left = kept.unwrap_or(0);
        let text = kept.map(|_| text.into_owned().into_boxed_str());
        index.files.push(Looked { path: path.to_owned(), text });
    }
}

impl Looked {
    fn text(&self) -> Cow<'_, str> {
        match &self.text {
            Some(text) => Cow::Borrowed(text),
            None => {
                let bytes = fs::read(&self.path).unwrap_or_default();
                Cow::Owned(as_text(&bytes).into_owned())
            }
        }
    }
}

/// The last part of a module's dotted name.
fn module_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    let named =
        if stem == "__init__" { path.parent().and_then(Path::file_name).unwrap_or(stem) } else { stem };
    named.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "a test's own files")]
    fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn defining(tree: &Tree, name: &str) -> Vec<String> {
        let shown = |path: &PathBuf| path.strip_prefix(&tree.place.top).unwrap().display().to_string();
        tree.defining(name).map(shown).collect()
    }

    #[test]
    fn projects_of_one_repository_share_its_sources_and_no_revision_is_one() {
        let root = repository(&[
            ("a/migrations/env.py", ""),
            ("a/migrations/versions/1.py", "class Own:\n"),
            ("a/types.py", "class Own:\n    pass\nOTHER = 1\n"),
            ("b/migrations/env.py", ""),
            ("b/migrations/versions/1.py", "class Own:\n"),
            ("b/versions/types.py", "class Own:\n"),
            ("b/tests/types.py", "class Own:\n"),
            ("tests/c/migrations/env.py", ""),
            ("tests/c/migrations/versions/1.py", "class Own:\n"),
            ("tests/c/types.py", "class Own:\n"),
            ("d/env.py", ""),
            ("d/revisions/1.py", "class Own:\n"),
        ]);
        let trees = Trees::default();
        let of = |versions: &str| trees.of(root.path(), &root.path().join(versions));
        let (a, b) = (of("a/migrations/versions"), of("b/migrations/versions"));
        assert!(Arc::ptr_eq(&a, &b));
        let is_foreign =
            |path: &str| b.is_foreign(&root.path().join(path), &root.path().join("b/migrations/versions"));
        assert!(
            is_foreign("a/types.py") && !is_foreign("b/versions/types.py") && !is_foreign("libs/types.py")
        );
        assert_eq!(defining(&a, "Own"), ["a/types.py", "b/versions/types.py", "d/revisions/1.py"]);
        assert_eq!(defining(&a, "OTHER"), ["a/types.py"]);
        let c = of("tests/c/migrations/versions");
        assert!(defining(&c, "Own").contains(&"tests/c/types.py".to_owned()));
        assert!(!defining(&of("d/revisions"), "Own").contains(&"d/revisions/1.py".to_owned()));
    }

    #[test]
    fn a_text_that_was_too_much_to_keep_is_read_again() {
        let root = repository(&[("a.py", "GUID.impl = 1\n"), ("b/__init__.py", "import geo\n")]);
        let tree = Trees::default().of(root.path(), &root.path().join("versions"));
        let mut index = Index::default();
        let mut left = 14;
        tree.look(&root.path().join("a.py"), &mut index, &mut left);
        tree.look(&root.path().join("b/__init__.py"), &mut index, &mut left);
        assert!(index.files[0].text.is_some() && index.files[1].text.is_none());
        assert_eq!(index.files[1].text(), "import geo\n");
        tree.index.set(index).unwrap();
        assert_eq!(tree.patched("GUID").as_deref(), Some("a.py:1"));
        assert!(tree.imported("geo") && !tree.imported("gis"));
        assert_eq!(tree.modules(Path::new("x/b")).count(), 0);
        assert_eq!(tree.modules(Path::new("b")).count(), 1);
    }
}
