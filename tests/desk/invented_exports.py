"""Small exports and captures of invented people, drawn by hypothesis: real in shape, and full of look-alikes.

The people are those of `linkage.world`, whose pools are small on purpose: namesakes, couples with one telephone, short
forms, employers that change between two exports, addresses that many share.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from linkage.world import GIVEN, Invented, people

ME = "me@own.example"
MY_PROFILE = "https://www.linkedin.com/in/ilse-brandt-9"
MINE = {"name": "Ilse Brandt", "emails": ME, "profile": MY_PROFILE}
"""The settings by which mail and messages are known to be the user's."""

Render = Callable[[Sequence[Invented]], str]


@dataclass(frozen=True, slots=True)
class Export:
    """One file: how it is written, who stands in it, in order, and the year of the archive it comes in, if any."""

    name: str
    render: Render
    entries: tuple[Invented, ...]
    zipped_in: int | None = None

    @property
    def text(self) -> str:
        return self.render(self.entries)

    def cut(self, place: int) -> tuple[Export, Export]:
        """The same entries in two files, the second beginning with entry `place`."""
        stem, _, ending = self.name.rpartition(".")
        names = (f"{stem} {part} of 2.{ending}" for part in (1, 2))
        first, second = (
            Export(name, self.render, part)
            for name, part in zip(names, (self.entries[:place], self.entries[place:]), strict=True)
        )
        return first, second

    def write(self, folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        if self.zipped_in is None:
            (folder / self.name).write_text(self.text, encoding="utf-8", newline="")
            return folder / self.name
        path = folder / f"{self.name} of {self.zipped_in}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(zipfile.ZipInfo(self.name, (self.zipped_in, 5, 6, 7, 8, 10)), self.text)
        return path


@dataclass(frozen=True, slots=True)
class World:
    """What one invented user has: files, and captures as the extension sends them."""

    exports: tuple[Export, ...]
    captures: tuple[Mapping[str, Any], ...]


def connections(known: Sequence[Invented]) -> str:
    return _connections(known, later=False)


def connections_later(known: Sequence[Invented]) -> str:
    return _connections(known, later=True)


def _connections(known: Sequence[Invented], *, later: bool) -> str:
    head = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
    rows = (
        (
            one.given,
            f"{one.family} {one.suffix}".strip(),
            _profile(one),
            "",
            one.later if later else one.employer,
            one.title,
            f"{1 + _number(one) % 28:02} Mar 2021",
        )
        for one in known
    )
    return _table(head, rows)


def google(known: Sequence[Invented]) -> str:
    head = ("First Name", "Middle Name", "Last Name", "Organization Name", "Organization Title", "Labels",
            "E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value")  # fmt: skip
    rows = ((one.given, "", one.family, "", "", "* myContacts", "Home", one.mail, "Mobile", one.phone) for one in known)
    return _table(head, rows)


def outlook(known: Sequence[Invented]) -> str:
    head = ("First Name", "Middle Name", "Last Name", "Company", "Job Title", "E-mail Address", "Mobile Phone")
    rows = ((GIVEN[one.given], "", one.family, one.later, one.title, one.work_mail, one.phone) for one in known)
    return _table(head, rows)


def vcards(known: Sequence[Invented]) -> str:
    cards = (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{GIVEN[one.given]} {one.family}\r\nORG:{one.employer}\r\n"
        f"TEL:{one.phone}\r\nEMAIL:{one.mail}\r\nEND:VCARD\r\n"
        for one in known
    )
    return "".join(cards)


def mailbox(known: Sequence[Invented]) -> str:
    """Each wrote once to the user, who wrote back."""
    return "".join(
        _message(*pair, f"{place}-{turn}")
        for place, one in enumerate(known)
        for theirs in [f"{one.given} <{one.work_mail}>"]
        for turn, pair in enumerate([(theirs, ME), (ME, theirs)])
    )


def _message(sender: str, to: str, number: str) -> str:
    return (
        (
            f"From - Mon Mar 04 11:20:34 2024\nFrom: {sender}\nTo: {to}\nDate: Mon, 4 Mar 2024 11:20:34 +0000\n"
            f"Message-ID: <{number}@own.example>\nSubject: Hello\n\nHello.\n\n"
        )
        .encode("ascii", "ignore")
        .decode()
    )


def messages(known: Sequence[Invented]) -> str:
    head = ("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
            "DATE", "SUBJECT", "CONTENT", "FOLDER")  # fmt: skip
    rows = (
        (str(_number(one)), "", *sender, *to, f"2022-05-{1 + _number(one) % 28:02} 09:15:00 UTC", "", "Hello", "INBOX")
        for one in known
        for theirs, mine in [((f"{one.given} {one.family}", _profile(one)), (MINE["name"], MY_PROFILE))]
        for sender, to in ((theirs, mine), (mine, theirs))
    )
    return _table(head, rows)


def capture(one: Invented) -> Mapping[str, Any]:
    said = {"name": f"{one.given} {one.family}", "title": one.title, "company": one.later}
    url = f"{_profile(one)}?trk=x"
    return {"url": url, "page_title": one.given, "captured_at": "2026-11-20T10:00:00Z", "fields": said}


def _profile(one: Invented) -> str:
    return f"https://www.linkedin.com/in/{one.slug}"


def _number(one: Invented) -> int:
    return int(one.slug.rpartition("-")[2])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    return out.getvalue()


FORMS: Mapping[str, Render] = {
    "Connections.csv": connections,
    "Later.csv": connections_later,
    "contacts.csv": google,
    "outlook.csv": outlook,
    "book.vcf": vcards,
    "All mail.mbox": mailbox,
    "messages.csv": messages,
}


SUMS = frozenset({"All mail.mbox", "messages.csv"})
"""Files of which a record is no row: it sums up all that the file says of someone."""


@st.composite
def worlds(draw: st.DrawFn, *, least: int = 2, most: int = 3, besides: frozenset[str] = frozenset()) -> World:
    """From `least` to `most` files of 3 to 6 entries on a handful of people, one of them perhaps in an archive as well,
    and up to two captures."""
    known = draw(st.lists(people, min_size=2, max_size=5))
    names = draw(st.lists(st.sampled_from(sorted(FORMS.keys() - besides)), min_size=least, max_size=most, unique=True))
    entries = st.lists(st.sampled_from(known), min_size=3, max_size=6).map(tuple)
    exports = tuple(Export(name, FORMS[name], draw(entries)) for name in names)
    seen = draw(st.lists(st.sampled_from(known), max_size=2, unique=True))
    year = draw(st.sampled_from((None, 2022, 2024)))
    zipped = [replace(draw(st.sampled_from(exports)), zipped_in=year)] if year else []
    return World((*exports, *zipped), tuple(map(capture, seen)))
