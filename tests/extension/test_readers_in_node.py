"""The extension's own tests: its readers under node's runner, and its types."""

from __future__ import annotations

import shutil
import subprocess

import checkout

EXTENSION = checkout.ROOT / "extension"
INSTALL = "`python3 scripts/test.py` installs what the extension's tests need."


def run(*script: str) -> str:
    """Runs a script of the extension's package.json; what it printed is shown where it fails."""
    npm = shutil.which("npm")
    assert npm, f"npm is missing; {INSTALL}"
    assert (EXTENSION / "node_modules").is_dir(), f"extension/node_modules is missing; {INSTALL}"
    words = [npm, "run", "--silent", *script]
    ended = subprocess.run(words, cwd=EXTENSION, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, f"npm run {' '.join(script)}:\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def test_the_readers_read_every_saved_page_as_expected() -> None:
    counted = dict(line[2:].split(" ") for line in run("test").splitlines() if line.startswith(("# tests ", "# pass ")))
    assert counted["tests"] == counted["pass"]
    assert int(counted["tests"]) > 100


def test_the_types_of_the_extension_hold() -> None:
    run("types")
