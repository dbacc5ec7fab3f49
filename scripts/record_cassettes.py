"""Records the cassettes of the tests of outside sources: `.venv/bin/python scripts/record_cassettes.py [--check]`.

The answers are written by hand in tests/sources/standin/scenarios; a server on this machine gives them, the product's
own sources ask for them, and vcrpy writes down what went over the line. With `--check` everything is recorded anew
elsewhere and compared with what is kept, byte for byte.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vcr
import yaml

import checkout
from legwork.sources.asking import ask
from legwork.sources.contract import Ask, Stopped
from legwork.sources.outbound import Answer, Client
from legwork.sources.registry import BY_NAME

if TYPE_CHECKING:
    from sources.standin import Scenario

CASSETTES = checkout.ROOT / "tests" / "sources" / "cassettes"
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
KEPT_REQUEST = {"accept", "if-none-match", "if-modified-since"}
LEFT_OUT = {"content-length", "connection"}
HEADING = (
    "# SYNTHETIC CASSETTE. The answers below were written by hand after the documentation named at the end; no\n"
    "# service gave them, and the people in them are invented. scripts/record_cassettes.py wrote this file.\n"
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="only compare what is kept with a new recording")
    options = parser.parse_args(arguments)
    if not options.check:
        for path in CASSETTES.glob("*.yaml"):
            path.unlink()
        print(f"{record(CASSETTES)} cassettes recorded.")
        return 0
    wrong = differences()
    for sentence in wrong:
        print(sentence)
    print(f"cassettes: {len(wrong)} differ from their scenarios")
    return 1 if wrong else 0


def differences() -> list[str]:
    """What is kept and would not be recorded so now, each in a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        record(Path(folder))
        new = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    old = {path.name: path.read_bytes() for path in CASSETTES.glob("*.yaml")}
    return [
        f"{name}: not what its scenario and the sources give; `python3 scripts/record_cassettes.py` records it anew."
        for name in sorted(new.keys() | old.keys())
        if new.get(name) != old.get(name)
    ]


def record(folder: Path) -> int:
    """Records every scenario into the folder; returns how many."""
    from sources.standin import StandIn, scenarios  # noqa: PLC0415  run by hand, the tests' folder comes first

    everything = scenarios()
    with StandIn(set().union(*(scenario.hosts for scenario in everything))).serving() as standin:
        for scenario in everything:
            standin.routes = scenario.routes
            fetch = partial(_fetch, scenario.client(standin.transport))
            with cassette(folder / f"{scenario.id}.yaml", "all") as tape:
                with contextlib.suppress(Stopped):  # what came of it is the tests' question
                    BY_NAME[scenario.source].look(scenario.identifier, scenario.who, fetch)
                tape.get_metadata("provenance", provenance(scenario))
    return len(everything)


def _fetch(client: Client, request: Ask) -> Answer:
    return ask(client, request, lambda: NOW)


def provenance(scenario: Scenario) -> dict[str, str]:
    """Where a cassette comes from."""
    return {
        "kind": "synthetic",
        "scenario": f"tests/sources/standin/scenarios/{scenario.source}.yaml: {scenario.name}",
        "sha256": scenario.digest,
        "written_from": scenario.doc,
        "recorder": "scripts/record_cassettes.py",
    }


@contextmanager
def cassette(path: Path, mode: str) -> Iterator[Any]:
    """A cassette to record to (`all`) or to play from (`none`)."""
    recorder = vcr.VCR(
        record_mode=mode,
        match_on=["method", "uri"],
        decode_compressed_response=True,
        before_record_request=_tidy_request,
        before_record_response=_tidy_response,
    )
    recorder.register_serializer("synthetic", _Serializer)
    with recorder.use_cassette(str(path), serializer="synthetic") as tape:
        yield tape


def _tidy_request(request: Any) -> Any:
    for name in list(request.headers):
        if name.lower() not in KEPT_REQUEST:
            del request.headers[name]
    return request


def _tidy_response(response: dict[str, Any]) -> dict[str, Any]:
    headers = {name: value for name, value in response["headers"].items() if name.lower() not in LEFT_OUT}
    return {**response, "headers": headers}


class _Serializer:
    """YAML with a heading."""

    @staticmethod
    def serialize(cassette_dict: dict[str, Any]) -> str:
        return HEADING + yaml.safe_dump(cassette_dict, allow_unicode=True, width=110)

    @staticmethod
    def deserialize(text: str) -> Any:
        return yaml.safe_load(text)


if __name__ == "__main__":
    sys.path.insert(0, str(checkout.ROOT / "tests"))
    sys.exit(main(sys.argv[1:]))
