"""The note as Markdown (CommonMark), to keep or to paste: every statement is a link to where it was read."""

from __future__ import annotations

import re
from typing import Final

from legwork.briefing.note import Line, Note, parts_of

_SIGNS: Final = re.compile(r"([\\`*_\[\]<>#|~!])")


def markdown(made: Note, address: str) -> str:
    """The note. `address` is the desk's, as `http://127.0.0.1:8765`: paths on the desk are put behind it."""
    (name, head), *parts = parts_of(made)
    found = [f"# {_escaped(name)}", *([_list(head, address)] if head else [])]
    for label, lines in parts:
        found += [f"## {label}", _list(lines, address)]
    return "\n\n".join(found) + "\n"


def _list(lines: list[Line], address: str) -> str:
    return "\n".join(f"{'' if line.before else '- '}{_linked(line, address)}" for line in lines)


def _linked(line: Line, address: str) -> str:
    before, said = _escaped(line.before), _escaped(line.linked)
    target = f"{address}{line.ref}" if line.ref else line.url
    if not target:
        return f"{before}{said}"
    title = line.about.replace("\\", "").replace('"', "”")
    quoted = f' "{title}"' if title else ""
    return f"{before}[{said}](<{target}>{quoted})"


def _escaped(text: str) -> str:
    """The text so that Markdown reads no sign of its own in it."""
    return _SIGNS.sub(r"\\\1", text)
