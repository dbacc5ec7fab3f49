"""`scripts/test.py` and `.ci/run`: what counts as passed, and what is said when a part is missing."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

import checkout


def _load() -> ModuleType:
    # by its path: `import test` may find the standard library's package of that name
    spec = importlib.util.spec_from_file_location("legwork_test_command", checkout.ROOT / "scripts" / "test.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


command = _load()


def test_ci_runs_the_test_command_and_nothing_else() -> None:
    script = checkout.ROOT / ".ci" / "run"
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[-1] == "exec python3 scripts/test.py"
    assert {line.split()[0] for line in lines[1:-1]} == {"set", "cd"}
    assert os.access(script, os.X_OK)


def test_the_closing_line_is_pytests_last() -> None:
    output = "== FAILURES ==\n==== 1 failed, 2 passed in 3.00s ====\nlater\n== 5 passed in 61.25s (0:01:01) ==\n"
    assert command.closing_line(output) == "== 5 passed in 61.25s (0:01:01) =="
    assert "nothing" in command.closing_line("Killed\n")


def test_two_runs_close_as_one() -> None:
    both = ["== 2 failed, 5 passed, 1 error in 61.25s (0:01:01) ==", "= 7 passed, 1 skipped, 2 errors in 3.50s ="]
    whole = command.summed(both)
    assert whole == "==== 2 failed, 12 passed, 3 errors, 1 skipped in 64.75s (1 min 4 s) ===="
    assert command.closing_line(f"{whole}\n") == whole
    assert command.verdict(whole, 0)


def test_a_run_that_was_killed_is_not_lost_in_the_sum() -> None:
    assert "nothing" in command.summed(["== 5 passed in 61.25s (0:01:01) ==", command.closing_line("Killed\n")])


@pytest.mark.parametrize(
    ("closing", "code", "passed"),
    [
        ("==== 12 passed in 1.00s ====", 0, True),
        ("==== 12 passed, 3 deselected in 1.00s ====", 0, True),
        ("==== 12 passed, 1 skipped in 1.00s ====", 0, False),
        ("==== 12 passed, 1 xfailed in 1.00s ====", 0, False),
        ("==== 1 failed, 12 passed in 1.00s ====", 1, False),
        ("==== pytest said nothing in closing ====", -9, False),
    ],
)
def test_only_tests_that_ran_and_passed_pass(closing: str, code: int, passed: bool) -> None:
    assert (command.verdict(closing, code) == []) is passed


def test_who_is_not_root_gets_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(command.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(checkout.NotReady, match=r"sudo apt-get install --yes .*chromium postgresql"):
        command.install_debian(["chromium", "postgresql"])


def test_where_there_is_no_apt_the_missing_parts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command.shutil, "which", lambda name: None)
    with pytest.raises(checkout.NotReady, match="The tests need chromium; on Debian"):
        command.install_debian(["chromium"])


def test_a_machine_with_nothing_lacks_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command.shutil, "which", lambda name: None)
    monkeypatch.setattr(command, "newest_postgresql", lambda: 14)
    assert command.missing_debian() == ["chromium", "firefox-esr", "postgresql", "nodejs", "npm"]


def test_the_newest_postgresql_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(command.shutil, "which", lambda name: None)
    assert command.newest_postgresql(tmp_path) == 0
    for version in ("9.6", "13", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").write_text("", encoding="utf-8")
    assert command.newest_postgresql(tmp_path) == 17


def test_node_packages_that_lie_there_are_not_fetched_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text("{}", encoding="utf-8")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / ".legwork-installed.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(command.subprocess, "run", lambda *_, **__: pytest.fail("npm was called"))
    command.install_node(tmp_path)


def test_every_pure_package_is_measured() -> None:
    for folder in command.PURE.values():
        assert (checkout.ROOT / "server" / folder).is_dir() or (checkout.ROOT / "importers" / folder).is_dir()
