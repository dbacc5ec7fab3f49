"""Cassettes are what the scenarios and the sources give, and say where they come from."""

from __future__ import annotations

import re

import pytest
import yaml

from record_cassettes import CASSETTES, HEADING, differences, main, provenance
from sources.standin import scenarios

FILES = sorted(CASSETTES.glob("*.yaml"))
BY_ID = {scenario.id: scenario for scenario in scenarios()}


def test_recording_again_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out


def test_a_changed_scenario_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    one = BY_ID["github-not_found"]
    changed = type(one)(
        one.source, one.name, one.doc, {**one.said, "answers": [{**one.said["answers"][0], "status": 410}]}
    )
    monkeypatch.setattr("sources.standin.scenarios", lambda: [changed])
    assert "github-not_found.yaml" in "".join(differences())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_cassette_says_that_it_is_synthetic_and_after_what_it_was_written(path: object) -> None:
    text = CASSETTES.joinpath(str(path)).read_text("utf-8")
    assert text.startswith(HEADING)
    scenario = BY_ID[CASSETTES.joinpath(str(path)).stem]
    assert yaml.safe_load(text)["metadata"]["provenance"] == provenance(scenario)
    assert scenario.doc.startswith("https://")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_cassette_holds_no_secret_and_no_place_of_this_machine(path: object) -> None:
    text = CASSETTES.joinpath(str(path)).read_text("utf-8")
    assert not re.search(r"127\.0\.0\.1|localhost|\[::1\]|/home/|/root/|/tmp/", text)
    assert not re.search(r"(?i)^\s+(authorization|cookie|set-cookie|user-agent|date|server):", text, re.MULTILINE)
    assert not re.search(r"gh[pousr]_[A-Za-z0-9]{20}|lwk_[0-9a-f]{8}|Bearer ", text)
