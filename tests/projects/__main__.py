"""The command: python3 -m projects [--rectify PATH] [NAME...], in the folder tests.

Grows every project step by step with rectify as Alembic's post-write hook, freezes its revisions,
and requires that they leave the same databases where nothing but Alembic and SQLAlchemy is there.
"""

import argparse
import os
import signal
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from oracle import environment

HERE = Path(__file__).resolve().parent


def main():
    """Run the projects; return the exit code."""
    arguments = parse()
    if Path(sys.prefix) != environment.folder("projects"):
        python = str(environment.make("projects"))
        os.execv(python, [python, "-m", "projects", *sys.argv[1:]])
    # These import what only the environment has.
    from oracle import runs, servers

    from . import life, project

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    servers.end_with_parent(signal.SIGTERM)
    environment.make("bare")
    names = arguments.names or sorted(path.parent.name for path in HERE.glob("*/project.toml"))
    program = None if arguments.reference else str(Path(arguments.rectify).resolve())
    if program and not Path(program).exists():
        raise SystemExit(f"no program {program}: build it, or name it by --rectify")
    failed = 0
    pool = ProcessPoolExecutor(
        max_workers=2, mp_context=runs.context,
        initializer=servers.end_with_parent, initargs=(signal.SIGKILL,),
    )
    try:
        projects = [project.read(HERE / name) for name in names]
        for entry in projects:
            life.running[entry.server]
        results = [pool.submit(judge, entry, program) for entry in projects]
        for entry, result in zip(projects, results):
            problems, seconds = result.result()
            failed += bool(problems)
            print(f"{'FAILED' if problems else 'ok':6} {entry.name}: {len(entry.steps)} steps ({seconds:.1f} s)")
            for problem in problems:
                print("\n".join("  | " + line for line in problem.splitlines()), flush=True)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        life.running.stop()
    print(f"{len(names) - failed} passed, {failed} failed")
    return int(failed > 0 or not names)


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(prog="projects", description=__doc__)
    parser.add_argument("--rectify", metavar="PATH",
                        default=str(environment.HOME.parent / "debug" / "rectify"))
    parser.add_argument("--reference", action="store_true",
                        help="run the projects without rectify, imports put right by the test itself")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a project; all if none is named")
    return parser.parse_args()


def judge(entry, program):
    """What is wrong with one project, and how long it took."""
    from . import life

    started = time.monotonic()
    try:
        problems = life.live(entry, program)
    except Exception:  # a fault of one project leaves the others
        problems = [traceback.format_exc()]
    return problems, time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main())
