"""What a file's text looks like once it is decoded, for the user to judge the encoding by."""

from __future__ import annotations

from dataclasses import dataclass, field

from legwork_importers.contract import Source
from legwork_importers.decoding import HEAD, MIXED, decode, detect
from legwork_importers.sources import LIMITS, read_whole

ENCODINGS = (
    *("utf-8", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-15", "mac-roman", "cp850"),
    *("cp1250", "iso-8859-2", "cp852", "cp1257", "cp1254"),
    *("cp1251", "koi8-r", "koi8-u", "cp866", "cp1253", "cp1255", "cp1256", "cp1258", "cp874"),
    *("cp932", "euc-jp", "gb18030", "big5", "euc-kr"),
)
"""Encodings to choose from: those of all scripts, then Western, Central European and other ones."""

FIRST = 8
TELLING = 4
"""Lines beyond the first ones that are shown because they hold letters an encoding can get wrong."""

LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a text as (number from 1, line), the encoding they are decoded from, and how it was found."""

    lines: tuple[tuple[int, str], ...] = field(repr=False)
    encoding: str
    why: str


def excerpt(source: Source, encoding: str | None = None) -> Excerpt:
    """The first lines of a source, and the first of those after them that are not plain ASCII.

    The encoding is the one the whole file is read in; of a file too large for a contacts file, that of its beginning.

    Raises:
        UnreadableSource: it cannot be read, or `encoding` is none.
    """
    head = source.head(HEAD)
    if encoding is None and HEAD < source.size <= LIMITS.contacts_file:
        name, why = detect(read_whole(source))
        # one that is mixed is mended line by line, which only a text that was not told its encoding is
        decoded = decode(head, None if why == MIXED else name)
    else:
        decoded = decode(head, encoding)
        name, why = decoded.encoding, decoded.why
    numbered = list(enumerate(decoded.lines, start=1))
    if source.size > HEAD and len(numbered) > 1:
        numbered.pop()  # cut in the middle
    telling = [pair for pair in numbered[FIRST:] if not pair[1].isascii()][:TELLING]
    return Excerpt(tuple((at, line[:LONGEST_LINE]) for at, line in (*numbered[:FIRST], *telling)), name, why)
