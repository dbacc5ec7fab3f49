"""Names of an archive's files, where the content alone does not say which one it is."""

from __future__ import annotations

import re

from legwork_importers.columns import folded

_NUMBERED = re.compile(r"(?:_\d+|\s*\(\d+\))+$")


def file_key(name: str) -> str:
    """A file's name as the names of an archive's files are compared: without folder and ending, case, blanks and
    underscores, and without the number of a part or of a browser's second copy."""
    stem = name.rpartition("/")[2].rpartition(".")[0]
    return folded(_NUMBERED.sub("", stem.strip()))
