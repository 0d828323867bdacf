"""Walks a history: every revision up, down and up again."""

from .run import Run, Stop, differences

# How often a step is run for each revision that is proved.
STEPS = 3


class Walk:
    """What is told of one history."""

    def __init__(self, conductor, history):
        self.conductor = conductor
        self.history = history
        self.proved = 0

    def tell(self, kind, severity, revision=None, failure=None, **more):
        """Report a finding."""
        found = {"event": "finding", "kind": kind, "severity": severity, "revision": None, "about": "", "path": None,
                 "line": None, "statement": None, "message": None, "differences": []}
        if revision is not None:
            found.update(revision=revision["id"], about=revision["about"], path=revision["path"])
        if failure is not None:
            found.update(message=failure["message"], statement=failure["statement"])
            if failure["path"]:
                found.update(path=failure["path"], line=failure["line"])
        found.update(more)
        if found["path"] and found["line"]:
            found["text"] = line_of(found["path"], found["line"])
        self.conductor.tell(found)

    def tell_doubles(self, run):
        """Name the files that do not run because others have their identifiers."""
        for double in run.opened["doubles"]:
            self.tell("double-revision", "error", double, message="%s has it, too" % double["other"])

    def open(self, run):
        """Load the revisions of a run; whether that went well."""
        failure = run.start()
        if failure is None:
            return True
        if failure["reached"]:
            self.tell("failed-import", "error", failure=failure)
            return False
        raise Stop(placed(failure))

    def chosen(self, revisions):
        """The revisions that have to run, and the identifiers of those that are to be proved."""
        asked = self.conductor.asked
        by_id = {one["id"]: one for one in revisions}
        wanted = {one["id"] for one in revisions}
        if asked["only"] or asked["files"]:
            wanted = {self.named(name, by_id) for name in asked["only"]}
            wanted |= {one["id"] for one in revisions if one["path"] in asked["files"]}
        if asked["from"]:
            wanted &= descendants(self.named(asked["from"], by_id), revisions)
        needed, left = set(), list(wanted)
        while left:
            name = left.pop()
            if name not in needed and name in by_id:
                needed.add(name)
                left += by_id[name]["parents"]
        return [one for one in revisions if one["id"] in needed], wanted

    def named(self, name, by_id):
        """The revision that an identifier, or the beginning of one, names."""
        found = [name] if name in by_id else [known for known in by_id if known.startswith(name)]
        if len(found) != 1:
            why = "is no revision of %s" % self.history["path"]
            if found:
                why = "may be any of %s" % ", ".join(sorted(found))
            raise Stop("`%s` %s" % (name, why))
        return found[0]

    def checked(self, failure):
        """A failure that is of the revision's; one of the project's set-up ends the run."""
        if failure is not None and not failure["reached"]:
            raise Stop(placed(failure))
        return failure

    def advance(self):
        self.conductor.tell({"event": "step"})

    def prove(self):
        """Prove every revision that is asked for, and the models if they are."""
        run = Run(self.conductor, self.history)
        if not self.open(run):
            return
        self.tell_doubles(run)
        order, wanted = self.chosen(run.opened["revisions"])
        self.conductor.tell({"event": "steps", "count": STEPS * len(wanted) + len(order) - len(wanted)})
        done = []
        for revision in order:
            before = run.look()
            failure = self.checked(run.step(revision, True))
            self.advance()
            if failure:
                self.tell("failed-upgrade", "error", revision, failure, unreached=len(order) - len(done) - 1)
                return
            done.append(revision)
            if revision["id"] in wanted:
                self.back_and_forth(run, revision, run.known(before), done)
                self.proved += 1
        if self.conductor.asked["models"]:
            self.compare_models(run)

    def back_and_forth(self, run, revision, before, done):
        """Take a revision back, and run it again."""
        after = run.look()
        failure = self.checked(run.step(revision, False))
        self.advance()
        if failure:
            self.advance()
            self.tell(*refusal(failure, "failed-downgrade"), revision, self.at(failure, revision, "downgrade"))
            run.again(done)
            return
        self.judge(run, revision, before, run.look())
        failure = self.checked(run.step(revision, True))
        self.advance()
        if failure:
            self.tell("failed-second-upgrade", "error", revision, failure)
            run.again(done)
            return
        found = self.told(run, differences(after, run.look()))
        if found:
            self.tell("other-second-upgrade", "error", revision, differences=found, line=revision["lines"]["upgrade"])
            run.again(done)

    def judge(self, run, revision, before, now):
        """Say what a downgrade leaves otherwise than it was."""
        found = [(at, one) for at, one in differences(before, now) if one.change != "order"]
        line = revision["lines"]["downgrade"]
        # Extensions and roles are shared: who drops one takes it from others.
        left = {kind: [entry for entry in found if entry[1].kind == kind and entry[1].change == "extra"]
                for kind in ("extension", "role")}
        others = [one for one in found if one not in left["extension"] + left["role"]]
        for kind, severity, some in (("left-extension", "note", left["extension"]), ("left-role", "note", left["role"]),
                                     ("wrong-downgrade", "error", others)):
            if some:
                self.tell(kind, severity, revision, differences=self.told(run, some), line=line)

    def told(self, run, found):
        """Differences for the report, with the name of the database where there are several."""
        names = run.names()
        return [dict(one.told(), database=names[at] if len(names) > 1 else None) for at, one in found]

    def at(self, failure, revision, name):
        """A failure with the line of the function, where no line of the revision is known."""
        if failure["path"] is None or failure["line"] is None:
            return dict(failure, path=revision["path"], line=revision["lines"][name])
        return failure

    def compare_models(self, run):
        """Hold the databases against the models."""
        answer = run.ask({"do": "models"})
        if "failure" in answer:
            raise Stop("--models: %s" % placed(answer["failure"]))
        if answer["without"]:
            raise Stop("--models: env.py gives Alembic no target_metadata to compare with")
        if answer["differences"]:
            found = [dict(one, database=None) for one in answer["differences"]]
            self.tell("unlike-models", "error", differences=found)


def line_of(path, number):
    """The text of a line of a file, if it can be read."""
    try:
        with open(path, encoding="utf-8", newline="\n") as handle:
            return next((line.rstrip("\n") for at, line in enumerate(handle, 1) if at == number), None)
    except (OSError, ValueError):
        return None


def refusal(failure, kind):
    """A downgrade that says that there is none is no mistake."""
    return ("no-downgrade", "note") if failure.get("refuses") else (kind, "error")


def placed(failure):
    """A failure in one line, with its place."""
    place = ""
    if failure["path"]:
        place = failure["path"] + (":%d" % failure["line"] if failure["line"] else "") + ": "
    return place + failure["message"]


def descendants(first, revisions):
    """A revision and all that build on it; `revisions` has parents first."""
    found = {first}
    for one in revisions:
        if found & set(one["parents"]):
            found.add(one["id"])
    return found
