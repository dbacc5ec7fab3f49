"""`.venv-bench` and its like: programs Legwork is measured against or searched with, apart from its own packages."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import checkout

ROOT = checkout.ROOT
HOME = ROOT / ".venv-bench"


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall seconds, peak memory in MB, and what a command printed."""

    seconds: float
    megabytes: float
    printed: str


def python(home: Path = HOME, requirements: str = checkout.BENCH) -> Path:
    """The Python of an environment, made from the pinned `requirements` when it is not there or is another's.

    Raises:
        CalledProcessError: it cannot be made; the installer has said why.
    """
    pins = ROOT / requirements
    python, stamp = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python"), home / "installed.txt"
    wanted = hashlib.sha256(pins.read_bytes() + sys.version.encode()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    print(f"Setting up {home.name} (a minute or two the first time) …", file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
    subprocess.run([*_installer(python), "--require-hashes", "-r", str(pins)], check=True)
    stamp.write_text(wanted, encoding="utf-8")
    return python


def measured(command: Sequence[str], more: Mapping[str, str] | None = None) -> Measured:
    """Runs a command in a process of its own; a failure ends the bench."""
    started = time.perf_counter()
    env = os.environ | dict(more or {})
    process = subprocess.Popen(list(command), env=env, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    printed = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command[:4])} … failed")
    return Measured(time.perf_counter() - started, usage.ru_maxrss / 1024, printed)


def beside(script: Path, *arguments: str) -> Measured:
    """Runs a script with the Python of `.venv-bench`, which knows nothing of Legwork's own packages."""
    return measured([str(python()), str(script), *arguments], {"PYTHONPATH": ""})


def _installer(python: Path) -> list[str]:
    uv = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
    if uv.exists():
        return [str(uv), "--quiet", "--system-certs", "pip", "install", "--python", str(python)]
    return [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
