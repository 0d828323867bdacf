"""The command: python -m oracle run | references | mutations | casts | environment."""

import argparse
import os
import signal
import subprocess
import sys

from . import environment

WORK = "ORACLE_STACK"


def main():
    """Do what the command line says; return the exit code."""
    arguments = parse(sys.argv[1:])
    if arguments.command == "environment":
        environment.main([])
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    stack = os.environ.get(WORK)
    if stack is None:
        stacks = [arguments.stack] if arguments.stack else list(environment.STACKS)
        return in_stacks(stacks)
    # These import what only the environment has.
    from . import servers, work

    servers.end_with_parent(signal.SIGTERM)

    return work.work(arguments, stack)


def parse(arguments):
    """The command line."""
    parser = argparse.ArgumentParser(prog="oracle", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="fix the cases and hold them against their references")
    casts = commands.add_parser("casts", help="hold changes of type against what Postgres casts")
    for command in (run, casts):
        command.add_argument("--rectify", metavar="PATH",
                             default=str(environment.HOME.parent / "debug" / "rectify"))
    references = commands.add_parser("references", help="run the references of the cases alone")
    mutations = commands.add_parser("mutations", help="require that wrong changes are caught")
    for command in (run, references, mutations, casts):
        command.add_argument("--stack", choices=environment.STACKS)
        command.add_argument("--jobs", type=int, default=2, metavar="N")
        command.add_argument("names", nargs="*", metavar="NAME", help="a case or a group of them")
    commands.add_parser("environment", help="make the Python environments and print their paths")
    return parser.parse_args(arguments)


def in_stacks(stacks):
    """Run the same command in the environment of each stack; add up what they count."""
    totals = [0, 0]
    failed = False
    for stack in stacks:
        python = environment.make(stack)
        variables = dict(os.environ, PYTHONPATH=str(environment.HERE.parent),
                         PYTHONDONTWRITEBYTECODE="1")
        variables[WORK] = stack
        process = subprocess.Popen(
            [str(python), "-m", "oracle", *sys.argv[1:]], env=variables,
            stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )
        last = ""
        try:
            for line in process.stdout:
                if last:
                    print(last, end="", flush=True)
                last = line
        except BaseException:  # interrupted: it must not go on alone
            process.terminate()
            process.wait()
            raise
        failed |= process.wait() != 0
        words = last.split()
        if len(words) == 4 and words[1::2] == ["passed,", "failed"]:
            totals = [totals[0] + int(words[0]), totals[1] + int(words[2])]
        else:  # it ended before it could count
            print(last, end="")
            totals[1] += 1
    print(f"{totals[0]} passed, {totals[1]} failed", flush=True)
    return int(failed or totals[1] > 0 or totals[0] == 0)


if __name__ == "__main__":
    sys.exit(main())
