"""`scripts/run.py`: what it installs and when, what it starts, and what it says when it cannot."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import checkout
import run

FILES = (checkout.UV, checkout.BUILD, checkout.RUN, checkout.DEV, "pyproject.toml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with the files that decide what is installed, and a `.venv` that was made."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name}\n", encoding="utf-8")
    python = checkout.venv_python(tmp_path)
    python.parent.mkdir(parents=True)
    python.write_text("", encoding="utf-8")
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was installed: the steps that would fetch something only write down that they ran."""
    done: list[str] = []
    monkeypatch.setattr(checkout, "_usable", lambda python: python.exists())
    monkeypatch.setattr(checkout, "_make_venv", lambda root: done.append("venv"))
    monkeypatch.setattr(checkout, "_install", lambda python, requirements, root: done.append(requirements))
    return done


def test_the_second_start_installs_nothing(root: Path, installed: list[str]) -> None:
    assert checkout.prepare(checkout.RUN, root) == checkout.venv_python(root)
    checkout.prepare(checkout.RUN, root)
    assert installed == [checkout.RUN]


def test_what_the_tests_need_includes_what_running_needs(root: Path, installed: list[str]) -> None:
    checkout.prepare(checkout.DEV, root)
    checkout.prepare(checkout.RUN, root)
    assert installed == [checkout.DEV]


def test_running_does_not_stand_in_for_what_the_tests_need(root: Path, installed: list[str]) -> None:
    checkout.prepare(checkout.RUN, root)
    checkout.prepare(checkout.DEV, root)
    assert installed == [checkout.RUN, checkout.DEV]


@pytest.mark.parametrize("name", [name for name in FILES if name != checkout.DEV])
def test_a_change_in_what_is_wanted_installs_again(root: Path, installed: list[str], name: str) -> None:
    checkout.prepare(checkout.RUN, root)
    (root / name).write_text("changed\n", encoding="utf-8")
    checkout.prepare(checkout.RUN, root)
    assert installed == [checkout.RUN] * 2


def test_a_moved_checkout_installs_again(root: Path, installed: list[str]) -> None:
    checkout.prepare(checkout.RUN, root)
    moved = root.rename(root.with_name("moved"))
    checkout.prepare(checkout.RUN, moved)
    assert installed == [checkout.RUN] * 2


def test_an_environment_without_its_interpreter_is_made_again(root: Path, installed: list[str]) -> None:
    checkout.prepare(checkout.RUN, root)
    checkout.venv_python(root).unlink()
    checkout.prepare(checkout.RUN, root)
    assert installed == [checkout.RUN, "venv", checkout.RUN]


def test_a_broken_off_installation_leaves_no_stamp(
    root: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.prepare(checkout.RUN, root)
    (root / checkout.RUN).write_text("newer\n", encoding="utf-8")

    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checkout, "_install", broken_off)
    with pytest.raises(KeyboardInterrupt):
        checkout.prepare(checkout.RUN, root)
    assert not list(root.glob(".venv/*.txt"))


def test_an_old_python_is_told_in_one_sentence() -> None:
    assert checkout.too_old((3, 11, 0)) is None
    assert checkout.too_old((3, 14, 2)) is None
    sentence = checkout.too_old((3, 9, 18))
    assert sentence is not None
    assert sentence.startswith("Legwork needs Python 3.11 or newer, and this is 3.9.18: try python3.11 ")
    assert "\n" not in sentence


@pytest.mark.parametrize("name", ["run.py", "test.py", "check.py", "checkout.py"])
def test_an_old_python_can_read_the_scripts_that_tell_it(name: str) -> None:
    text = (checkout.ROOT / "scripts" / name).read_text(encoding="utf-8")
    ast.parse(text, filename=name, feature_version=(3, 8))


def test_without_ensurepip_the_sentence_names_the_package(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checkout.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(checkout, "_usable", lambda python: False)
    monkeypatch.setattr(run.checkout, "prepare", lambda requirements: checkout._make_venv(root))
    assert run.main(["--no-open"]) == 1
    said = capsys.readouterr().err
    assert "apt-get install python{}.{}-venv".format(*sys.version_info) in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "started"),
    [
        ([], ["serve", "--open"]),
        (["--demo"], ["demo", "--open"]),
        (["--no-open", "--port", "9000"], ["serve", "--no-open", "--port", "9000"]),
        (["--demo", "--port", "0", "--no-open"], ["demo", "--no-open", "--port", "0"]),
        (["--host", "127.0.0.1"], ["serve", "--open", "--host", "127.0.0.1"]),
    ],
)
def test_options_come_to_one_command(given: list[str], started: list[str]) -> None:
    options, rest = run.parse(given)
    assert run.command(Path("python"), options, rest) == ["python", "-m", "legwork", *started]


def test_stopping_while_setting_up_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(requirements: str) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(run.checkout, "prepare", stopped)
    assert run.main([]) == 130
    assert "the same command goes on from here" in capsys.readouterr().err


def test_neither_a_home_nor_a_cache_is_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "to" / "be" / "made"))
    assert checkout._cache_possible()
    monkeypatch.setattr(checkout.os, "access", lambda path, mode: False)
    assert not checkout._cache_possible()


@pytest.mark.slow
def test_the_command_itself_starts_without_anything_installed(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    # -S: as on a machine whose Python has the standard library only
    words = [sys.executable, "-S", str(checkout.ROOT / "scripts" / "run.py"), "--help"]
    said = subprocess.run(words, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "--demo" in said.stdout
    assert "--no-open" in said.stdout
    assert not list(tmp_path.iterdir())
