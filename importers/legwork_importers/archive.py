"""Files, folders and zips, in any order, turned into one sorted list of sources."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from legwork_importers.contract import ImportProblem, Source, UnreadableSource
from legwork_importers.mail_folders import gathered, is_message
from legwork_importers.sources import LIMITS, BytesSource, FileSource, Limits, megabytes, read_whole
from legwork_importers.zips import MAGIC, Budget, MemberSource, is_document, members, open_zip, tidy

__all__ = ["BytesSource", "FileSource", "Limits", "NotUsed", "Opened", "open_paths"]

_DEEPEST = 40
_SYSTEM_FILES = {".ds_store", "thumbs.db", "desktop.ini", "icon\r"}


@dataclass(frozen=True, slots=True)
class NotUsed:
    """A file that was looked at and left: its name, and why, as words to stand after the name."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What was found. Archives stay open until the block ends:

    with open_paths(paths) as opened: ...
    """

    sources: tuple[Source, ...]
    not_used: tuple[NotUsed, ...]
    _stack: ExitStack = field(repr=False, compare=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._stack.close()


def open_paths(paths: Iterable[Path], *, names: Mapping[Path, str] | None = None, limits: Limits = LIMITS) -> Opened:
    """Every file that could be an export among `paths`, sorted by name; the order of `paths` has no say.

    A source is named by the file's name when a file was given, by its path inside the folder or zip when
    one of those was given. `names` replaces the name of a file kept under another one, as uploads are.
    Raises nothing: what cannot be opened stands in `not_used`.
    """
    search = _Search(limits)
    given = {str(path): path for path in paths}
    for path in given.values():
        search.path(path, (names or {}).get(path, path.name or str(path)))
    return search.result()


class _Search:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._stack = ExitStack()
        self._sources: list[tuple[str, str, Source]] = []
        self._not_used: list[NotUsed] = []
        self._held = 0
        self._messages = 0

    def result(self) -> Opened:
        ordered = gathered(source for _, _, source in sorted(self._sources, key=lambda found: found[:2]))
        not_used = sorted(set(self._not_used), key=lambda entry: (entry.file, entry.why))
        return Opened(tuple(ordered), tuple(not_used), self._stack)

    def path(self, path: Path, name: str) -> None:
        """A path as the user gave it."""
        name = tidy(name) or name
        try:
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                self._folder(path, path)
                return
        except (OSError, ValueError):
            self._leave(name, "there is no such file, or it may not be read")
            return
        self._file(path, name, prefix="")

    def _folder(self, root: Path, folder: Path) -> None:
        if len(folder.parts) - len(root.parts) > _DEEPEST:
            self._leave(tidy(folder.relative_to(root).as_posix()), "folders nested too deep")
            return
        for path in sorted(folder.iterdir()):
            name = tidy(path.relative_to(root).as_posix())
            if full := self._full():
                self._leave(root.name, f"more than {full}; the rest was not read")
                return
            if _is_system_file(name):
                self._leave(name, "a file of the operating system")
                continue
            try:
                if stat.S_ISDIR(path.lstat().st_mode):
                    self._folder(root, path)
                else:
                    self._file(path, name, prefix=f"{name}/")
            except OSError:
                self._leave(name, "it vanished or may not be read")

    def _full(self) -> str:
        """How much that is more than which is not looked at; empty as long as there is room."""
        if self._messages >= self._limits.messages:
            return f"{self._limits.messages:,} messages"
        found = len(self._sources) - self._messages + len(self._not_used)
        return f"{self._limits.entries:,} files" if found >= self._limits.entries else ""

    def _file(self, path: Path, name: str, *, prefix: str) -> None:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            self._leave(name, "a link; give the file it points to")
        elif not stat.S_ISREG(status.st_mode):
            self._leave(name, "a device or pipe, not a file")
        else:
            self._source(FileSource(name, path, status.st_size), str(path), prefix, depth=0)

    def _source(self, source: Source, where: str, prefix: str, *, depth: int) -> None:
        try:
            if not source.head(4).startswith(MAGIC):
                self._sources.append((source.name, where, source))
                self._messages += is_message(source.name)
            elif depth > 1:
                self._leave(source.name, "an archive three deep in archives; unpack the outer ones first")
            else:
                self._zip(source, prefix, depth=depth)
        except ImportProblem as problem:
            self._leave(source.name, str(problem))

    def _zip(self, source: Source, prefix: str, *, depth: int) -> None:
        archive = self._opened(source)
        budget = Budget(self._limits.archive)
        found = False
        for member in members(archive, self._limits):
            found = True
            name = prefix + member.name
            if _is_system_file(member.name):
                self._leave(name, "a file of the operating system")
            elif member.why:
                self._leave(name, member.why)
            else:
                inside = MemberSource(name, archive, member.info, budget)
                self._source(inside, f"{source.name}/{name}", f"{name}/", depth=depth + 1)
        if not found:
            raise UnreadableSource("an archive with nothing in it")

    def _opened(self, source: Source) -> zipfile.ZipFile:
        """The archive, open until everything is; of one that is not used nothing stays in memory."""
        with ExitStack() as stack:
            archive = open_zip(stack.enter_context(self._seekable(source, stack)), self._limits)
            stack.callback(archive.close)
            if is_document(archive):
                raise UnreadableSource("a spreadsheet or text document; save its table as CSV and import that")
            self._stack.enter_context(stack.pop_all())
        return archive

    def _seekable(self, source: Source, stack: ExitStack) -> BinaryIO:
        """An archive inside an archive is read into memory, since only there can it be read from its end without
        unpacking again; all of them together are bounded."""
        if isinstance(source, FileSource):
            return source.seekable()
        room = self._limits.nested_archives - self._held
        if source.size > room:
            raise UnreadableSource(
                "with it the archives inside archives hold more than "
                f"{megabytes(self._limits.nested_archives)}; unpack the outer one first"
            )
        self._hold(source.size)
        stack.callback(self._hold, -source.size)
        return io.BytesIO(read_whole(source, room))

    def _hold(self, count: int) -> None:
        self._held += count

    def _leave(self, name: str, why: str) -> None:
        self._not_used.append(NotUsed(name, why))


def _is_system_file(name: str) -> bool:
    parts: Sequence[str] = name.split("/")
    last = parts[-1]
    return "__MACOSX" in parts or last.lower() in _SYSTEM_FILES or last.startswith("._")
