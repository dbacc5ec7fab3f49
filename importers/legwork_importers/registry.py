"""Which importer reads a source, told by its content; and what a file is that none of them reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from legwork_importers import any_table, linkedin_about_you
from legwork_importers.any_table import AnyTable, Look
from legwork_importers.calendars import Calendars
from legwork_importers.captures import Captures
from legwork_importers.contract import AmbiguousSource, Importer, Source, UnreadableSource
from legwork_importers.google_contacts import GoogleContacts
from legwork_importers.hubspot_contacts import HubSpotContacts
from legwork_importers.ldif import Ldif
from legwork_importers.legwork_csv import LegworkCsv
from legwork_importers.legwork_json import LegworkJson
from legwork_importers.linkedin_connections import LinkedInConnections
from legwork_importers.linkedin_invitations import LinkedInInvitations
from legwork_importers.linkedin_messages import LinkedInMessages
from legwork_importers.linkedin_people import (
    LinkedInContacts,
    LinkedInEndorsements,
    LinkedInNotes,
    LinkedInRecommendations,
)
from legwork_importers.mail import Mail
from legwork_importers.outlook_contacts import OutlookContacts
from legwork_importers.strangers import known_stranger, not_used_reason
from legwork_importers.thunderbird_contacts import ThunderbirdContacts
from legwork_importers.vcard import VCards
from legwork_importers.yahoo_contacts import YahooContacts

__all__ = [
    "ABOUT_YOU",
    "GENERIC",
    "IMPORTERS",
    "KINDS",
    "Named",
    "Recognised",
    "by_kind",
    "not_used_reason",
    "recognise",
    "unknown_table",
]

GENERIC = any_table.KIND

IMPORTERS: tuple[Importer, ...] = (
    LinkedInConnections(),
    LinkedInMessages(),
    LinkedInInvitations(),
    LinkedInContacts(),
    LinkedInEndorsements(),
    LinkedInRecommendations(),
    LinkedInNotes(),
    *linkedin_about_you.ABOUT_YOU,
    GoogleContacts(),
    OutlookContacts(),
    ThunderbirdContacts(),
    Ldif(),
    YahooContacts(),
    HubSpotContacts(),
    VCards(),
    Captures(),
    LegworkCsv(),
    LegworkJson(),
    Mail(),
    Calendars(),
)


# Kinds of files that are about the user, and of which no row is a contact.
ABOUT_YOU: frozenset[str] = frozenset(importer.kind for importer in linkedin_about_you.ABOUT_YOU)


# What a user may call a file: the name of its format, or that of its records in exports.
KINDS: tuple[str, ...] = (
    *dict.fromkeys(name for each in IMPORTERS for name in (each.kind, each.source)),
    GENERIC,
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The importer for a source, and in words why it is the one; `table` is the header of one whose columns the user
    named."""

    importer: Importer
    why: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What the user said of tables unknown here: `saved` has the places of the columns by their header's fingerprint,
    `told` what was said this time, as pairs of a place and a column's name."""

    saved: Mapping[str, Sequence[str]] = field(default_factory=dict)
    told: Sequence[tuple[str, str]] = ()


def recognise(source: Source, *, kind: str | None = None, named: Named | None = None) -> Recognised | None:
    """The importer that reads `source`, or None; `kind` is the user's word and settles it.

    Raises:
        AmbiguousSource: more than one importer knows it.
        UnreadableSource: no importer is called `kind`, or the source cannot be read.
        WrongColumns: its columns are said to be what they cannot be.
    """
    if kind == GENERIC:
        return _as_told(source, named or Named())
    if kind is not None:
        return Recognised(by_kind(kind), "as you said")
    known = [Recognised(importer, why) for importer in IMPORTERS if (why := importer.knows(source)) is not None]
    if len(known) > 1:
        raise AmbiguousSource(source.name, [each.importer.kind for each in known])
    if known:
        return known[0]
    return _as_before(source, named) if named and named.saved else None


def unknown_table(source: Source) -> Look | None:
    """The top of a source that no importer knows, if it is a table whose columns the user could name.

    Raises:
        UnreadableSource: it cannot be opened.
    """
    return None if known_stranger(source) else any_table.look(source)


def by_kind(kind: str) -> Importer:
    """The importer of a kind, by that name or the one its records have in exports.

    Raises:
        UnreadableSource: there is none.
    """
    for importer in IMPORTERS:
        if kind in {importer.kind, importer.source}:
            return importer
    kinds = ", ".join(importer.kind for importer in IMPORTERS)
    raise UnreadableSource(f"no importer is called {kind[:60]!r}; there are {kinds}, {GENERIC}")


def _as_before(source: Source, named: Named) -> Recognised | None:
    found = unknown_table(source)
    return None if found is None or found.header not in named.saved else _table(found, named.saved[found.header])


def _as_told(source: Source, named: Named) -> Recognised:
    """By what was told now, else before, else by what the columns seem to be."""
    found = any_table.look(source)
    if found is None:
        raise UnreadableSource("it is no table")
    if named.told:
        return _table(found, any_table.columns_of(found.names, named.told))
    return _table(found, named.saved.get(found.header) or any_table.checked(found.guess))


def _table(found: Look, places: Sequence[str]) -> Recognised:
    table = AnyTable(places)
    return Recognised(table, table.why(found.names), found.header)
