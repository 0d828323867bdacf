"""Proves that two versions of the revisions do the same."""

import io
import os
import subprocess
import tarfile

from .catalog import Volatile
from .run import Run, Stop, differences
from .walk import STEPS, Walk

# What goes wrong where an import is missing.
IMPORTS = ("ModuleNotFoundError", "ImportError", "NameError", "AttributeError")


class Comparison(Walk):
    """What is told of two versions of one history: the one before, and the one at hand."""

    def __init__(self, conductor, history):
        super().__init__(conductor, history)
        self.volatile = Volatile()
        # What was said at an earlier step; it shows at all that follow.
        self.said = set()

    def prove(self):
        """Run both, step by step."""
        now = Run(self.conductor, self.history)
        if not self.open(now):
            return
        self.tell_doubles(now)
        asked = self.conductor.asked
        locations = earlier(self.conductor, self.history, now.opened["locations"])
        old = Run(self.conductor, self.history, locations, asked["stubs"], number=1)
        failure = old.start()
        if failure:
            raise Stop("the version before cannot be loaded: %s%s" % (placed_before(failure, locations), self.hint(failure)))
        pairs = self.pairs(old, now)
        order, wanted = self.chosen([one for one, _ in pairs])
        before = {one["id"]: other for one, other in pairs}
        self.conductor.tell({"event": "steps", "count": STEPS * len(wanted) + len(order) - len(wanted)})
        done = []
        for revision in order:
            if not self.both_up(old, now, revision, before[revision["id"]], len(order) - len(done) - 1):
                return
            done.append(revision)
            if revision["id"] in wanted:
                self.back_and_forth_alike(old, now, revision, before[revision["id"]], done, before)
                self.proved += 1

    def pairs(self, old, now):
        """The revisions that both have; others are named."""
        others = {one["id"]: one for one in old.opened["revisions"]}
        pairs = [(one, others.pop(one["id"], None)) for one in now.opened["revisions"]]
        for one, other in pairs:
            if other is None:
                self.tell("new-revision", "note", one)
            elif one["parents"] != other["parents"]:
                self.tell("other-parents", "error", one, message="%s before, %s now" % (
                    ", ".join(other["parents"]) or "none", ", ".join(one["parents"]) or "none"))
        for other in others.values():
            self.tell("lost-revision", "error", dict(other, path=None))
        return [(one, other) for one, other in pairs if other is not None]

    def both_up(self, old, now, revision, other, left):
        """Upgrade both; whether it can go on."""
        failures = [self.checked(old.step(other, True)), self.checked(now.step(revision, True))]
        self.advance()
        if failures == [None, None]:
            return True
        if alike(*failures):
            self.tell("failed-upgrade", "error", revision, failures[1], unreached=left,
                      message="%s (in both versions)" % failures[1]["message"])
        else:
            self.fails_otherwise("upgrade", revision, failures)
        return False

    def fails_otherwise(self, step, revision, failures):
        """Say of a step how it fails in only one version, or otherwise in the other."""
        words = [failure["message"] if failure else "it runs" for failure in failures]
        failure = failures[1] or failures[0]
        shown = dict(failure, message="before: %s; now: %s" % tuple(words))
        if failures[1] is None:
            shown["message"] += self.hint(failure)
        if failures[1] is None:
            # The line is of a file that is not there any more.
            shown.update(path=revision["path"], line=revision["lines"][step])
        self.tell("other-failure", "error", revision, shown, step=step)

    def hint(self, failure):
        """What helps a version before that lacks packages or imports."""
        if self.conductor.asked["stubs"] or failure["kind"] not in IMPORTS:
            return ""
        return "; --stub lets the version before run without the packages of types that rules know"

    def back_and_forth_alike(self, old, now, revision, other, done, before):
        """Down and up again, in both; then compare what each of the three steps left."""
        states = [[self.state(run)] for run in (old, now)]
        for step, up in (("downgrade", False), ("second upgrade", True)):
            failures = [self.checked(old.step(other, up)), self.checked(now.step(revision, up))]
            self.advance()
            if failures != [None, None]:
                if not up:
                    self.advance()
                if alike(*failures):
                    failure = self.at(failures[1], revision, "upgrade" if up else "downgrade")
                    self.tell("fails-alike", "note", revision, failure, step=step)
                else:
                    self.fails_otherwise("upgrade" if up else step, revision, failures)
                old.again([before[one["id"]] for one in done])
                now.again(done)
                for found, run in zip(states, (old, now)):
                    self.learn(found[0], self.state(run))
                break
            for found, run in zip(states, (old, now)):
                found.append(self.state(run))
        if len(states[0]) == STEPS:
            for found in states:
                self.learn(found[0], found[2])
        for step, one, two in zip(("upgrade", "downgrade", "second upgrade"), *states):
            self.compare(old, revision, step, one, two)

    def learn(self, one, other):
        """Compare the rows of two runs of one version."""
        for first, second in zip(one[1], other[1]):
            self.volatile.learn(first, second)

    def state(self, run):
        return run.look(), run.rows()

    def compare(self, run, revision, step, one, two):
        """Report how a step left the two versions' databases."""
        found = list(differences(one[0], two[0]))
        for at, (rows, others) in enumerate(zip(one[1], two[1])):
            found += [(at, difference) for difference in self.volatile.compare(rows, others)]
        found = [(at, one) for at, one in found if not self.was_said(at, one)]
        moved = [entry for entry in found if entry[1].change == "order"]
        line = revision["lines"]["downgrade" if step == "downgrade" else "upgrade"]
        for kind, severity, some in (("other-order", "note", moved),
                                     ("other-result", "error", [entry for entry in found if entry not in moved])):
            if some:
                self.tell(kind, severity, revision, differences=self.told(run, some), line=line, step=step)


    def was_said(self, at, difference):
        """Whether a difference is one of an earlier step."""
        key = (at, *difference.told().values())
        known = key in self.said
        self.said.add(key)
        return known


def alike(one, other):
    """Whether both fail, and for the same reason."""
    return one is not None and other is not None and one["message"] == other["message"]


def placed_before(failure, locations):
    """A failure of the version before, by the name of its file."""
    name = os.path.basename(failure["path"]) + ": " if failure["path"] else ""
    return name + failure["message"]


def earlier(conductor, history, locations):
    """Folders with the version before of the revisions in `locations`."""
    against = conductor.asked["against"]
    if os.path.isdir(against):
        return [in_folder(against, history, location) for location in locations]
    return [committed(conductor, against, location) for location in locations]


def in_folder(folder, history, location):
    """Where a folder holds the revisions of `location`: in itself, in `versions`, or where the project has them."""
    relative = os.path.relpath(location, history["folder"])
    for place in (os.path.join(folder, relative), os.path.join(folder, "versions"), folder):
        if os.path.isdir(place) and any(name.endswith(".py") for name in os.listdir(place)):
            return os.path.abspath(place)
    raise Stop("--against: there are no revisions in %s" % folder)


def committed(conductor, revision, location):
    """A folder with the revisions of `location` as git has them."""
    if revision.startswith("-"):
        raise Stop("--against: `%s` is neither a folder nor a commit" % revision)
    command = ["git", "-C", location, "archive", "--format=tar", revision]
    try:
        result = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)
    except OSError as error:
        raise Stop("--against needs git, which does not start: %s" % error) from None
    if result.returncode:
        said = result.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise Stop("--against: `%s` is neither a folder nor a commit that holds %s: %s" % (revision, location, said))
    folder = conductor.temporary()
    with tarfile.open(fileobj=io.BytesIO(result.stdout)) as archive:
        for entry in archive:
            place = os.path.join(folder, entry.name)
            if not entry.isfile() or not os.path.realpath(place).startswith(os.path.realpath(folder) + os.sep):
                continue
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as handle:
                handle.write(archive.extractfile(entry).read())
    return folder
