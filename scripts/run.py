"""Starts Legwork from a checkout: `python3 scripts/run.py`, or with invented people: `… --demo`.

The first start sets up `.venv`; later ones take about a second. Needs Python 3.11 and nothing else.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import checkout


def main(arguments: list[str]) -> int:
    options, rest = parse(arguments)
    try:
        python = checkout.prepare(checkout.RUN)
    except checkout.NotReady as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped while setting up; the same command goes on from here.", file=sys.stderr)
        return 130
    return start(command(python, options, rest))


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="run.py",
        description=__doc__,
        epilog="Anything else is handed to `legwork serve` or `legwork demo`.",
    )
    parser.add_argument("--demo", action="store_true", help="show invented people from a throwaway folder")
    parser.add_argument("--port", type=int, metavar="N", help="listen there instead of 8765")
    parser.add_argument("--no-open", action="store_true", help="do not open the browser")
    return parser.parse_known_args(arguments)


def command(python: Path, options: argparse.Namespace, rest: list[str]) -> list[str]:
    """The command line that the options come to."""
    words = [str(python), "-m", "legwork", "demo" if options.demo else "serve"]
    words.append("--no-open" if options.no_open else "--open")
    if options.port is not None:
        words += ["--port", str(options.port)]
    return words + rest


def start(words: list[str]) -> int:
    """Becomes the desk where a process can, so that Ctrl-C and signals reach it and nothing stays behind."""
    if os.name != "nt":
        os.execv(words[0], words)
    with subprocess.Popen(words) as desk:
        while True:
            try:
                return desk.wait()
            except KeyboardInterrupt:
                continue  # the console sent it to the desk as well, which is closing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
