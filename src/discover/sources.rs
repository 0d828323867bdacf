//! The project's Python sources, read when they are first asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use elsa::sync::FrozenMap;
use ignore::WalkBuilder;

use super::SKIPPED;
use super::scan::as_text;
use super::touched::{assigned, compiled, imports, touched, word};
use crate::project::{Found, SourceModule, Sources};
use crate::python::{ParseError, is_standard_library, parse};
use crate::source::SourceFile;

/// How far above the scripts the project's top may be.
const LEVELS: usize = 8;
/// What stands at the top of a project.
const MARKERS: &[&str] = &[
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "alembic.ini",
    "rectify.toml",
    "requirements.txt",
    "manage.py",
];
/// Folders whose classes only pretend to be the project's.
const TESTS: &[&str] = &["tests", "test", "testing", "docs", "examples", "build", "dist"];

/// The sources of the project that a revision folder belongs to.
#[derive(Debug)]
pub(crate) struct ProjectSources {
    /// Below it lie all sources.
    top: PathBuf,
    /// Paths that Python may look for modules in.
    roots: Vec<PathBuf>,
    /// The revisions, which are no sources.
    versions: PathBuf,
    files: FrozenMap<PathBuf, Box<Entry>>,
    places: Mutex<HashMap<String, Place>>,
    index: OnceLock<Index>,
    touched: FrozenMap<String, Box<Option<String>>>,
}

#[derive(Debug)]
enum Entry {
    Module(SourceModule),
    Unreadable(String),
}

/// Where a dotted name leads.
#[derive(Clone, Debug)]
enum Place {
    Missing,
    Folder,
    File(PathBuf),
    Several(Vec<PathBuf>),
}

/// What a quick look at all sources finds.
#[derive(Debug, Default)]
struct Index {
    /// Names that are defined at the top of files.
    defined: BTreeMap<String, BTreeSet<PathBuf>>,
    /// Classes that something is registered for, with the place.
    registered: BTreeMap<String, String>,
    /// Attributes that are assigned, with the owner's last name and the number of the file and the place.
    assigned: BTreeMap<String, Vec<(String, usize, usize)>>,
    /// Every file.
    paths: Vec<PathBuf>,
    /// Their texts, by the paths that are shown.
    texts: Vec<(String, String)>,
}

impl ProjectSources {
    /// The sources around `scripts`, the folder of `env.py`, or around the revisions where there is none.
    pub(crate) fn around(versions: &Path, scripts: Option<&Path>) -> Self {
        // Without an `env.py` nothing says where a project would be; above may lie anything.
        let top = scripts.map_or_else(|| versions.to_owned(), top_of);
        let scripts = scripts.unwrap_or(versions);
        let mut roots: Vec<PathBuf> =
            scripts.ancestors().take_while(|folder| folder.starts_with(&top)).map(Path::to_owned).collect();
        let nested: Vec<PathBuf> =
            roots.iter().map(|root| root.join("src")).filter(|path| path.is_dir()).collect();
        roots.extend(nested);
        Self {
            top,
            roots,
            versions: versions.to_owned(),
            files: FrozenMap::new(),
            places: Mutex::default(),
            index: OnceLock::new(),
            touched: FrozenMap::new(),
        }
    }

    fn place(&self, name: &str) -> Place {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = places.get(name) {
            return place.clone();
        }
        let inner: PathBuf = name.split('.').collect();
        let mut files = Vec::new();
        let mut folder = false;
        for root in &self.roots {
            let package = root.join(&inner);
            let initial = package.join("__init__.py");
            let plain = package.with_extension("py");
            if initial.is_file() {
                files.push(initial);
            } else if plain.is_file() {
                files.push(plain);
            } else {
                folder |= package.is_dir();
            }
        }
        files.dedup();
        if files.is_empty() && !folder && name.contains('.') && !is_standard_library(name) {
            files = self.elsewhere(&inner);
        }
        let place = match (files.len(), folder) {
            (0, false) => Place::Missing,
            (0, true) => Place::Folder,
            (1, _) => Place::File(files.swap_remove(0)),
            _ => Place::Several(files),
        };
        places.insert(name.to_owned(), place.clone());
        place
    }

    /// Files of that dotted name below folders that nothing says to be a root (`libs/common/kinds.py`).
    fn elsewhere(&self, inner: &Path) -> Vec<PathBuf> {
        let (plain, package) = (inner.with_extension("py"), inner.join("__init__.py"));
        let is_root = |root: &Path| !root.join("__init__.py").is_file();
        let fits = |path: &PathBuf| {
            let depth = if path.ends_with(&plain) { &plain } else { &package };
            path.ends_with(depth) && path.ancestors().nth(depth.components().count()).is_some_and(is_root)
        };
        self.index().paths.iter().filter(|path| fits(path)).cloned().collect()
    }

    fn file(&self, path: &Path) -> &Entry {
        if let Some(entry) = self.files.get(path) {
            return entry;
        }
        let entry = self.read(path).map_or_else(Entry::Unreadable, Entry::Module);
        self.files.insert(path.to_owned(), Box::new(entry))
    }

    fn read(&self, path: &Path) -> Result<SourceModule, String> {
        let bytes = fs::read(path).map_err(|error| error.to_string())?;
        let shown = path.strip_prefix(&self.top).unwrap_or(path).to_owned();
        let file = SourceFile::decode(shown, bytes).map_err(|error| error.to_string())?;
        let module = parse(&file).map_err(|error| match error {
            ParseError::Syntax { span, message } => format!("line {}: {message}", file.line(span.start)),
            ParseError::TooDeep(span) => format!("line {}: nested too deep", file.line(span.start)),
        })?;
        let is_package = path.file_name().is_some_and(|name| name == "__init__.py");
        Ok(SourceModule { name: self.name_of(path), is_package, file, module })
    }

    /// The dotted name of a file: from the topmost package down, or from the nearest root.
    fn name_of(&self, path: &Path) -> String {
        let folder = path.parent().unwrap_or(path);
        let mut base = folder;
        while base.join("__init__.py").is_file() && base != self.top {
            base = base.parent().unwrap_or(base);
        }
        if base == folder {
            // No package: the nearest root above it.
            let holds = |root: &&PathBuf| path.starts_with(root);
            base = self
                .roots
                .iter()
                .filter(holds)
                .max_by_key(|root| root.components().count())
                .map_or(folder, |root| root);
        }
        let inner = path.strip_prefix(base).unwrap_or(path).with_extension("");
        let mut parts: Vec<String> =
            inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        if parts.last().is_some_and(|last| last == "__init__") {
            parts.pop();
        }
        parts.join(".")
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let versions = self.versions.clone();
            let walk = WalkBuilder::new(&self.top)
                .require_git(false)
                .filter_entry(move |entry| {
                    let name = entry.file_name().to_string_lossy();
                    let skipped = SKIPPED.contains(&name.as_ref()) || TESTS.contains(&name.as_ref());
                    // Whatever their folder is called, the revisions' own project is one.
                    let skipped = skipped && entry.path().is_dir() && !versions.starts_with(entry.path());
                    entry.depth() == 0 || entry.path() != versions && !skipped
                })
                .build();
            let paths: Vec<PathBuf> = walk
                .flatten()
                .map(ignore::DirEntry::into_path)
                .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
                .filter(|path| {
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    !name.starts_with("test_") && name != "conftest.py"
                })
                .collect();
            self.look_through(&paths)
        })
    }

    /// Looks through files in threads of its own, as a worker may be waiting for this.
    fn look_through(&self, paths: &[PathBuf]) -> Index {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let share = paths.len().div_ceil(threads).max(32);
        std::thread::scope(|scope| {
            let workers: Vec<_> = paths
                .chunks(share)
                .map(|paths| {
                    scope.spawn(|| {
                        let mut index = Index::default();
                        paths.iter().for_each(|path| index.look(path, &self.top));
                        index
                    })
                })
                .collect();
            workers.into_iter().fold(Index::default(), |mut all, worker| {
                let part = worker.join().unwrap_or_default();
                for (name, paths) in part.defined {
                    all.defined.entry(name).or_default().extend(paths);
                }
                all.registered.extend(part.registered);
                let before = all.texts.len();
                for (name, places) in part.assigned {
                    let places = places.into_iter().map(|(owner, file, at)| (owner, before + file, at));
                    all.assigned.entry(name).or_default().extend(places);
                }
                all.texts.extend(part.texts);
                all.paths.extend(part.paths);
                all
            })
        })
    }
}

impl Index {
    fn look(&mut self, path: &Path, top: &Path) {
        let Ok(bytes) = fs::read(path) else { return };
        self.paths.push(path.to_owned());
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
                self.defined.entry(name.to_owned()).or_default().insert(path.to_owned());
            }
        }
        let shown = path.strip_prefix(top).unwrap_or(path).display().to_string();
        for (class, at) in compiled(&text) {
            self.registered.entry(class).or_insert_with(|| place(&shown, &text, at));
        }
        for (owner, name, at) in assigned(&text) {
            let place = (owner.to_owned(), self.texts.len(), at);
            self.assigned.entry(name.to_owned()).or_default().push(place);
        }
        self.texts.push((shown, text.into_owned()));
    }
}

/// `app/types.py:12`
fn place(shown: &str, text: &str, at: usize) -> String {
    format!("{shown}:{}", text[..at].matches('\n').count() + 1)
}

/// The topmost folder of the project: that of the repository, or the uppermost one with a project's files.
fn top_of(scripts: &Path) -> PathBuf {
    let above = || scripts.ancestors().take(LEVELS);
    let repository = above().find(|folder| folder.join(".git").exists() || folder.join(".hg").exists());
    // Flask-Migrate keeps `alembic.ini` beside `env.py`, below the project's top.
    let marks = |folder: &&Path| {
        MARKERS
            .iter()
            .any(|name| folder.join(name).is_file() && (*folder != scripts || *name != "alembic.ini"))
    };
    let marked = || above().filter(marks).last();
    repository.or_else(marked).or(scripts.parent()).unwrap_or(scripts).to_owned()
}

impl Sources for ProjectSources {
    fn module(&self, name: &str) -> Found<'_> {
        match self.place(name) {
            Place::Missing => Found::Missing,
            Place::Folder => Found::Folder,
            Place::Several(paths) => Found::Several(
                paths.iter().map(|path| path.strip_prefix(&self.top).unwrap_or(path).to_owned()).collect(),
            ),
            Place::File(path) => match self.file(&path) {
                Entry::Module(module) => Found::Module(module),
                Entry::Unreadable(reason) => Found::Unreadable(reason.clone()),
            },
        }
    }

    fn defining(&self, name: &str) -> Vec<&SourceModule> {
        let paths = self.index().defined.get(name);
        paths
            .into_iter()
            .flatten()
            .filter_map(|path| match self.file(path) {
                Entry::Module(module) => Some(module),
                Entry::Unreadable(_) => None,
            })
            .collect()
    }

    fn holding(&self, text: &str, fits: &dyn Fn(&str) -> bool) -> Vec<&SourceModule> {
        let index = self.index();
        let named = index.defined.iter().filter(|(name, _)| fits(name)).flat_map(|(_, paths)| paths);
        let finder = memchr::memmem::Finder::new(text);
        let holds = |(path, (_, text)): (_, &(String, String))| finder.find(text.as_bytes()).map(|_| path);
        let paths: BTreeSet<&PathBuf> =
            index.paths.iter().zip(&index.texts).filter_map(holds).chain(named).collect();
        paths
            .into_iter()
            .filter_map(|path| match self.file(path) {
                Entry::Module(module) => Some(module),
                Entry::Unreadable(_) => None,
            })
            .collect()
    }

    fn registered(&self, class: &str) -> Option<String> {
        self.index().registered.get(class).cloned()
    }

    fn replaced(&self, module: &SourceModule, name: &str) -> Option<String> {
        let own = module.name.rsplit('.').next().unwrap_or_default();
        let index = self.index();
        let (_, file, at) = index.assigned.get(name)?.iter().find(|(owner, file, _)| {
            owner == own || index.texts[*file].1.contains(&format!("{own} as {owner}"))
        })?;
        let (shown, text) = &index.texts[*file];
        Some(place(shown, text, *at))
    }

    fn roots(&self) -> Vec<PathBuf> {
        self.roots.iter().map(|root| std::path::absolute(root).unwrap_or_else(|_| root.clone())).collect()
    }

    fn patched(&self, name: &str) -> Option<String> {
        if let Some(known) = self.touched.get(name) {
            return known.clone();
        }
        let found = self
            .index()
            .texts
            .iter()
            .find_map(|(shown, text)| touched(text, name).map(|at| place(shown, text, at)));
        self.touched.insert(name.to_owned(), Box::new(found)).clone()
    }

    fn imported(&self, root: &str) -> bool {
        let named = |name: &&str| {
            let text = fs::read_to_string(self.top.join(name)).unwrap_or_default();
            text.contains(root) || text.contains(&root.replace('_', "-"))
        };
        self.index().texts.iter().any(|(_, text)| imports(text, root)) || MARKERS.iter().any(named)
    }
}
