"""The command: python3 -m chains --rectify PATH [--seed N] [--chains N] [--length N], in an environment of the oracle.

Makes a chain of revisions for each seed, has `rectify fix` mend it, and requires that it leaves the same database as
the revisions with their imports put right, up, down and up, as a whole and one by one.
"""

import argparse
import shutil
import signal
import sys
import time
import traceback
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from oracle import environment, runs, servers
from oracle.cases import Case, Options
from oracle.checks import check_case

from . import grow, pool

# What every chain needs: imported once, before the forks.
import numpy  # noqa: F401
import sqlalchemy.dialects.postgresql  # noqa: F401

# Chains that failed stay there to be looked at.
HOME = environment.HOME.parent / "chains"
# Seconds for one part of a chain, on a busy machine too.
runs.TIMEOUT = 3600

running = servers.Servers()


def main():
    """Prove every chain; return the exit code."""
    parser = argparse.ArgumentParser(prog="chains", description=__doc__)
    parser.add_argument("--rectify", required=True, metavar="PATH")
    parser.add_argument("--stack", default="2.1")
    parser.add_argument("--jobs", type=int, default=2, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the first of them")
    parser.add_argument("--chains", type=int, default=20, metavar="N")
    parser.add_argument("--length", type=int, default=25, metavar="N", help="the revisions of each")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    servers.end_with_parent(signal.SIGTERM)
    arguments.rectify = str(Path(arguments.rectify).resolve())
    seeds = range(arguments.seed, arguments.seed + arguments.chains)
    for kind in sorted({grow.plan(seed).server for seed in seeds}):
        running[kind]
    started, failed, mended = time.monotonic(), 0, 0
    workers = ProcessPoolExecutor(max_workers=arguments.jobs, mp_context=runs.context, initializer=begin_worker)
    try:
        results = [(seed, workers.submit(prove, seed, arguments)) for seed in seeds]
        for seed, result in results:
            changed, problems, seconds = result.result()
            failed += bool(problems)
            mended += changed
            state = "FAILED" if problems else "ok"
            print(f"{state:6} {grow.plan(seed).title()}: {changed} mended ({seconds:.0f} s)", flush=True)
            for problem in problems:
                print("  | " + problem.replace("\n", "\n  | "), flush=True)
    finally:
        workers.shutdown(wait=True, cancel_futures=True)
        running.stop()
    count = len(seeds) * arguments.length
    print(f"seeds {seeds[0]} to {seeds[-1]}: {count} revisions, {mended} mended, {failed} chains wrong "
          f"in {time.monotonic() - started:.0f} s")
    return int(failed > 0 or mended == 0)


def begin_worker():
    """A worker ends with the command, and is quiet."""
    servers.end_with_parent(signal.SIGKILL)
    warnings.simplefilter("ignore")


def prove(seed, arguments):
    """One chain: how many revisions were mended, what is wrong, and how long it took."""
    started = time.monotonic()
    try:
        return *judge(seed, arguments), time.monotonic() - started
    except Exception:  # a fault of one chain leaves the others
        return 0, [traceback.format_exc()], time.monotonic() - started


def judge(seed, arguments):
    """Make, mend and compare."""
    folder = HOME / str(seed)
    shutil.rmtree(folder, ignore_errors=True)
    chain = grow.plan(seed)
    server = running[chain.server]
    chain = grow.make(chain, arguments.length, server, folder / "made", arguments.stack)
    for name, revisions in (("before", chain.before), ("reference", chain.reference)):
        (folder / name).mkdir()
        for file, content in revisions.items():
            (folder / name / file).write_bytes(content)
    shutil.copytree(pool.MODULES, folder / "modules", ignore=shutil.ignore_patterns("__pycache__"))
    options = Options(server=chain.server, absent=chain.absent, offline=False)
    case = Case(f"chain {seed}", folder, chain.before, chain.reference, options)
    verdict = check_case(case, arguments.rectify, running)
    if not verdict.problems:
        shutil.rmtree(folder)
    return verdict.changes.count("\n+++ "), verdict.problems


if __name__ == "__main__":
    sys.exit(main())
