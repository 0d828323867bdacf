"""The command: python -m schema --rectify PATH [--chain SEED | --projects FOLDER] [NAME...], in an environment of the oracle."""

import argparse
import signal
import sys
import tempfile
import time
import traceback
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from oracle import cases, runs, servers
from oracle.projects import FixError, fix, make_project

from . import generator
from .proof import Outcome, prove, same

# What every case needs: imported once, before the forks.
import sqlalchemy.dialects.postgresql  # noqa: F401

# Seconds for one chain, on a busy machine too.
TIMEOUT = 3600

running = servers.Servers()


def main():
    """Prove every chain; print what the model does not know; return the exit code."""
    parser = argparse.ArgumentParser(prog="schema", description=__doc__)
    parser.add_argument("--rectify", required=True, metavar="PATH")
    parser.add_argument("--stack", default="2.1")
    parser.add_argument("--jobs", type=int, default=2, metavar="N")
    parser.add_argument("--chain", type=int, metavar="SEED", help="a generated chain instead of the cases")
    parser.add_argument("--projects", type=Path, metavar="FOLDER", help="the projects in it instead of the cases")
    parser.add_argument("--length", type=int, default=200, metavar="N", help="its revisions")
    parser.add_argument("--most-taints", type=int, default=10**6, metavar="N")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a case or a group of them")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    servers.end_with_parent(signal.SIGTERM)
    program = str(Path(arguments.rectify).resolve())
    if arguments.chain is not None:
        jobs = [(f"generated chain {arguments.chain}", (one_chain, (program, arguments.chain, arguments.length)))]
        kinds = {"vector"}
    elif arguments.projects is not None:
        folders = sorted(path for path in arguments.projects.iterdir() if path.is_dir())
        jobs = [(f"project {path.name}", (one_project, (program, path))) for path in folders]
        kinds = {"vector"}
    else:
        jobs, kinds = list(plan(arguments, program)), {"vector", "contrib"}
    for kind in sorted(kinds):
        running[kind]
    started = time.monotonic()
    failed, total, facts, taints = 0, 0, 0, {}
    pool = ProcessPoolExecutor(max_workers=arguments.jobs, mp_context=runs.context,
                               initializer=begin_worker)
    try:
        results = [(title, pool.submit(attempt, job)) for title, job in jobs]
        for title, result in results:
            outcome = result.result()
            total += outcome.states
            facts += outcome.facts
            failed += bool(outcome.problems)
            state = "FAILED" if outcome.problems else "ok"
            print(f"{state:6} {title} ({outcome.states} states, {outcome.facts} facts)", flush=True)
            for problem in outcome.problems:
                print("  | " + problem.replace("\n", "\n  | "))
            for taint in sorted(outcome.taints):
                print(f"  unknown: {taint}")
            taints[title] = len(outcome.taints)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        running.stop()
    unknown = sum(taints.values())
    print(f"{len(jobs)} chains, {total} states, {facts} facts, {unknown} unknown, {failed} failed "
          f"in {time.monotonic() - started:.0f} s")
    if unknown > arguments.most_taints:
        print(f"more is unknown than the {arguments.most_taints} that are allowed")
        return 1
    return int(failed > 0 or facts == 0)


def begin_worker():
    """A worker ends with the command, and is quiet."""
    servers.end_with_parent(signal.SIGKILL)
    warnings.simplefilter("ignore")


def plan(arguments, program):
    """Each case by its reference and by what `rectify fix` makes of it."""
    for folder in cases.case_folders(arguments.names):
        case = cases.read_case(folder)
        if arguments.stack in case.options.stacks and case.options.run:
            yield f"{case.name} reference", (one_case, (case, program, False))
            if case.options.exit == 0 and case.reference != case.before:
                yield f"{case.name} fixed", (one_case, (case, program, True))


def attempt(job):
    """Do one job in a process of its own, so that imports of one chain stay out of the next."""
    receiver, sender = runs.context.Pipe(duplex=False)
    process = runs.context.Process(target=attempt_here, args=(job, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv() if receiver.poll(TIMEOUT) else Outcome(["it did not end"])
    except EOFError:
        return Outcome(["it ended without a result"])
    finally:
        process.kill()
        process.join()


def attempt_here(job, sender):
    """The body of that process."""
    function, arguments = job
    try:
        sender.send(function(*arguments))
    except Exception:  # whatever it is, it is shown
        sender.send(Outcome([traceback.format_exc()]))


def one_case(case, program, fixed):
    """Prove one case. What `rectify fix` makes of it needs no database where its model is the same as the
    reference's, which has been proved."""
    with tempfile.TemporaryDirectory(prefix="schema-") as name:
        project = make_project(case, Path(name) / "project", case.before if fixed else case.reference)
        sys.path[:0] = [str(project), str(project / "modules")]
        if fixed:
            try:
                fix(program, case, project)
            except FixError:  # the oracle says what is wrong with the fix; here the model is on trial
                return Outcome()
            other = make_project(case, Path(name) / "reference", case.reference)
            outcome = same(program, project, other)
            if outcome is not None:
                return outcome
        by_convention = case.extra("env.py") is not None
        return prove(program, project, running[case.options.server], case.options.setup,
                     case.options.single, by_convention)


def one_chain(program, seed, length):
    """Prove one generated chain."""
    with tempfile.TemporaryDirectory(prefix="schema-") as name:
        project = generator.write(Path(name) / "project", seed, length)
        return prove(program, project, running["vector"])


def one_project(program, project):
    """Prove a project that stands in a folder."""
    return prove(program, project, running["vector"])


if __name__ == "__main__":
    sys.exit(main())
