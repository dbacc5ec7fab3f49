"""`scripts/check.py`: each rule finds its breach and leaves the rest alone; the repository keeps them all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import check
import checkout

HASH = "--hash=sha256:" + "0" * 64
SCHEME = "https:" + "//"


def test_the_repository_keeps_the_house_rules() -> None:
    assert list(check.breaches(checkout.ROOT, check.tracked(checkout.ROOT))) == []


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("server/legwork/desk/importing.py", False),
        ("server/legwork/utils.py", True),
        ("server/legwork/services/mail.py", True),
        ("server/legwork/lead_scoring.py", True),
        ("server/legwork/leading.py", False),
        ("tests/web/common-parts.js", True),
    ],
)
def test_names_that_say_nothing_are_refused(name: str, broken: bool) -> None:
    assert bool(list(check.name_breaches(Path(name)))) is broken


def test_a_file_may_have_four_hundred_lines() -> None:
    assert list(check.length_breaches("x\n" * 400)) == []
    assert list(check.length_breaches("x\n" * 401)) == ["401 lines; 400 are the most a file may have."]


def test_pages_never_sell() -> None:
    text = "<p>Your contacts mislead nobody.</p>\n<p>New Leads in the pipeline</p>\n"
    assert list(check.word_breaches(text)) == ["line 2 says Lead.", "line 2 says pipeline."]


@pytest.mark.parametrize(
    "line",
    [
        f"--index-url {SCHEME}packages.example",
        f"--extra-index-url {SCHEME}packages.example",
        "--find-links /somewhere",
        "-i mirror",
        "registry=mirror.example",
        "@scope:registry=mirror.example",
        f'      "resolved": "{SCHEME}packages.example/axe.tgz",',
        f"legwork @ {SCHEME}packages.example/legwork.whl",
    ],
)
def test_addresses_of_registries_are_refused(line: str) -> None:
    assert len(list(check.address_breaches(f"click==8.5.0 \\\n    {HASH}\n{line}\n"))) == 1


def test_pins_and_the_address_of_a_fund_are_fine() -> None:
    lock = f'{{"funding": {{"url": "{SCHEME}example.org"}}, "integrity": "sha512-abc"}}'
    thanks = f'    "{SCHEME}example.org/someone?sponsor=1",'
    assert list(check.address_breaches(f"click==8.5.0 \\\n    {HASH}\n    # via legwork\n{lock}\n{thanks}\n")) == []


def test_pins_are_read_with_extras_and_markers() -> None:
    text = f"psycopg[binary]==3.3.9 \\\n    {HASH}\ncolorama==0.4.6 ; sys_platform == 'win32' \\\n    {HASH}\n"
    assert check.pinned(text) == {"psycopg": "3.3.9", "colorama": "0.4.6"}


@pytest.fixture
def pins(tmp_path: Path) -> Path:
    """A copy of the repository's own requirements, to break."""
    shutil.copytree(checkout.ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(checkout.ROOT / "pyproject.toml", tmp_path)
    assert list(check.pin_breaches(tmp_path)) == []
    return tmp_path


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_new_dependency_must_be_pinned(pins: Path) -> None:
    _replace(pins / "pyproject.toml", '  "alembic', '  "antigravity>=1",\n  "alembic')
    found = list(check.pin_breaches(pins))
    assert all("antigravity is not pinned" in sentence for sentence in found)
    # what Legwork needs is in the pins of all that run it
    assert {sentence.split(":")[0] for sentence in found} == {f"requirements/{n}.txt" for n in ("run", "dev", "fuzz")}


def test_a_pin_outside_what_pyproject_allows_is_found(pins: Path) -> None:
    _replace(pins / "pyproject.toml", '"waitress>=3.0.2,<4"', '"waitress>=99"')
    assert any("waitress is pinned to 3" in sentence for sentence in check.pin_breaches(pins))


def test_running_and_testing_use_the_same_versions(pins: Path) -> None:
    version = check.pinned((pins / checkout.RUN).read_text(encoding="utf-8"))["click"]
    _replace(pins / checkout.RUN, f"click=={version}", "click==8.5.99")
    assert f"{checkout.RUN}: click 8.5.99, but {version} in {checkout.DEV}." in check.pin_breaches(pins)


def test_what_is_measured_against_is_pinned_too(pins: Path) -> None:
    _replace(pins / "pyproject.toml", '"splink>=5,<6"', '"splink>=99"')
    assert any(sentence.startswith(f"{checkout.BENCH}: splink is pinned") for sentence in check.pin_breaches(pins))
