"""The search by atheris; runs with the Python of `.venv-fuzz`.

    .venv-fuzz/bin/python scripts/fuzzing/atheris_side.py PARSER FINDINGS [options of libFuzzer] CORPUS …

A fault does not end the search: it is kept in FINDINGS once, and the search goes on.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["legwork_importers"]):
    from fuzzing.oracle import judged
    from fuzzing.parsers import PARSERS


def main(name: str, findings: Path, options: list[str]) -> None:
    parser = PARSERS[name]

    def run(data: bytes) -> None:
        fault = judged(parser, data)
        if fault is not None and fault.keep(findings, data):
            print(f"Found: {fault.fault}", flush=True)

    atheris.Setup([sys.argv[0], *options], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
