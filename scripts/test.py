"""Runs every check and every test: `python3 scripts/test.py [what to hand to pytest]`.

Sets up what it needs first: the Debian packages (when run as root), `.venv`, the Node packages. A part that
cannot be had fails the run with the sentence that brings it, and a skipped test fails it too. The last line
printed is pytest's own, or the sum of both its runs: the pure packages' tests come first and alone, since the
coverage asked of them is by their own tests; then all others. Both use every core. With arguments only pytest
runs, once and in one process: no other checks, no coverage.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import checkout

ROOT = checkout.ROOT
OLDEST_POSTGRESQL = 15
CLOSING = re.compile(r"=+ .+ in [\d.]+s.* =+")
SILENCE = "==== pytest said nothing in closing ===="
# what tests a package, and where the package lies
PURE = {
    "tests/linkage": "legwork/linkage",
    "tests/outreach": "legwork/outreach",
    "tests/drafting": "legwork/drafting",
    "tests/briefing": "legwork/briefing",
    "tests/importers": "legwork_importers",
}


def main(arguments: list[str]) -> int:
    # the tests start some hundred processes; each would compile every module anew, which takes longer than most tests
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        install_debian(missing_debian())
        python = checkout.prepare(checkout.DEV)
        for folder in node_folders():
            install_node(folder)
    except checkout.NotReady as problem:
        print(problem, file=sys.stderr)
        return 1
    failed, closing = _some(python, arguments) if arguments else _everything(python)
    for sentence in failed:
        print(f"Not passed: {sentence}.", flush=True)
    print(closing, flush=True)
    return 1 if failed else 0


def missing_debian() -> list[str]:
    """The Debian packages whose programs are not on this machine."""
    missing = []
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        missing.append("chromium")
    if not any(shutil.which(name) for name in ("firefox-esr", "firefox")):
        missing.append("firefox-esr")
    if newest_postgresql() < OLDEST_POSTGRESQL:
        missing.append("postgresql")
    if node_folders():
        missing += [package for program, package in (("node", "nodejs"), ("npm", "npm")) if not shutil.which(program)]
    return missing


def newest_postgresql(installed: Path = Path("/usr/lib/postgresql")) -> int:
    """The newest major version of the server's programs here; 0 where there are none."""
    versions = [int(path.parent.parent.name) for path in installed.glob("*/bin/initdb") if path.parts[-3].isdigit()]
    initdb = shutil.which("initdb")
    if initdb:
        said = subprocess.run([initdb, "--version"], capture_output=True, text=True, check=False).stdout
        versions += [int(number) for number in re.findall(r"\) (\d+)", said)]
    return max(versions, default=0)


def install_debian(packages: list[str]) -> None:
    """Brings packages through apt when root.

    Raises:
        NotReady: with the exact line to type, where this process cannot do it.
    """
    if not packages:
        return
    line = "apt-get install --yes --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        raise checkout.NotReady(f"The tests need {' and '.join(packages)}; on Debian: {line}")
    if os.geteuid() != 0:
        raise checkout.NotReady(f"The tests need {' and '.join(packages)}: sudo {line}")
    print(f"Installing {', '.join(packages)} …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in ("apt-get update --quiet --quiet", line):
        if subprocess.run(words.split(), env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            raise checkout.NotReady(f"`{words}` failed (see above); the tests need {' and '.join(packages)}.")


def node_folders() -> list[Path]:
    """The folders of the checkout that ask for Node packages."""
    return [ROOT / name for name in ("extension", "tests/e2e") if (ROOT / name / "package.json").exists()]


def install_node(folder: Path) -> None:
    """What the folder's lock file names, exactly, unless it is there already.

    Raises:
        NotReady: npm could not fetch it.
    """
    wanted = (folder / "package-lock.json").read_bytes()
    done = folder / "node_modules" / ".legwork-installed.json"
    if done.exists() and done.read_bytes() == wanted:
        return
    quietly = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    words = ["npm", "ci", "--ignore-scripts", *quietly]
    if subprocess.run([shutil.which("npm") or "npm", *words[1:]], cwd=folder, check=False).returncode:
        raise checkout.NotReady(f"`{' '.join(words)}` failed in {folder.relative_to(ROOT)} (see above).")
    done.write_bytes(wanted)


def closing_line(output: str) -> str:
    """Pytest's last word: the counts and the time."""
    lines = [line for line in output.splitlines() if CLOSING.fullmatch(line)]
    return lines[-1] if lines else SILENCE


def verdict(closing: str, code: int) -> list[str]:
    """What is wrong with a run of pytest: its exit code, and tests that did not really run."""
    wrong = [f"pytest ended with exit code {code}"] if code else []
    unrun = re.findall(r"\d+ (?:skipped|xfailed)", closing)
    return wrong + [f"{count}: a test that does not run shows nothing" for count in unrun]


def summed(closings: list[str]) -> str:
    """The closing lines of several runs of pytest as one: each count and the seconds added up.

    A run that said nothing in closing makes the whole say nothing.
    """
    if any(not CLOSING.fullmatch(line) for line in closings):
        return SILENCE
    counts: dict[str, int] = {}
    for line in closings:
        for number, word in re.findall(r"(\d+) ([a-z]+)", line.rsplit(" in ", 1)[0]):
            counted = {"error": "errors", "warning": "warnings"}.get(word, word)
            counts[counted] = counts.get(counted, 0) + int(number)
    seconds = sum(float(re.findall(r" in ([\d.]+)s", line)[-1]) for line in closings)
    said = ", ".join(f"{count} {word}" for word, count in counts.items())
    return f"==== {said} in {seconds:.2f}s ({int(seconds) // 60} min {int(seconds) % 60} s) ===="


def _some(python: Path, arguments: list[str]) -> tuple[list[str], str]:
    """Runs what the arguments ask of pytest: what is wrong, and the closing line."""
    output, code = _pytest(python, arguments)
    closing = closing_line(output)
    return verdict(closing, code), closing


def _everything(python: Path) -> tuple[list[str], str]:
    """Runs every check and every test: what is wrong, and the closing line of both runs."""
    failed = []
    if _fails([str(python), "scripts/check.py"]):
        failed.append("a check of scripts/check.py failed")
    # A file stays in one process, so that what its tests share is made once. In the order of the folders, long files
    # with few tests do not all come last, when there is nothing left to do beside them.
    spread = ["--numprocesses", str(_cores()), "--dist", "loadfile", "--no-loadscope-reorder"]
    print("\nThe pure packages under their own tests alone:", flush=True)
    pure = [*spread, "--cov", "--cov-report=", *PURE]
    rest = [*spread, *(f"--ignore={folder}" for folder in PURE)]
    closings = []
    for arguments in (pure, rest):
        wrong, closing = _some(python, arguments)
        failed += wrong
        closings.append(closing)
        if arguments is pure and _uncovered(python):
            failed.append("a pure package is not wholly covered by its own tests")
    return failed, summed(closings)


def _cores() -> int:
    """The processes the tests are spread over; more than a few would wait for the disk."""
    return min(os.cpu_count() or 1, 4)


def _pytest(python: Path, arguments: list[str]) -> tuple[str, int]:
    """Runs pytest with its output both shown and kept."""
    words = [str(python), "-m", "pytest", "-ra", *arguments]
    kept = []
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as run:
        for line in run.stdout or ():
            print(line, end="", flush=True)
            kept.append(line)
    return "".join(kept), run.returncode


def _uncovered(python: Path) -> bool:
    """Whether a pure package has a line or branch that the tests just run never took."""
    inside = ",".join(f"*/{package}/*" for package in PURE.values())
    return _fails([str(python), "-m", "coverage", "report", f"--include={inside}", "--fail-under=100"])


def _fails(words: list[str]) -> bool:
    sys.stdout.flush()
    return subprocess.run(words, cwd=ROOT, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
