"""Bytes to lines of text, without losing a byte silently.

The order is: byte order mark, UTF-16 told by its NULs, strict UTF-8, then a guess in which cp1252 is
favoured as long as only a few bytes speak. Where some lines are UTF-8 and others are not, as in files put
together from two, each line is decided by itself. What no encoding explains stays in the text as U+FFFD.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import chardet

from legwork_importers.contract import Source, UnreadableSource

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAX_LINES = 2_000_000
HEAD = 65_536  # bytes that tell what a file is

_BLOCK = 1 << 20
MARKED = "byte order mark"
NULS = "every other byte is NUL"
VALID = "valid UTF-8"
MIXED = "UTF-8, some bytes of an older encoding"
FEW = "a few bytes beyond ASCII, most likely Western European"
WESTERN = "its bytes beyond ASCII are all Western European letters"
LOOKS = "the bytes look like it"
REASONS = (MARKED, NULS, VALID, MIXED, FEW, WESTERN, LOOKS)
"""How an encoding was found."""

OLD = "cp1252"
_MOST_ODD = 20  # lines that are not UTF-8 for each that is: beyond it the one may be chance
_ASCII = bytes(range(32, 127)) + b"\\n+2AA-"
_FEW = 5
_UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # in cp1252
_WESTERN = "äöüßÄÖÜéèêëàâáíóúýñçÇÉÁÂËÍÎÓÔÚÝåøæÅØÆôîï€„“”‘’–—".encode("cp1252")
_TOGETHER = re.compile(rb"[\x80-\xff]{2}")
_FAR_EASTERN = ("cp932", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr", "cp949")
# What address books and spreadsheets have been saved in; not every code page ever drawn up.
_CANDIDATES = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-15", "koi8-r", "koi8-u", "mac-roman"),
    *_FAR_EASTERN,
)
# Names Python knows include codecs that are no text encodings, and some that are slow or let surrogates through.
_CHARSET = re.compile(
    r"(us-)?ascii|latin-?1|utf-?(8|16|16-?[bl]e)|iso[-_]?8859-\d{1,2}|(windows-|cp|ibm)\d{3,5}|koi8-[ru]|macintosh"
    r"|mac-?(roman|cyrillic|greek)|gb2312|gbk|gb18030|big5|shift[-_]jis|euc-(jp|kr)|iso-2022-(jp|kr)"
    r"|ks_c_5601-1987",
    re.IGNORECASE,
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_STRAY = re.compile("[\udc80-\udcff]+")
# A single odd byte within UTF-8 is most often one cp1252 letter, quote or dash pasted in.
_CP1252_LETTERS = {
    0xDC00 + byte: bytes([byte]).decode("cp1252")
    for byte in (
        *range(0xC0, 0xFF),
        0x80,
        0x85,
        *range(0x8A, 0x8D),
        0x8E,
        *range(0x91, 0x98),
        *range(0x9A, 0x9D),
        0x9E,
        0x9F,
    )
    if byte not in {0xD7, 0xF7}
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The lines of a text, without their ends; `why` says how the encoding was found.

    `newline` names what ended the lines: LF, CRLF, CR, "CR CR LF" or "" where there was one line only.
    """

    lines: list[str] = field(repr=False)
    encoding: str
    why: str
    newline: str
    ends_with_newline: bool

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text in `data`. `encoding` is the user's word and settles it.

    Line ends CRLF, CR and CR CR LF all become one end. NULs are dropped; bytes that mean nothing in the
    encoding become U+FFFD.

    Raises:
        UnreadableSource: `encoding` is not the name of a text encoding.
    """
    raw = raw_text(data, encoding)
    odd = raw.odd if raw.why == MIXED else ""
    lines = [line for block in _blocks(raw.data) for line in _lines(block, raw.codec, odd)]
    return Decoded(lines, raw.encoding, raw.why, raw.newline, raw.data.endswith(b"\n"))


@dataclass(frozen=True, slots=True)
class RawText:
    """Bytes in which every line ends with LF and ASCII means itself; `codec` decodes them, while `encoding`
    is what the file was in. They differ for UTF-16 and its like. `odd` is for bytes that are no UTF-8 in a
    text that else is."""

    data: bytes = field(repr=False)
    codec: str
    encoding: str
    why: str
    newline: str
    odd: str = OLD


def raw_text(data: bytes, encoding: str | None = None) -> RawText:
    """The first half of `decode`, for formats that name an encoding value by value."""
    name, why = (encoding, "as you said") if encoding else detect(data)
    data = _without_mark(data, name)
    codec = name
    if not keeps_ascii(name):
        data = _SURROGATES.sub("\ufffd", _converted(data, name)).encode()
        codec = "utf-8"
    data, newline = _one_newline(data)
    if data.count(b"\n") > MAX_LINES:
        raise UnreadableSource(f"it has more than {MAX_LINES:,} lines")
    return RawText(data, codec, name, why, newline, _odd_codec(data) if why == MIXED else OLD)


def detect(data: bytes) -> tuple[str, str]:
    """The encoding's name and the reason for it."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, MARKED
    if wide := _by_nuls(data[:4096]):
        return wide, NULS
    if _is_utf8(data):
        return "utf-8", VALID
    odd = _odd_lines(data)
    guess = _legacy(odd)
    return ("utf-8", MIXED) if _is_mixed(odd, guess[0]) else guess


def _is_mixed(odd: bytes, guess: str) -> bool:
    """Whether lines that are not ASCII are UTF-8 but for some: by the letters in them, or because whole lines are.

    Two bytes of a Far Eastern encoding often look like one letter of UTF-8; there a few letters prove nothing.
    """
    text = odd.decode("utf-8", "surrogateescape")
    stray = len(_SURROGATES.findall(text))
    letters = sum(not char.isascii() for char in text) - stray
    if guess in _FAR_EASTERN:
        return letters >= 4 * stray
    if letters >= max(len(_STRAY.findall(text)), 1):
        return True
    bad = len(_bad_lines(odd))
    good = odd.count(b"\n") + 1 - bad
    return bad <= good * _MOST_ODD


def _odd_codec(data: bytes) -> str:
    """What the lines that are no UTF-8 at all are in; of few bytes only Western letters are believed."""
    odd = b"\n".join(line for line in _bad_lines(_odd_lines(data)) if not _has_utf8(line))
    return _legacy(odd)[0] if sum(byte > 127 for byte in odd) >= 2 * _FEW else OLD


def _bad_lines(odd: bytes) -> list[bytes]:
    return [line for line in odd.split(b"\n") if not _is_utf8(line)]


def _has_utf8(line: bytes) -> bool:
    """Whether a line that is no UTF-8 holds letters that are."""
    text = _STRAY.sub("", line.decode("utf-8", "surrogateescape"))
    return not text.isascii()


def is_charset(name: str) -> bool:
    """Whether a file may call the encoding of one of its values so."""
    return _CHARSET.fullmatch(name) is not None


def head_lines(source: Source, count: int = HEAD) -> list[str]:
    """The first lines of a source, for telling what it is; the last one only if it is whole."""
    head = source.head(count)
    decoded = decode(head)
    return decoded.lines if len(head) >= source.size or len(decoded.lines) == 1 else decoded.lines[:-1]


def _legacy(odd: bytes) -> tuple[str, str]:
    high = bytes(byte for byte in odd if byte > 127)
    if len(high) < _FEW and not _UNDEFINED.intersection(high):
        return "cp1252", FEW
    # Western letters stand singly among ASCII ones; whole words of odd bytes are another alphabet.
    if not high.translate(None, _WESTERN) and len(_TOGETHER.findall(odd)) * 10 < len(high):
        return "cp1252", WESTERN
    guess = chardet.detect(odd, include_encodings=_CANDIDATES)["encoding"] or "cp1252"
    name = guess.lower().replace("windows-", "cp")
    return "cp1252" if name == "iso-8859-1" else name, LOOKS


def _by_nuls(head: bytes) -> str:
    pairs = len(head) // 2
    if not pairs:
        return ""
    first, second = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if second * 5 >= pairs and first * 20 <= pairs:
        return "utf-16-le"
    if first * 5 >= pairs and second * 20 <= pairs:
        return "utf-16-be"
    return ""


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _BLOCK):
            decoder.decode(data[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _odd_lines(data: bytes) -> bytes:
    """A sample of up to two thousand lines that are not plain ASCII, each cut to a thousand bytes."""
    odd: list[bytes] = []
    for block in _blocks(_one_newline(data)[0]):
        if block.isascii():
            continue
        odd.extend(line[:1000] for line in block.split(b"\n") if not line[:1000].isascii())
        if len(odd) >= 2000:
            break
    return b"\n".join(odd[:2000])


def _blocks(data: bytes) -> Iterator[bytes]:
    """Whole lines, about a megabyte at a time: a block's text may take four times its bytes."""
    start = 0
    while True:
        end = data.find(b"\n", start + _BLOCK)
        if end < 0:
            rest = data[start:]
            yield rest.removesuffix(b"\n")
            return
        yield data[start:end]
        start = end + 1
        if start == len(data):
            return


def _lines(block: bytes, name: str, odd: str) -> list[str]:
    """The lines of a block; where `odd` names the other encoding of a mixed file, each decided by itself."""
    if odd:
        return [_decided(line, odd).replace("\x00", "") for line in block.split(b"\n")]
    return block.decode(name, "replace").replace("\x00", "").split("\n")


def _decided(line: bytes, odd: str) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        pass
    if odd != OLD and not _has_utf8(line):
        return line.decode(odd, "replace")
    return _STRAY.sub(_mended, line.decode("utf-8", "surrogateescape"))


def _mended(stray: re.Match[str]) -> str:
    """Old Western letters, if all of the bytes are; a run of other bytes is nothing that is known."""
    letters = [_CP1252_LETTERS.get(ord(char), "") for char in stray.group()]
    return "".join(letters) if all(letters) else "\ufffd" * len(letters)


def _one_newline(data: bytes) -> tuple[bytes, str]:
    if b"\r" not in data:
        return data, "LF" if b"\n" in data else ""
    name = "CR CR LF" if b"\r\r\n" in data else "CRLF" if b"\r\n" in data else "CR"
    return data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n"), name


def _without_mark(data: bytes, name: str) -> bytes:
    for mark, marked in _MARKS:
        if _same_codec(name, marked) and data.startswith(mark):
            return data[len(mark) :]
    return data


def _same_codec(one: str, other: str) -> bool:
    """Whether two names mean the same encoding."""
    try:
        return codecs.lookup(one) == codecs.lookup(other)
    except (LookupError, ValueError) as error:
        raise UnreadableSource(f"there is no encoding named {one[:40]!r}") from error


def keeps_ascii(name: str) -> bool:
    """Whether ASCII bytes mean themselves, so that lines can be cut before they are decoded."""
    try:
        return _ASCII.decode(name, "replace") == _ASCII.decode("ascii")
    except (UnicodeError, LookupError):
        return False


def _converted(data: bytes, name: str) -> str:
    try:
        return data.decode(name, "replace")
    except (UnicodeError, LookupError) as error:
        raise UnreadableSource(f"it cannot be read as {name[:40]}") from error
