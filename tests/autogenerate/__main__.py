"""The command: python3 -m autogenerate [--stack 2.0|2.1] [NAME...], in the folder tests.

Generates revisions from models with every type of every shipped pack, mends them by rectify,
and requires that they leave the same database as the revisions put right.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

from oracle import environment

HOME = environment.HOME.parent / "autogenerate"


def main():
    """Run every scenario in the environment of one stack; return the exit code."""
    arguments = parse()
    if Path(sys.prefix) != environment.folder(arguments.stack):
        python = str(environment.make(arguments.stack))
        os.execv(python, [python, "-m", "autogenerate", *sys.argv[1:]])
    # These import what only the environment has.
    from oracle import servers

    from .packs import SCENARIOS

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    servers.end_with_parent(signal.SIGTERM)
    chosen = [
        entry for entry in SCENARIOS
        if arguments.stack in entry.stacks and entry.name in (arguments.names or [entry.name])
    ]
    running = servers.Servers()
    failed = 0
    try:
        for scenario in chosen:
            started = time.monotonic()
            try:
                problems = judge(scenario, arguments, running)
            except Exception:  # a fault of one scenario leaves the others
                problems = [traceback.format_exc()]
            failed += bool(problems)
            state = "FAILED" if problems else "ok"
            print(f"{state:6} {arguments.stack} {scenario.name} ({time.monotonic() - started:.1f} s)")
            for problem in problems:
                print("\n".join("  | " + line for line in problem.splitlines()), flush=True)
    finally:
        running.stop()
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return int(failed > 0 or not chosen)


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(prog="autogenerate", description=__doc__)
    parser.add_argument("--stack", choices=environment.STACKS, default=environment.STACKS[-1])
    parser.add_argument("--rectify", metavar="PATH",
                        default=str(environment.HOME.parent / "debug" / "rectify"))
    parser.add_argument("names", nargs="*", metavar="NAME", help="a scenario; all if none is named")
    return parser.parse_args()


def judge(scenario, arguments, servers):
    """What is wrong with rectify's revisions of a scenario."""
    from oracle.cases import Case, Options
    from oracle.checks import check_case

    from .generate import generate

    # What was generated stays there to be looked at.
    folder = HOME / arguments.stack / scenario.name
    shutil.rmtree(folder, ignore_errors=True)
    server = servers[scenario.server]
    before, reference = generate(scenario, server, folder / "generated")
    for name, revisions in (("before", before), ("reference", reference)):
        (folder / name).mkdir()
        for file, content in revisions.items():
            (folder / name / file).write_bytes(content)
    if scenario.configuration:
        (folder / "rectify.toml").write_text(scenario.configuration, encoding="utf-8")
    program = str(Path(arguments.rectify).resolve())
    if scenario.findings:
        return judge_findings(scenario, folder, program)
    options = Options(server=scenario.server, absent=scenario.absent, exit=scenario.exit,
                      args=scenario.arguments)
    case = Case(scenario.name, folder, before, {**before, **reference}, options)
    verdict = check_case(case, program, servers)
    problems = [*verdict.problems, *(f"note: {note}" for note in verdict.notes)]
    if verdict.problems:
        problems.append(verdict.changes)
    return problems


def judge_findings(scenario, folder, program):
    """What is wrong with the findings of a scenario that rectify must report and not touch."""
    versions = folder / "before"
    content = {path: path.read_bytes() for path in versions.iterdir()}
    check = subprocess.run([program, "check", "--output-format", "json", str(versions)], check=False,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)
    fix = subprocess.run([program, "fix", str(versions)], check=False, cwd=folder,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    problems = []
    if check.returncode != 1 or fix.returncode != 1:
        problems.append(f"exit codes {check.returncode} and {fix.returncode} of check and fix, not 1")
    if any(path.read_bytes() != before for path, before in content.items()):
        problems.append("fix has changed what it cannot know")
    (path,) = content
    lines = path.read_text(encoding="utf-8").splitlines()
    found = {}
    for finding in json.loads(check.stdout)["files"][0]["findings"]:
        line = lines[finding["line"] - 1]
        column = line.partition("sa.Column('")[2].partition("'")[0] or line.strip()
        found.setdefault(column, []).append(finding["code"])
    if found != {column: codes.split() for column, codes in scenario.findings.items()}:
        problems.append(f"the findings are {json.dumps(found, indent=2)}\n{fix.stdout.decode()}")
    return problems


if __name__ == "__main__":
    sys.exit(main())
