"""What a file is that no importer reads, in a few words to stand after its name."""

from __future__ import annotations

import re

from legwork_importers import any_table
from legwork_importers.columns import folded
from legwork_importers.contract import Source
from legwork_importers.decoding import head_lines
from legwork_importers.google_contacts import Contact
from legwork_importers.legwork_csv import ExportedContact
from legwork_importers.linkedin_connections import Connection, OldConnection
from legwork_importers.linkedin_files import file_key
from legwork_importers.linkedin_invitations import Invitation
from legwork_importers.linkedin_messages import ASSISTANTS, Message
from legwork_importers.linkedin_people import AddressBook
from legwork_importers.outlook_columns import names_of_columns
from legwork_importers.sources import LIMITS, megabytes
from legwork_importers.table import TopRow, first_rows

_NOTHING = "nothing about your contacts"
_NO_TALK = "no messages between you and people in it"

_FIRST_BYTES = (
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture, sound or film"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document or Outlook message; export it as CSV or vCard"),
    (b"!BDN", "an Outlook data file; export its contacts as CSV"),
    (b"From ", "text that begins like a mailbox, with no message behind it"),
    (b"<", "a web page or XML file"),
)

# Headers of other files, by the columns that give them away; the first that fits counts.
_HEADERS: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(map(folded, columns.split("|"))), why)
    for columns, why in (
        ("Conversation ID|Conversation Title|From|Content", _NO_TALK),
        ("From|To|Date|Subject|Content|Direction|Folder", _NO_TALK),
        ("Date|Status|FullName", _NOTHING),
        ("Locations|Industries|Preferred Job Types", "your job preferences, not a contact"),
        ("Company Names|Job Titles|Member Age", _NOTHING),
        ("Name|Url|Authority|Started On", "your own certificates, not a contact"),
        ("Date|ShareLink|ShareCommentary", _NOTHING),
        ("Date|Link|Message", _NOTHING),
        ("Date|Type|Link", _NOTHING),
        ("Registered At|Registration Ip", _NOTHING),
        ("First Name|Last Name|Verification Type", "your own profile, not a contact"),
    )
)

# Other files of a LinkedIn archive, by their names: many have no header that is theirs alone.
_OF_THE_ARCHIVE = {
    name: why
    for why, *names in (
        (
            "what you wrote, liked and followed on LinkedIn, not a contact",
            *("articles", "comments", "events", "hashtagfollows", "instantreposts", "memberfollows", "reactions"),
            *("richmedia", "saveditems", "shares", "videos", "votes"),
        ),
        (
            "how you used LinkedIn, not a contact",
            *("accountstatushistory", "logins", "registration", "searchqueries", "securitychallenges"),
        ),
        (
            "what LinkedIn guesses about you, not a contact",
            *("adsclicked", "adtargeting", "inferencesaboutyou", "privateidentityasset"),
        ),
        (
            "your own profile, not a contact",
            *("causesyoucareabout", "certifications", "courses", "duolingo", "honors", "languages", "learning"),
            *("organizations", "patents", "profilesummary", "projects", "publications", "testscores"),
            *("verifications", "volunteering"),
        ),
        ("your receipts, not a contact", "receipts", "receiptsv2"),
        (
            "your search for work, not a contact",
            *("jobapplicantsavedanswers", "jobapplicantsavedscreeningquestionresponses", "savedjobalerts"),
            *("jobapplicantscreeningquestionresponses", "jobseekerpreferences", "screeningquestionresponses"),
        ),
        (_NO_TALK, *sorted(ASSISTANTS)),
    )
    for name in names
}

_BESIDE_A_NAME = frozenset({"phone", "linkedin", "company", "title", "department"})

_LAYOUTS = (Connection, OldConnection, Contact, ExportedContact, Message, Invitation, AddressBook)
_KNOWN_NAMES = frozenset().union(
    *(columns for columns, _ in _HEADERS),
    names_of_columns(),
    *(text.names for layout in _LAYOUTS for text in layout.texts),
)
_VALUE = re.compile(r"@|://|\d{4}|[{}]")
_VALUE_BELOW = re.compile(r"@|://|\d")
_LONGEST_NAME = 60


def not_used_reason(source: Source) -> str:
    """One clause on a source that no importer knows; told from its first bytes, whatever its size.

    Raises:
        UnreadableSource: it cannot be opened.
    """
    return known_stranger(source) or _unknown(head_lines(source))


def known_stranger(source: Source) -> str:
    """What a source is that is no address book; empty for one that may be the table of a program unknown here.

    Raises:
        UnreadableSource: it cannot be opened.
    """
    head = source.head(65_536)
    if not head.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        return "an empty file" if source.size <= len(head) else "nothing but blanks at its start"
    for start, what in _FIRST_BYTES:
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start):
            return what
    lines = head_lines(source)
    if _is_binary(lines):
        return "no text: a program, picture or other binary file"
    return _known_header(lines) or _of_the_archive(source) or _too_much(source, head) or _json(lines)


def _of_the_archive(source: Source) -> str:
    """Why a file that is called as one of a LinkedIn archive is not used. A table of people is none of those, whatever
    it is called: none of them has addresses of people, or names beside profiles, numbers or employers."""
    why = _OF_THE_ARCHIVE.get(file_key(source.name), "")
    table = any_table.look(source) if why else None
    if table is None:
        return why
    places = set(table.guess)
    told = "name" in places and not _BESIDE_A_NAME.isdisjoint(places)
    return "" if told or "email" in places or {"given", "family"} <= places else why


def _known_header(lines: list[str]) -> str:
    if lines[0].strip() == "No conversations found":
        return _NOTHING
    for top in first_rows(lines):
        names = {folded(cell) for cell in top.cells}
        for columns, why in _HEADERS:
            if columns <= names:
                return why
        if names == {"name"}:
            return "a list of names of skills or languages, not of contacts"
    return ""


def _too_much(source: Source, head: bytes) -> str:
    if source.size <= LIMITS.contacts_file:
        return ""
    shape = "in one line, " if b"\n" not in head and b"\r" not in head else ""
    return f"{megabytes(source.size)} {shape}larger than any contacts file ({megabytes(LIMITS.contacts_file)})"


def _json(lines: list[str]) -> str:
    first = next(filter(str.strip, lines), "").lstrip()[:1]
    return "JSON in a shape Legwork does not know" if first in {"{", "["} else ""


def _unknown(lines: list[str]) -> str:
    rows = (top for top in first_rows(lines) if len(list(filter(None, top.cells))) > 1)
    top = next(rows, None)
    if top is None:
        return "text that is no contacts file Legwork knows"
    if not _names_columns(top.cells, next(rows, None)):
        return "a table without a header that is known"
    shown = " ".join(", ".join(filter(None, top.cells)).split())
    return f"a table whose header is not known: {shown[:200]}{'…' if len(shown) > 200 else ''}"


def _names_columns(cells: list[str], below: TopRow | None) -> bool:
    """Whether a first row may be shown: it names columns, and is not someone's entry in a table without a header.

    No cell of it is an address, a number or long, and either one is a name columns are known to have, or the row
    below holds an address or number where it does not.
    """
    if any(_VALUE.search(cell) or len(cell) > _LONGEST_NAME for cell in cells):
        return False
    if not _KNOWN_NAMES.isdisjoint(map(folded, cells)):
        return True
    return below is not None and any(map(_VALUE_BELOW.search, below.cells[: len(cells)]))


def _is_binary(lines: list[str]) -> bool:
    """Whether a tenth of the text is control characters or undecodable."""
    sample = "\n".join(lines)[:4_000]
    odd = sum(char == "\ufffd" or (char < " " and char not in "\t\n\x0b\x0c") for char in sample)
    return odd * 10 > len(sample)
