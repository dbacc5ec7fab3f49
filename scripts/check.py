"""The quick checks: `python3 scripts/check.py`; `--compile` writes the pinned requirements anew first.

Ruff, its formatter, mypy, the arrows, and the rules of the house that no tool knows. Each breach is one line.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import checkout

ROOT = checkout.ROOT
MOST_LINES = 400
SOURCES = {".py", ".js", ".css", ".html", ".sh"}
# words that say nothing, or that make a person a thing to be sold to
NAMELESS = {"utils", "helpers", "common", "managers", "services"}
SELLING = {"lead", "prospect", "customer", "pipeline"}
TOOLS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("mypy", "scripts"),
    ("lint-imports",),
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="check.py", description=__doc__)
    parser.add_argument("--compile", action="store_true", help="pin the newest versions pyproject.toml allows")
    options = parser.parse_args(arguments)
    try:
        python = checkout.prepare(checkout.DEV)
    except checkout.NotReady as problem:
        print(problem, file=sys.stderr)
        return 1
    if options.compile:
        compile_requirements(python)
    broken = list(breaches(ROOT, tracked(ROOT)))
    for sentence in broken:
        print(sentence)
    failed = [" ".join(words) for words in TOOLS if _fails(python, words)]
    print(
        f"check: {len(broken)} breaches of the house rules; failed: {', '.join(failed) or 'nothing'}",
        flush=True,
    )
    return 1 if broken or failed else 0


def tracked(root: Path) -> list[Path]:
    """The files of the repository, new ones included, as paths below `root`."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(words, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    return [Path(name) for name in names if name and (root / name).is_file()]


def breaches(root: Path, files: Iterable[Path]) -> Iterator[str]:
    """Every breach of a house rule among `files`, each a sentence that begins with the file."""
    for path in files:
        yield from name_breaches(path)
        for rule in _rules(path):
            yield from (f"{path.as_posix()}: {what}" for what in rule((root / path).read_text(encoding="utf-8")))
    yield from pin_breaches(root)


def _rules(path: Path) -> Iterator[Callable[[str], Iterator[str]]]:
    if path.suffix in SOURCES:
        yield length_breaches
    if path.suffix in {".html", ".js", ".css"} and "tests" not in path.parts:
        yield word_breaches
    if path.parts[0] == "requirements" and path.suffix == ".txt":
        yield address_breaches
    if path.name in {"package-lock.json", "npm-shrinkwrap.json", ".npmrc", "uv.lock", "uv.toml", "pip.conf"}:
        yield address_breaches


def name_breaches(path: Path) -> Iterator[str]:
    """A file or folder with a name that could sit in any project."""
    for part in path.with_suffix("").parts:
        for word in (NAMELESS | SELLING) & set(re.split(r"[_\-.]", part.lower())):
            yield f"{path.as_posix()}: the name says {word}; name it after what the desk does."


def length_breaches(text: str) -> Iterator[str]:
    count = text.count("\n")
    if count > MOST_LINES:
        yield f"{count} lines; {MOST_LINES} are the most a file may have."


def word_breaches(text: str) -> Iterator[str]:
    """Words that the user's pages never use, singular or plural, with the line they stand on."""
    for number, line in enumerate(text.splitlines(), 1):
        for word in re.findall(rf"(?i)\b({'|'.join(sorted(SELLING))})s?\b", line):
            yield f"line {number} says {word}."


def address_breaches(text: str) -> Iterator[str]:
    """Addresses of package registries: where a package comes from is the machine's business."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r'"resolved"|^\s*--(extra-)?(index-url|find-links)|^\s*(@\w+:)?registry\s*=|^\s*-i\s', line):
            yield f"line {number} names where packages are fetched from."
        elif "://" in line and not re.search(r'"url"|\?sponsor=', line):  # where npm writes how to thank someone
            yield f"line {number} holds an address."


def pin_breaches(root: Path) -> Iterator[str]:
    """Pins that pyproject.toml does not allow, pins that are missing, and pins that differ between files."""
    pins = {name: pinned((root / name).read_text(encoding="utf-8")) for name in _pin_files()}
    for name, wanted in wanted_requirements(root).items():
        for requirement in wanted:
            yield from (f"{name}: {what}" for what in _unmet(requirement, pins[name]))
    for name in (checkout.RUN, checkout.BUILD, checkout.FUZZ):
        for package, version in pins[name].items():
            other = pins[checkout.DEV].get(package, "nothing" if name == checkout.RUN else version)
            if other != version:
                yield f"{name}: {package} {version}, but {other} in {checkout.DEV}."


def pinned(text: str) -> dict[str, str]:
    """Package name → exact version, as a compiled requirements file pins them."""
    return dict(re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", text))


def wanted_requirements(root: Path) -> dict[str, list[str]]:
    """Requirements file → what pyproject.toml asks of it."""
    import tomllib  # noqa: PLC0415  an older Python must get as far as being told that it is too old

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    running = list(project["project"]["dependencies"])
    return {
        checkout.UV: ["uv"],
        checkout.BUILD: list(project["build-system"]["requires"]),
        checkout.RUN: running,
        checkout.DEV: running + list(project["dependency-groups"]["dev"]),
        checkout.BENCH: list(project["dependency-groups"]["bench"]),
        checkout.FUZZ: running + list(project["dependency-groups"]["fuzz"]),
    }


def _unmet(requirement: str, pins: dict[str, str]) -> Iterator[str]:
    from packaging.requirements import Requirement  # noqa: PLC0415  only .venv is sure to have it
    from packaging.utils import canonicalize_name  # noqa: PLC0415  as above

    wanted = Requirement(requirement)
    version = pins.get(canonicalize_name(wanted.name))
    if version is None:
        yield f"{wanted.name} is not pinned; run `python3 scripts/check.py --compile`."
    elif version not in wanted.specifier:
        yield f"{wanted.name} is pinned to {version}, which `{requirement}` in pyproject.toml does not allow."


def _pin_files() -> tuple[str, ...]:
    return (checkout.UV, checkout.BUILD, checkout.RUN, checkout.DEV, checkout.BENCH, checkout.FUZZ)


def compile_requirements(python: Path) -> None:
    """Pins the newest versions that pyproject.toml allows, and a package to one version everywhere."""
    wanted = wanted_requirements(ROOT)
    _compile(python, ["pyproject.toml", "--group", "dev"], checkout.DEV)
    _compile(python, ["pyproject.toml", "--constraint", checkout.DEV], checkout.RUN)
    _compile(python, ["--group", "bench"], checkout.BENCH)
    _compile(python, ["pyproject.toml", "--group", "fuzz", "--constraint", checkout.DEV], checkout.FUZZ)
    for name in (checkout.BUILD, checkout.UV):
        _compile(python, ["-", "--no-annotate", "--constraint", checkout.DEV], name, "\n".join(wanted[name]))


def _compile(python: Path, sources: list[str], output: str, given: str = "") -> None:
    options = ["--upgrade", "--generate-hashes", "--universal", "--no-header", "--quiet", "-o", output]
    words = [str(python.with_name("uv")), "--system-certs", "pip", "compile", *sources, *options]
    subprocess.run(words, cwd=ROOT, input=given, text=True, check=True, stdout=subprocess.DEVNULL)


def _fails(python: Path, words: tuple[str, ...]) -> bool:
    print(f"$ {' '.join(words)}", flush=True)
    program = python.with_name(words[0])
    return subprocess.run([str(program), *words[1:]], cwd=ROOT, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
