"""Which importer reads a source, told by its content; and what a file is that none of them reads."""

from __future__ import annotations

from dataclasses import dataclass

from legwork_importers.calendars import Calendars
from legwork_importers.captures import Captures
from legwork_importers.contract import AmbiguousSource, Importer, Source, UnreadableSource
from legwork_importers.google_contacts import GoogleContacts
from legwork_importers.legwork_csv import LegworkCsv
from legwork_importers.legwork_json import LegworkJson
from legwork_importers.linkedin_connections import LinkedInConnections
from legwork_importers.mail import Mail
from legwork_importers.strangers import not_used_reason
from legwork_importers.vcard import VCards

__all__ = ["IMPORTERS", "KINDS", "Recognised", "by_kind", "not_used_reason", "recognise"]

IMPORTERS: tuple[Importer, ...] = (
    LinkedInConnections(),
    GoogleContacts(),
    VCards(),
    Captures(),
    LegworkCsv(),
    LegworkJson(),
    Mail(),
    Calendars(),
)


# What a user may call a file: the name of its format, or that of its records in exports.
KINDS: tuple[str, ...] = tuple(dict.fromkeys(name for each in IMPORTERS for name in (each.kind, each.source)))


@dataclass(frozen=True, slots=True)
class Recognised:
    """The importer for a source, and in words why it is the one."""

    importer: Importer
    why: str


def recognise(source: Source, *, kind: str | None = None) -> Recognised | None:
    """The importer that reads `source`, or None; `kind` is the user's word and settles it.

    Raises:
        AmbiguousSource: more than one importer knows it.
        UnreadableSource: no importer is called `kind`, or the source cannot be read.
    """
    if kind is not None:
        return Recognised(by_kind(kind), "as you said")
    known = [Recognised(importer, why) for importer in IMPORTERS if (why := importer.knows(source)) is not None]
    if len(known) > 1:
        raise AmbiguousSource(source.name, [each.importer.kind for each in known])
    return known[0] if known else None


def by_kind(kind: str) -> Importer:
    """The importer of a kind, by that name or the one its records have in exports.

    Raises:
        UnreadableSource: there is none.
    """
    for importer in IMPORTERS:
        if kind in {importer.kind, importer.source}:
            return importer
    kinds = ", ".join(importer.kind for importer in IMPORTERS)
    raise UnreadableSource(f"no importer is called {kind[:60]!r}; there are {kinds}")
