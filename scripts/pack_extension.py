"""Packs the extension: `python3 scripts/pack_extension.py` writes `dist/legwork-chromium.zip` and `-firefox.zip`.

What is packed is what lies in `extension/`, file for file, with the manifest of that browser; there is no build. The
same files give the same bytes. `--unpacked` writes folders to load instead of zips, `--port` one that may call a desk
at another port than the usual one.
"""

from __future__ import annotations

import argparse
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import checkout

SOURCE = checkout.ROOT / "extension"
DIST = checkout.ROOT / "dist"
BROWSERS = ("chromium", "firefox")
PORT = 8765
# What serves the checks, and what the manifests are made of.
LEFT_OUT = frozenset({"firefox.json", "manifest.json", "package.json", "package-lock.json", "tsconfig.json"})
FOLDERS_LEFT_OUT = frozenset({"node_modules", "tests", "web-ext-artifacts"})
MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="pack_extension.py", description=__doc__)
    parser.add_argument("--to", type=Path, default=DIST, help="the folder to write to")
    parser.add_argument("--port", type=int, default=PORT, help="where the desk is, if it is not where it usually is")
    parser.add_argument("--unpacked", action="store_true", help="write folders that browsers load as they are")
    options = parser.parse_args(arguments)
    for browser in BROWSERS:
        files = contents(browser, options.port)
        if options.unpacked:
            print(write_folder(files, options.to / f"legwork-{browser}"))
        else:
            print(write_zip(files, options.to / f"legwork-{browser}.zip"))


def contents(browser: str, port: int = PORT) -> dict[str, bytes]:
    """Every file of the extension for a browser, by its name in the zip, in order."""
    packed = {path.relative_to(SOURCE).as_posix(): path.read_bytes() for path in _sources()}
    text = json.dumps(manifest(browser, port), indent=2, ensure_ascii=False) + "\n"
    return dict(sorted({**packed, "manifest.json": text.encode()}.items()))


def manifest(browser: str, port: int = PORT) -> dict[str, Any]:
    """The manifest: Chromium's as it lies there; for Firefox with what `firefox.json` says instead (null: without)."""
    found: dict[str, Any] = json.loads((SOURCE / "manifest.json").read_text(encoding="utf-8"))
    if browser == "firefox":
        instead = json.loads((SOURCE / "firefox.json").read_text(encoding="utf-8"))
        found = {name: value for name, value in {**found, **instead}.items() if value is not None}
    if port != PORT:
        found["host_permissions"] = [each.replace(f":{PORT}/", f":{port}/") for each in found["host_permissions"]]
    return found


def write_zip(files: Mapping[str, bytes], path: Path) -> Path:
    """Writes the files into one zip, whose bytes depend on them alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever this runs
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, data)
    return path


def write_folder(files: Mapping[str, bytes], folder: Path) -> Path:
    """Writes the files into a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def _sources() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*")):
        parts = path.relative_to(SOURCE).parts
        hidden = any(part.startswith(".") for part in parts)
        if path.is_file() and not hidden and not FOLDERS_LEFT_OUT & set(parts) and parts[-1] not in LEFT_OUT:
            yield path


if __name__ == "__main__":
    main()
