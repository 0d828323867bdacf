"""What the command does inside the environment of one stack."""

import signal
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from . import cases, casts, checks, mutations, runs, servers

# What every case needs and no rewrite is about: imported once, before the forks.
import numpy  # noqa: F401
import psycopg2  # noqa: F401
import sqlalchemy.dialects.postgresql  # noqa: F401

running = servers.Servers()


def work(arguments, stack):
    """Do the command; print each result as it comes; return the exit code."""
    try:
        jobs = list(plan(arguments, stack))
        for kind in sorted({kind for _, kind, _ in jobs}):
            running[kind]
    except (cases.CaseError, servers.ServerError) as error:
        print(f"error: {error}\n0 passed, 1 failed")
        return 1
    counts = {True: 0, False: 0}
    started = time.monotonic()
    pool = ProcessPoolExecutor(
        max_workers=max(1, arguments.jobs), mp_context=runs.context,
        initializer=servers.end_with_parent, initargs=(signal.SIGKILL,),
    )
    try:
        results = [(title, pool.submit(timed, job)) for title, _, job in jobs]
        for title, result in results:
            verdict, seconds = result.result()
            counts[not verdict.problems] += 1
            print(report(stack, title, verdict, seconds), flush=True)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        running.stop()
    print(f"{len(jobs)} on {stack} in {time.monotonic() - started:.0f} s")
    print(f"{counts[True]} passed, {counts[False]} failed")
    return int(counts[False] > 0)


def plan(arguments, stack):
    """Each piece of work: its title, the server it needs, and a function with arguments."""
    if arguments.command == "mutations":
        yield from mutations.plan(arguments.names, one_mutation)
        return
    if arguments.command in ("run", "casts"):
        program = Path(arguments.rectify).resolve()
        if not program.exists():
            raise cases.CaseError(f"no program {program}: build it, or name it by --rectify")
    if arguments.command == "casts":
        yield from casts.plan(arguments.names, one_change, str(program))
        return
    for folder in cases.case_folders(arguments.names):
        title = folder.relative_to(cases.FOLDER).as_posix()
        try:
            case = cases.read_case(folder)
        except cases.CaseError as error:
            yield title, "vector", (broken, (str(error),))
            continue
        if stack in case.options.stacks:
            if arguments.command == "references":
                yield title, case.options.server, (one_reference, (case,))
            else:
                yield title, case.options.server, (one_case, (case, str(program)))


def timed(job):
    """Do one piece of work in a worker; its verdict, and how long it took."""
    started = time.monotonic()
    function, arguments = job
    try:
        verdict = function(*arguments)
    except Exception:  # a fault of the harness is a failure of this case alone
        verdict = checks.Verdict([traceback.format_exc()])
    return verdict, time.monotonic() - started


def broken(message):
    """The verdict on a case that cannot be read."""
    return checks.Verdict([f"the case is broken: {message}"])


def one_case(case, program):
    """Judge one case."""
    return checks.check_case(case, program, running)


def one_reference(case):
    """Run one reference."""
    return checks.check_reference(case, running)


def one_mutation(base, mutation):
    """Require that one mutation is caught."""
    return mutations.check(base, mutation, running)


def one_change(change, program):
    """Judge the changes to one type."""
    return casts.check(change, program, running)


def report(stack, title, verdict, seconds):
    """The lines about one piece of work."""
    state = "FAILED" if verdict.problems else "ok"
    lines = [f"{state:6} {stack} {title} ({seconds:.1f} s)"]
    lines += [f"       note: {note}" for note in verdict.notes]
    for problem in verdict.problems:
        lines += ["  | " + line for line in problem.splitlines()]
    if verdict.problems and verdict.changes:
        lines += ["  what was changed:"]
        lines += ["  | " + line for line in verdict.changes.splitlines()]
    return "\n".join(lines)
