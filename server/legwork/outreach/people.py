"""A contact as outreach sees it, and what the user looks for. Facts only, nothing derived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from legwork.outreach.happening import Event


@dataclass(frozen=True, slots=True)
class Channels:
    """The ways to reach someone, from the user's own data only; empty means not known."""

    email: str = ""
    profile: str = ""
    phone: str = ""

    @property
    def known(self) -> bool:
        return bool(self.email or self.profile or self.phone)


@dataclass(frozen=True, slots=True)
class Tenure:
    """A stay at an employer; years are inclusive, and None where nobody said."""

    employer: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was written between the user and a contact: first and last day, messages each way."""

    first: date
    last: date
    sent: int = 0
    received: int = 0

    @property
    def two_way(self) -> bool:
        return self.sent > 0 and self.received > 0


@dataclass(frozen=True, slots=True)
class JobChange:
    """A change of title or company seen between two sources; `seen` is the day of the newer one, `after` that of the
    older."""

    seen: date
    title: str = ""
    company: str = ""
    was_title: str = ""
    was_company: str = ""
    after: date | None = None


@dataclass(frozen=True, slots=True)
class Parted:
    """Somebody connected with the user on LinkedIn since `since`, whom the export of `after` shows so and that of
    `before` no longer does."""

    after: date
    before: date
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One contact.

    `employer` is the normalised key two colleagues share, empty where none is known. `source_first_seen`
    is the ISO day or instant of the oldest import or capture. `titles_here` are the titles seen at the
    present employer, oldest first. `events` stand in the order they were recorded; undone ones are not
    among them. Of somebody who is a connection no longer `connected_on` is None and `parted` says when.
    """

    id: str
    name: str
    given: str = ""
    title: str = ""
    company: str = ""
    employer: str = ""
    schools: tuple[str, ...] = ()
    past_employers: tuple[Tenure, ...] = ()
    connected_on: date | None = None
    parted: Parted | None = None
    channels: Channels = field(default_factory=Channels)
    exchange: Exchange | None = None
    job_change: JobChange | None = None
    source_first_seen: str = ""
    captured: bool = False
    referred_by: str = ""
    referred_on: date | None = None
    titles_here: tuple[str, ...] = ()
    place: str = ""
    zone: str = ""
    events: tuple[Event, ...] = ()

    @property
    def called(self) -> str:
        """The name to use in a sentence."""
        return self.given or self.name

    @property
    def office(self) -> str:
        """The key of their employer; somebody without one is an employer of their own."""
        return self.employer or f"person:{self.id}"


@dataclass(frozen=True, slots=True)
class Rating:
    """The user's rating of an employer (method R01-R03): motivation 0-3, posting 1-3, an advocate or not."""

    motivation: int = 0
    posting: int = 1
    advocate: bool = False

    @property
    def key(self) -> tuple[int, int, bool]:
        return (self.motivation, self.posting, self.advocate)


@dataclass(frozen=True, slots=True)
class Search:
    """What the user looks for. `entry_level` is on the scale of `ranking.level`: 2 is a plain professional.

    `employers` rates employers by their normalised key; one that is missing counts as not yet rated. `functions`
    are kinds of work, `fields` what it is about; a title that names one of either is a target.
    """

    purpose: str = ""
    functions: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    past_employers: tuple[Tenure, ...] = ()
    entry_level: int = 2
    employers: Mapping[str, Rating] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tidy:
    """A doubtful pair waiting for the user's word; `reason` says in words why it is doubtful."""

    pair: str
    person: Person
    other: Person
    reason: str
    band: str = ""
