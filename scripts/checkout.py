"""What a checkout needs before anything in it runs: a new enough Python, `.venv`, the pinned packages.

Standard library only, and written so that an old Python can still read it and say that it is too old.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
UV = "requirements/uv.txt"
BUILD = "requirements/build.txt"
RUN = "requirements/run.txt"
DEV = "requirements/dev.txt"
BENCH = "requirements/bench.txt"
FUZZ = "requirements/fuzz.txt"


class NotReady(Exception):
    """The checkout cannot be made ready; the message is one sentence that says what would help."""


def prepare(requirements: str, root: Path = ROOT) -> Path:
    """Makes `.venv` hold exactly what `requirements` (RUN or DEV) pins, and gives its Python.

    Does nothing when the stamp of the last time still fits.

    Raises:
        NotReady: Python is too old, a part of it is missing, or the packages cannot be fetched.
    """
    problem = too_old(sys.version_info[:3])
    if problem:
        raise NotReady(problem)
    python = venv_python(root)
    wanted = stamp(requirements, root)
    if python.exists() and wanted in _stamped(root):
        return python
    print("Setting up .venv (a minute the first time, no time later) …", file=sys.stderr, flush=True)
    _stamp_file(root).unlink(missing_ok=True)
    if not _usable(python):
        _make_venv(root)
    _install(python, requirements, root)
    # what the tests need includes what running needs, at the same versions
    done = [wanted, stamp(RUN, root)] if requirements == DEV else [wanted]
    _stamp_file(root).write_text("\n".join(done) + "\n", encoding="utf-8")
    return python


def too_old(version: tuple[int, ...]) -> str | None:
    """The sentence for a Python that is too old for Legwork, or None."""
    if version[:2] >= OLDEST:
        return None
    have, need = ".".join(map(str, version)), ".".join(map(str, OLDEST))
    return f"Legwork needs Python {need} or newer, and this is {have}: try python{need} {sys.argv[0]}"


def venv_python(root: Path) -> Path:
    """Where `.venv` keeps its interpreter, by the custom of the system."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp(requirements: str, root: Path = ROOT) -> str:
    """One line that changes when anything does that decides what is installed, or where."""
    digest = hashlib.sha256()
    for name in (UV, BUILD, requirements, "pyproject.toml"):
        digest.update((root / name).read_bytes())
    digest.update(f"{root}\0{sys.version}\0{sys.platform}".encode())
    return f"{requirements} {digest.hexdigest()}"


def _stamp_file(root: Path) -> Path:
    return root / ".venv" / "legwork-installed.txt"


def _stamped(root: Path) -> list[str]:
    try:
        return _stamp_file(root).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def _usable(python: Path) -> bool:
    """Whether there is a `.venv` of this very Python that can install things."""
    question = "import sys, pip; print(sys.version)"
    try:
        answer = subprocess.run([str(python), "-c", question], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.stdout.strip() == sys.version.strip()


def _make_venv(root: Path) -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise NotReady(without_ensurepip(sys.version_info[:2]))
    try:
        _run([sys.executable, "-m", "venv", "--clear", str(root / ".venv")])
    except subprocess.CalledProcessError as failure:
        raise NotReady(f"Python could not make .venv here (exit {failure.returncode}); see above.") from failure


def without_ensurepip(version: tuple[int, ...]) -> str:
    """What to do where the system's Python comes without the part that makes environments."""
    package = "python{}.{}-venv".format(*version)
    return (
        "This Python cannot make virtual environments; on Debian and Ubuntu `apt-get install "
        f"{package}` (or python3-venv) brings what is missing, elsewhere a Python from python.org has it."
    )


def _install(python: Path, requirements: str, root: Path) -> None:
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    if not _cache_possible():
        pip.append("--no-cache-dir")
    fast = _with_uv(python, pip, root)
    pinned = ["--require-hashes", "-r", str(root / BUILD), "-r", str(root / requirements)]
    ours = ["--no-deps", "--no-build-isolation", "--editable", str(root)]
    try:
        for arguments in (pinned, ours):
            _run([*(fast or [*pip, "install"]), *arguments])
    except subprocess.CalledProcessError as failure:
        raise NotReady(
            "The packages could not be installed (see above); once that is mended, the same command goes on."
        ) from failure


def _with_uv(python: Path, pip: list[str], root: Path) -> list[str] | None:
    """The command that installs through uv, or None where uv cannot be had."""
    uv = python.with_name("uv.exe" if os.name == "nt" else "uv")
    try:
        _run([*pip, "install", "--only-binary", ":all:", "--require-hashes", "-r", str(root / UV)])
        _run([str(uv), "--version"], stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        print("uv is not to be had here; pip does the same, slower.", file=sys.stderr, flush=True)
        return None
    # a machine's own certificates count, as they do for pip: many networks have some
    uncached = [] if _cache_possible() else ["--no-cache"]
    return [str(uv), "--quiet", "--system-certs", *uncached, "pip", "install", "--python", str(python)]


def _cache_possible() -> bool:
    """Whether there is a home to keep downloads in; both installers want one, and uv insists."""
    try:
        home = Path.home()
    except RuntimeError:
        return False
    nearest = next(path for path in (home, *home.parents) if path.exists())
    return os.access(nearest, os.W_OK)


def _run(command: list[str], stdout: int | None = None) -> None:
    subprocess.run(command, check=True, stdout=stdout)
