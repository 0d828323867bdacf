//! Any bytes as a revision: nothing panics, a fix is proved and stays, and a plain revision has no finding.

#![no_main]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use rectify::engine::{self, Status};
use rectify::plan::{Alone, Options, plan};
use rectify::python::parse;
use rectify::revision::{Revision, is_plain};
use rectify::rules::RuleSet;
use rectify::schema::{Environment, History, Told};
use rectify::source::SourceFile;

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::shipped);

fuzz_target!(|bytes: &[u8]| {
    let Ok(file) = SourceFile::decode("versions/a.py", bytes.to_vec()) else { return };
    for freeze in [false, true] {
        let options = Options { freeze, ..Options::default() };
        let report = engine::run(file.clone(), &RULES, &options, &Alone);
        match (report.status, report.fixed) {
            (Status::Failed(why), _) => assert!(why.ends_with("nested too deep to be read"), "{why}"),
            (Status::Changed, Some(fixed)) => {
                let fixed = SourceFile::decode("versions/a.py", file.encode(&fixed)).expect("it is text");
                let again = engine::run(fixed, &RULES, &options, &Alone);
                assert_eq!(again.status, Status::Unchanged, "the second run changes it again");
            }
            (Status::Changed, None) => panic!("a change without a text"),
            (Status::NotARevision | Status::Unchanged, fixed) => assert!(fixed.is_none()),
        }
    }
    if is_plain(file.text(), &|table| RULES.owns_table(table)) {
        let module = parse(&file).expect("a plain revision is Python");
        let revision = Revision::read(&file, &module).expect("a plain revision is one");
        assert!(
            plan(&revision, &RULES, &Options::default(), &Alone).findings.is_empty(),
            "a plain revision is clean"
        );
    }
    let files = [(Path::new("versions/a.py").to_owned(), Arc::from(file.text()))];
    let history = History::read(&files, &RULES, Environment::default(), &|_| Told::default());
    let ids: Vec<&str> = history.graph().order().map(|node| node.id.as_str()).collect();
    let _ = history.schema_at(ids);
});
