"""vCards of any version and producer, one record a card."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from legwork_importers.contract import (
    Address,
    Claim,
    Labelled,
    Position,
    Source,
    SourceRow,
    Unreadable,
    UnreadableSource,
)
from legwork_importers.dates import birthday, instant
from legwork_importers.decoding import HEAD, RawText, detect, head_lines, keeps_ascii, raw_text
from legwork_importers.profiles import web_address
from legwork_importers.roles import exported_roles
from legwork_importers.sources import read_whole
from legwork_importers.table import MAX_ROWS, shortened
from legwork_importers.vcard_lines import (
    Card,
    Property,
    cards,
    properties,
    quoted,
    split,
    unescaped,
    without_payload,
)
from legwork_importers.vcard_pictures import without_pictures

MAX_PROPERTIES = 2_000

_BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|www\.)\S", re.IGNORECASE)
_SLUG = re.compile(r"[\w%-]{3,100}")
_MAILBOX = re.compile(r".*<([^<>\s]+@[^<>\s]+)>")
_EVERYBODY = "mycontacts"  # the group Google puts everybody into
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_NO_LABEL = {"internet", "pref", "voice", "x400", "quoted-printable", "base64", "8bit", "7bit"}
_SILENT = {"VERSION", "X-ABLABEL", "END", "BEGIN", "MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"}
_LINKS = {"URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "X-LINKEDIN", "X-LINKEDIN-URL", "X-MS-OL-DESIGN-URL"}
_LONGEST_MAILBOX = 500
_GROUP = "a group, not a person"
_NOBODY = "no name, no address, no phone, no link"
_OWN_ROLE = "X-LEGWORK-POSITION"


class VCards:
    kind = "vcard"
    source = kind
    version = 4

    def knows(self, source: Source) -> str | None:
        first = next(filter(str.strip, head_lines(source)), "")
        return "it begins with BEGIN:VCARD" if _BEGIN.fullmatch(first) else None

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        # what text is in tells whether lines can be told before it is decoded
        plain = keeps_ascii(encoding or detect(source.head(HEAD))[0])
        text = raw_text(without_pictures(source) if plain else read_whole(source), encoding)
        if plain and not keeps_ascii(text.encoding):  # without its pictures it looks like text of two bytes a letter
            text = raw_text(read_whole(source), encoding)
        if text.data.upper().count(b"BEGIN:VCARD") > MAX_ROWS:
            raise UnreadableSource(f"it has more than {MAX_ROWS:,} cards; split it and import the parts")
        lines = text.data.removesuffix(b"\n").split(b"\n")
        fallback = _fallback(text, lines)
        for card in cards(lines):
            yield _row(card, fallback)


def _fallback(text: RawText, lines: Sequence[bytes]) -> str:
    """The encoding of bytes that are no UTF-8 and in no charset of their own. Old programs hide them in ASCII, as
    quoted-printable; all of those of the file together tell more than one name does."""
    if text.codec not in {"utf-8", "ascii"}:
        return text.codec
    hidden = quoted(lines)
    found = detect(hidden)[0] if not hidden.isascii() else text.odd
    return text.odd if found == "utf-8" else found


def _row(card: Card, fallback: str) -> SourceRow | Unreadable:
    locator = card.locator
    raw = shortened("\n".join(_text(line, fallback) for line in without_payload(card.lines)))
    if not card.ended:
        begun = _BEGIN.fullmatch(_text(card.lines[0], fallback))
        return Unreadable(locator, raw, "card without END" if begun else "lines outside any card", torn=True)
    found, lost = properties(card, fallback)
    if len(found) + lost > MAX_PROPERTIES:
        return Unreadable(locator, raw, f"more than {MAX_PROPERTIES:,} properties in one card")
    claim = _Reading(found).claim()
    if claim.kind == "group":
        return Unreadable(locator, raw, _GROUP, "skipped")
    if not (claim.name or claim.given or claim.family or claim.emails or claim.phones or claim.links):
        return Unreadable(locator, raw, _NOBODY)
    if lost:
        claim = replace(claim, extra={**claim.extra, "unread lines": str(lost)})
    return SourceRow(locator, claim, raw, claim.uid)


def _text(line: bytes, fallback: str) -> str:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode(fallback, "replace")
    return text.replace("\x00", "")


class _Reading:
    """One card's properties, put into a claim's places."""

    def __init__(self, found: Iterable[Property]) -> None:
        self._all = list(found)
        self._labels = {each.group: each.text() for each in self._all if each.group and each.name == "X-ABLABEL"}
        self._by_name: dict[str, list[Property]] = {}
        for each in self._all:
            self._by_name.setdefault(each.name, []).append(each)
        self._extra: dict[str, dict[str, None]] = {}

    def claim(self) -> Claim:
        family, given, middle, prefix, suffix = self._name_parts()
        positions = self._positions()
        company = positions[0].company if positions else ""
        emails = self._labelled("EMAIL", _email)
        name = self._written_name() or " ".join(filter(None, (given, middle, family)))
        kind = self._kind(name, company, alone=not emails)
        claim = Claim(
            name=name or (company if kind == "org" else ""),
            given=given,
            middle=middle,
            family=family,
            prefix=prefix,
            suffix=suffix,
            nickname=", ".join(filter(None, (part for each in self._named("NICKNAME") for part in each.parts(",")))),
            maiden=self._one("X-MAIDENNAME") or self._one("X-MAIDEN-NAME"),
            kind=kind,
            emails=emails,
            phones=self._labelled("TEL", _phone),
            links=self._links(),
            positions=positions,
            addresses=tuple(self._addresses()),
            notes="\n".join(filter(None, (each.text() for each in self._named("NOTE")))),
            birthday=self._birthday(),
            written_on=instant(self._one("REV")),
            labels=self._categories(),
            uid=self._one("UID"),
        )
        self._keep_the_rest()
        return replace(claim, extra={name: "\n".join(values) for name, values in self._extra.items()})

    def _named(self, name: str) -> list[Property]:
        """The properties of one name, the preferred first; of alternatives (ALTID) the first only."""
        if name not in self._by_name:
            return []
        seen: set[str] = set()
        kept = []
        for each in self._by_name[name]:
            alternative = each.params.get("ALTID", "")
            if alternative and alternative in seen:
                self._put(f"{name} ({each.params.get('LANGUAGE', 'alternative')})", each.text())
            else:
                kept.append(each)
                seen.add(alternative)
        return sorted(kept, key=_preference)

    def _one(self, name: str) -> str:
        texts = [text for each in self._named(name) if (text := each.text())]
        for more in texts[1:]:
            self._put(name, more)
        return texts[0] if texts else ""

    def _written_name(self) -> str:
        """FN, unless a program says that it made it up from the rest of the card (RFC 9554, DERIVED)."""
        made_up = [each for each in self._named("FN") if each.params.get("DERIVED", "").lower() == "true"]
        return "" if made_up else self._one("FN")

    def _name_parts(self) -> list[str]:
        named = self._named("N")
        parts = [_listed(part) for part in split(named[0].value, ";")] if named else []
        if any(parts[5:]):
            self._put("N", "; ".join(filter(None, parts[5:])))
        return (parts + [""] * 5)[:5]

    def _kind(self, name: str, company: str, *, alone: bool) -> str:
        told = self._one("KIND").lower() or self._one("X-ADDRESSBOOKSERVER-KIND").lower()
        if told in {"group", "org", "location"}:
            return "group" if told == "group" else "org"
        if told == "individual":
            return ""
        if self._one("X-ABSHOWAS").upper() == "COMPANY":
            return "org"
        titled = self._by_name.get("TITLE")
        return "org" if company and not titled and (name == company or (not name and alone)) else ""

    def _positions(self) -> tuple[Position, ...]:
        organisations = [each.parts() for each in self._named("ORG")]
        titles = [each.text() for each in self._named("TITLE")]
        roles = [each.text() for each in self._named("ROLE")]
        if not any(titles):
            titles, roles = roles, []
        for role in roles:
            self._put("ROLE", role)
        found = []
        for organisation, title in zip_longest(organisations, titles, fillvalue=None):
            company, *units = organisation or [""]
            found.append(Position(title or "", company, ", ".join(filter(None, units))))
        own = [_own_role(each.parts()) for each in self._named(_OWN_ROLE)]
        if own:
            return exported_roles(next(iter(found), Position()), [*own, *found[1:]])
        return tuple(position for position in found if position != Position())

    def _labelled(self, name: str, read: Callable[[Property], str]) -> tuple[Labelled, ...]:
        return tuple(Labelled(value, self._label(each)) for each in self._named(name) if (value := read(each)))

    def _label(self, each: Property) -> str:
        label = self._labels.get(each.group, "")
        if label:
            match = _APPLE_LABEL.fullmatch(label)
            return match[1] if match else label
        types = " ".join(part for part in each.types if part not in _NO_LABEL)
        return types or each.params.get("SERVICE-TYPE") or each.params.get("X-SERVICE-TYPE", "")

    def _links(self) -> tuple[Labelled, ...]:
        found = []
        for each in (each for name in sorted(_LINKS) for each in self._named(name)):
            value = web_address(each.text())
            if each.params.get("X-USER", value) != value or each.name == "X-LINKEDIN":
                value = self._profile(each, value)
            if _WEB.match(value) or (each.name == "URL" and "." in value and ":" not in value):
                found.append(Labelled(value, self._label(each)))
            elif value:
                self._put(f"{each.name} {self._label(each)}".strip(), each.params.get("X-USER") or value)
        return tuple(found)

    def _profile(self, each: Property, value: str) -> str:
        """The profile's address where only its name is told, as telephones write it."""
        slug = each.params.get("X-USER") or value
        is_linkedin = each.name == "X-LINKEDIN" or self._label(each).casefold() == "linkedin"
        bare = is_linkedin and not _WEB.match(value) and _SLUG.fullmatch(slug)
        return f"https://www.linkedin.com/in/{slug}" if bare else value

    def _addresses(self) -> Iterator[Address]:
        for each in self._named("ADR"):
            box, extended, street, city, region, postcode, country = (each.parts() + [""] * 7)[:7]
            formatted = each.params.get("LABEL", "").replace("\\n", "\n")
            for name, value in (("PO box", box), ("extended address", extended)):
                self._put(name, value)
            address = Address(self._label(each), street, city, region, postcode, country, formatted)
            if address != Address(address.label):
                yield address

    def _categories(self) -> tuple[str, ...]:
        found = list(filter(None, (part for each in self._named("CATEGORIES") for part in each.parts(","))))
        for label in found:
            if label.casefold() == _EVERYBODY:
                self._put("system labels", label)
        return tuple(label for label in found if label.casefold() != _EVERYBODY)

    def _birthday(self) -> str:
        told = self._one("BDAY")
        if told and not birthday(told):
            self._put("BDAY", told)
        return birthday(told)

    def _keep_the_rest(self) -> None:
        for each in self._all:
            if each.name not in _PLACED and each.name not in _SILENT:
                self._put(f"{each.name} {self._label(each)}".strip(), each.text())

    def _put(self, name: str, value: str) -> None:
        if value:
            self._extra.setdefault(name, {})[value] = None


_PLACED = {
    *_LINKS,
    _OWN_ROLE,
    *("N", "FN", "NICKNAME", "X-MAIDENNAME", "X-MAIDEN-NAME", "EMAIL", "TEL", "ORG", "TITLE", "ROLE", "ADR"),
    *("NOTE", "BDAY", "REV", "CATEGORIES", "UID", "KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"),
}


def _listed(part: str) -> str:
    """One part of a name, in which several values have commas between them."""
    return ", ".join(filter(None, (" ".join(unescaped(value).split()) for value in split(part, ","))))


def _own_role(parts: list[str]) -> Position:
    """A role as Legwork's export writes it: title, employer, start, end, department."""
    title, company, start, end, department = (parts + [""] * 5)[:5]
    return Position(title, company, department, start, end)


def _preference(each: Property) -> int:
    """1 is the most preferred, 100 the least, as in vCard 4.0; `pref` without a number is 1."""
    given = each.params.get("PREF", "")
    if given.isdecimal() and len(given) < 4:
        return int(given)
    return 1 if "pref" in each.types else 101


def _email(each: Property) -> str:
    value = each.text()
    match = _MAILBOX.fullmatch(value[:_LONGEST_MAILBOX])
    return match[1] if match else value[7:] if value[:7].lower() == "mailto:" else value


def _phone(each: Property) -> str:
    value = each.text()
    if value[:4].lower() != "tel:":
        return value
    number, *params = value[4:].split(";")
    extension = next((part[4:] for part in params if part.lower().startswith("ext=")), "")
    return f"{number} ext. {extension}" if extension else number
