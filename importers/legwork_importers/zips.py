"""Zip archives, looked at before they are trusted: sizes, overlaps, lies, names. Nothing is extracted."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from legwork_importers.contract import UnreadableSource
from legwork_importers.sources import DAMAGE, Limits, guarded, megabytes

MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_LOCAL_HEADER = 30
_CENTRAL_HEADER = 46 + 512
_END = b"PK\x05\x06"
_END_SIZE = 22
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_LOCATOR_SIZE = 20
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(slots=True)
class Budget:
    """How many bytes an archive has given out so far, each member counted once however often it is read."""

    limit: int
    furthest: dict[int, int] = field(default_factory=dict)
    total: int = 0

    def count(self, member: int, passed: int) -> None:
        before = self.furthest.get(member, 0)
        if passed <= before:
            return
        self.furthest[member] = passed
        self.total += passed - before
        if self.total > self.limit:
            raise UnreadableSource(f"the archive holds more than {megabytes(self.limit)}")


@dataclass(frozen=True, slots=True)
class MemberSource:
    """One file inside a zip, read through the archive without being unpacked to disk."""

    name: str
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    budget: Budget

    @property
    def size(self) -> int:
        return self.info.file_size

    @property
    def written(self) -> str:
        year, month, day, hour, minute, second = self.info.date_time
        return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"

    def head(self, count: int) -> bytes:
        with self.open() as stream:
            return stream.read(count)

    def open(self) -> BinaryIO:
        try:
            inner = self.archive.open(self.info)
        except DAMAGE as error:
            raise UnreadableSource(f"it is damaged inside the archive ({type(error).__name__})") from error
        member = self.info.header_offset
        return guarded(_binary(inner), self.info.file_size, lambda passed: self.budget.count(member, passed))


@dataclass(frozen=True, slots=True)
class Member:
    """An entry: its cleaned name, and why it is not used, or an empty `why`."""

    name: str
    info: zipfile.ZipInfo
    why: str = ""


def open_zip(stream: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """The archive, its list of entries checked.

    Raises:
        UnreadableSource: it is damaged, has too many entries, or entries that overlap.
    """
    try:
        _refuse_long_directories(stream, limits)
        archive = zipfile.ZipFile(stream)
    except DAMAGE as error:
        raise UnreadableSource("it is a damaged or incomplete archive") from error
    try:
        _refuse_overlaps(archive)
    except UnreadableSource:
        archive.close()
        raise
    return archive


def members(archive: zipfile.ZipFile, limits: Limits) -> Iterator[Member]:
    """Every file in the archive; of two entries with one name the later counts, as in zip tools."""
    last = {tidy(info.filename): info for info in archive.infolist()}
    for info in archive.infolist():
        if info.is_dir():
            continue
        name = tidy(info.filename)
        if last[name] is not info:
            yield Member(name, info, "the archive holds this name more than once; the last one was used")
        else:
            yield Member(name, info, _member_problem(info, limits))


def is_document(archive: zipfile.ZipFile) -> bool:
    """Whether the zip is really a spreadsheet or text document."""
    names: Sequence[str] = archive.namelist()
    return "[Content_Types].xml" in names or names[:1] == ["mimetype"]


def tidy(name: str) -> str:
    """A member's path with `/` between parts and nothing that climbs, starts at a root or is invisible."""
    plain = _UNSAFE.sub("_", name.encode("utf-8", "replace").decode()).replace("\\", "/")
    parts = [_DRIVE.sub("", part) for part in plain.split("/")]
    return "/".join(part for part in parts if part not in {"", ".", ".."})[-500:]


def _member_problem(info: zipfile.ZipInfo, limits: Limits) -> str:
    if info.flag_bits & 0x1:
        return "it is encrypted; unpack the archive with its password first"
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return "it is a link or device, not a file"
    if info.file_size > limits.archive:
        return f"{megabytes(info.file_size)}; a whole archive may hold {megabytes(limits.archive)}"
    if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(info.compress_size, 1):
        return f"it unpacks to more than {limits.ratio} times its size, as no contacts file does"
    return ""


def _refuse_long_directories(stream: BinaryIO, limits: Limits) -> None:
    """Looks at the end of the archive, because the list of entries is loaded whole when it is opened."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_535 - _END_SIZE - _ZIP64_LOCATOR_SIZE))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0:
        raise zipfile.BadZipFile
    count, length = struct.unpack_from("<HL", tail, at + 10)
    locator = at - _ZIP64_LOCATOR_SIZE
    if locator >= 0 and tail[locator:].startswith(_ZIP64_LOCATOR):
        stream.seek(struct.unpack_from("<Q", tail, locator + 8)[0])
        count, length = struct.unpack_from("<QQ", stream.read(56), 32)
    stream.seek(0)
    if count > limits.entries or length > limits.entries * _CENTRAL_HEADER:
        raise UnreadableSource(f"it has more than {limits.entries:,} entries")


def _refuse_overlaps(archive: zipfile.ZipFile) -> None:
    end = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise UnreadableSource("its entries overlap, as they do in an archive made to do harm")
        name = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
        end = info.header_offset + _LOCAL_HEADER + len(name) + info.compress_size


def _binary(stream: object) -> BinaryIO:
    """`ZipFile.open` promises a stream of bytes in words its type does not."""
    return stream  # type: ignore[return-value]  # IO[bytes] has all that BinaryIO asks
