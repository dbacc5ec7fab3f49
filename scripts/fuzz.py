"""Searches for bytes that a parser of the importers does not take as it should; a run of minutes, not a test.

    python3 scripts/fuzz.py csv|vcard|mbox|ldif|headers|calendar|json|zip [--minutes 10]
    python3 scripts/fuzz.py csv FILE …            one run of each file, as a finding is looked into

It begins with the golden files of the importers' tests, and goes on from inputs that reach something new. A finding
is an exception other than an importer's own refusal, more than three seconds or 150 MB for an input of 16,000 bytes,
or a rule that does not hold: every line is of one row, every card and message has an outcome, the same bytes give the
same rows. Findings are kept in `.fuzz/PARSER/findings`, one for each fault with its trace; the exit code is 1 when
there are any. The search is atheris's, in `.venv-fuzz`, made when it is missing; where atheris is not to be had, a
slower one of our own. Run it with the project's own Python: `.venv/bin/python scripts/fuzz.py …`.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import checkout
from benches import environment
from fuzzing.mutation import search
from fuzzing.oracle import LONGEST, judged
from fuzzing.parsers import PARSERS, Parser

KEPT = checkout.ROOT / ".fuzz"
HOME = checkout.ROOT / ".venv-fuzz"
WITHOUT = """atheris is not to be had here (see above); it comes for Linux with
  uv pip install --require-hashes -r requirements/fuzz.txt
Until then our own search goes on, some ten times slower."""


def main(arguments: list[str]) -> int:
    asked = _asked(arguments)
    parser = PARSERS[asked.parser]
    if asked.files:
        return _looked_into(parser, asked.files)
    kept = KEPT / asked.parser
    python = None if asked.own else _with_atheris()
    if python is None:
        done = search(parser, asked.minutes * 60, kept / "findings", seed=asked.seed)
        print(f"{asked.parser}: {done.inputs:,} inputs, {len(done.steps):,} steps from line to line seen")
    else:
        _searched_with_atheris(python, asked.parser, asked.minutes, kept)
    found = sorted((kept / "findings").glob("*.txt"))
    for each in found:
        fault = each.read_text(encoding="utf-8").partition("\n")[0]
        print(f"{fault}: {each.with_suffix('.bin').relative_to(checkout.ROOT)}")
    print(f"{asked.parser}: {len(found)} findings")
    return 1 if found else 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parser", choices=PARSERS)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--own", action="store_true", help="our own search, though atheris may be there")
    return parser.parse_args(arguments)


def _looked_into(parser: Parser, files: list[Path]) -> int:
    faults = [fault for file in files if (fault := judged(parser, file.read_bytes()))]
    for fault in faults:
        print(f"{fault.fault}\n{fault.trace}")
    print(f"{len(faults)} of {len(files)} show a fault")
    return 1 if faults else 0


def _with_atheris() -> Path | None:
    """The Python of `.venv-fuzz`, or None where atheris cannot be imported there."""
    try:
        python = environment.python(HOME, checkout.FUZZ)
        subprocess.run([str(python), "-c", "import atheris"], check=True)
    except (OSError, subprocess.CalledProcessError):
        print(WITHOUT, file=sys.stderr, flush=True)
        return None
    return python


def _searched_with_atheris(python: Path, name: str, minutes: float, kept: Path) -> None:
    begun, findings = kept / "corpus", kept / "findings"
    for folder in (begun, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(PARSERS[name].corpus()):
        (begun / f"golden-{number}").write_bytes(data)
    words = kept / "words"
    words.write_text("".join(map(_quoted, PARSERS[name].words)), encoding="ascii")
    side = checkout.ROOT / "scripts" / "fuzzing" / "atheris_side.py"
    options = [f"-max_total_time={minutes * 60:.0f}", f"-max_len={LONGEST}", "-timeout=100", "-rss_limit_mb=3000"]
    options += [f"-dict={words}", f"-artifact_prefix={findings}/", "-print_final_stats=1", "-verbosity=0"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(str(checkout.ROOT / each) for each in ("scripts", "importers"))}
    command = [str(python), str(side), name, str(findings), *options, str(begun)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        for line in run.stdout or ():
            if re.match(r"Found|stat::(number_of_executed|peak)|ERROR|==\d+", line):
                print(line, end="", flush=True)
    if run.returncode:
        print(f"atheris ended with exit code {run.returncode}", flush=True)


def _quoted(word: bytes) -> str:
    """One line of libFuzzer's dictionary."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
