"""Where the records of a world's truth stand in what a desk exports.

Contact files are told row by row on both sides. In messages, invitations and mail one person stands in many
places: the truth names each of them, a desk has one record for the person and the file.
"""

from __future__ import annotations

import contextlib
import csv
import io
import mailbox
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.header import decode_header, make_header
from email.utils import getaddresses
from pathlib import Path
from unicodedata import normalize

from benches.truth import Place, Truth

_Names = Callable[[str], Sequence[str]]
"""From a locator of the truth to those a desk may have given the same record, the likeliest first."""


class Located:
    """The places of a truth beside those of a desk. `theirs` gives each place of the desk's its places in the truth."""

    def __init__(self, folder: Path, truth: Truth, ours: Sequence[Place]) -> None:
        self.truth = truth
        self.theirs: dict[Place, list[Place]] = defaultdict(list)
        self.ours: dict[Place, Place] = {}
        written = {(file, folded(locator).partition("|")[0]): (file, locator) for file, locator in ours}
        written |= {(file, folded(locator)): (file, locator) for file, locator in ours}
        naming = {file: _naming(folder / file) for file in truth.files()}
        for file, locator in truth.places:
            found = (written.get((file, folded(name))) for name in naming[file](locator))
            if place := next((each for each in found if each), None):
                self.ours[file, locator] = place
                self.theirs[place].append((file, locator))

    def contacts(self, contact_of: Mapping[Place, str]) -> dict[Place, str]:
        """The contact behind each place of the truth, from that behind each of the desk's."""
        return {place: contact_of[ours] for place, ours in self.ours.items() if ours in contact_of}

    def same(self, ones: Sequence[Place], others: Sequence[Place]) -> bool | None:
        """What the truth says of two records, each seen at some of the desk's places."""
        left, right = ([place for one in seen for place in self.theirs.get(one, ())] for seen in (ones, others))
        return self.truth.same(left, right)


def folded(text: str) -> str:
    return " ".join(normalize("NFC", text).split()).casefold()


def _naming(file: Path) -> _Names:
    name = file.name.casefold()
    if name == "messages.csv":
        return _lookup(dict(_parties(file, _of_message)))
    if name == "invitations.csv":
        return _lookup(dict(_parties(file, _of_invitation)))
    return _lookup(dict(_mail(file))) if name.endswith(".mbox") else lambda locator: (locator,)


def _lookup(known: Mapping[str, Sequence[str]]) -> _Names:
    return lambda locator: known.get(locator, ())


def _parties(
    file: Path, of_row: Callable[[dict[str, str]], Iterator[tuple[str, str, str]]]
) -> Iterator[tuple[str, Sequence[str]]]:
    """`ROW/from`, `ROW/to`, `ROW/to2` … with the profile address there, or the name where there is none."""
    most = csv.field_size_limit(2**31 - 1)
    try:
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    finally:
        csv.field_size_limit(most)
    for number, row in enumerate(rows, 1):
        for role, name, profile in of_row(row):
            yield f"{number}/{role}", [each for each in (profile, f"name:{name}" if name else "") if each]


def _of_message(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    yield "from", row["FROM"], row["SENDER PROFILE URL"]
    profiles = row["RECIPIENT PROFILE URLS"].split(",")
    for place, profile in enumerate(profiles, 1):
        yield f"to{place}", row["TO"] if len(profiles) == 1 else "", profile


def _of_invitation(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    yield "from", row["From"], row["inviterProfileUrl"]
    yield "to", row["To"], row["inviteeProfileUrl"]


def _mail(file: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """`MESSAGE-ID|address` with `address|name`; where another spelling of the name stands in the desk's record, the
    name cannot tell, and the address has to."""
    names: dict[str, set[str]] = defaultdict(set)
    met: list[tuple[str, str, str]] = []
    with contextlib.closing(mailbox.mbox(file, create=False)) as messages:
        for message in messages:
            number = str(message["message-id"] or "").strip("<> \t\r\n")
            texts = [" ".join(str(raw).split()) for kind in ("from", "to", "cc") for raw in message.get_all(kind, [])]
            for name, address in getaddresses(texts, strict=False) if _strict() else getaddresses(texts):
                if "@" in address:
                    met.append((number, address.casefold(), _decoded(name)))
                    names[address.casefold()].add(_decoded(name))
    for number, address, name in met:
        others = sorted(names[address] - {name})
        yield f"{number}|{address}", [*(f"{address}|{each}" for each in (name, *others)), address]


def _strict() -> bool:
    """Whether this Python's `getaddresses` can be asked to be lenient."""
    return "strict" in (getaddresses.__kwdefaults__ or {})


def _decoded(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError):
        return text
