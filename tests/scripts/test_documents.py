"""The documents are true: commands, settings, versions and links are the ones the repository has."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

import check
import checkout
import legwork
from legwork.outreach.limits import Limits

ROOT = checkout.ROOT
PAGES = sorted(path for path in check.tracked(ROOT) if path.suffix == ".md")
FIXED_SETTINGS = {
    *("name", "emails", "profile", "region", "purpose", "fields", "schools", "past_employers", "days_off"),
    *("new_per_day", "open_employers", "day_max", "ask_minutes", "merge_policy"),
}


def text(name: str | Path) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(page: str) -> set[str]:
    """What a page's headings are called in links."""
    headings = re.findall(r"(?m)^#+ (.+)$", page)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def commands(page: str) -> set[str]:
    """The commands in a page's indented blocks, without their remarks."""
    lines = re.findall(r"(?m)^    (python3 .+)$", text(page))
    return {line.partition(" #")[0].strip() for line in lines}


@pytest.mark.parametrize("page", [path.as_posix() for path in PAGES])
def test_commands_in_documents_start_scripts_that_are_there(page: str) -> None:
    for command in commands(page):
        script, *options = command.split()[1:]
        source = text(script)
        for option in options:
            assert f'"{option}"' in source, command


def test_the_readme_shows_the_two_commands_first() -> None:
    shown = re.findall(r"(?m)^    (python3 \S+)", text("README.md"))
    assert shown[:2] == ["python3 scripts/run.py", "python3 scripts/test.py"]
    assert text(".ci/run").rstrip().endswith(shown[1])


def test_every_variable_of_the_environment_is_documented_and_no_other() -> None:
    read = set()
    for path in check.tracked(ROOT):
        if path.parts[0] in {"server", "importers"} and path.suffix == ".py":
            read |= set(re.findall(r"\bLEGWORK_[A-Z_]+", text(path)))
    rows = set(re.findall(r"(?m)^\| `(LEGWORK_[A-Z_]+)` \|", text("docs/settings.md")))
    assert read == rows


def test_every_fixed_setting_of_the_user_is_documented() -> None:
    rows = re.findall(r"(?m)^\| `([a-z_]+)` \|", text("docs/settings.md"))
    assert set(rows) >= FIXED_SETTINGS
    assert len(rows) == len(set(rows))


def test_limits_are_documented_with_their_defaults() -> None:
    page = text("docs/settings.md")
    for limit in dataclasses.fields(Limits):
        if isinstance(limit.default, int):
            assert re.search(rf"(?m)^\| `{limit.name}` \| .* \| {limit.default} \|$", page), limit.name


@pytest.mark.parametrize("page", [path.as_posix() for path in PAGES])
def test_links_between_documents_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        path = (ROOT / page).parent / name if name else ROOT / page
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path.read_text(encoding="utf-8")), target


def test_one_version_everywhere() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert legwork.__version__ == version
    assert re.search(rf"(?m)^## {re.escape(version)}\b", text("CHANGELOG.md"))


def test_every_decision_is_listed_and_numbered_in_order() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    listed = text("docs/architecture.md")
    for number, path in enumerate(decisions, 1):
        assert path.name.startswith(f"{number:04d}-")
        assert path.read_text(encoding="utf-8").startswith(f"# {number}: ")
        assert f"decisions/{path.name}" in listed
