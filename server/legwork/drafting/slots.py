"""What a draft is made of: who writes, to whom, on which occasion, and the sentences' smallest parts.

Drafting knows cards and people only by the attributes named here, so it stands beside outreach, not on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from legwork.drafting.facts import Fact, writable
from legwork.drafting.places import zone_of

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Reachable(Protocol):
    """The ways to reach someone; empty means not known."""

    @property
    def email(self) -> str: ...
    @property
    def profile(self) -> str: ...
    @property
    def phone(self) -> str: ...


class Correspondence(Protocol):
    """What was written before."""

    @property
    def last(self) -> date: ...
    @property
    def two_way(self) -> bool: ...


class Someone(Protocol):
    """The person a message is for."""

    @property
    def name(self) -> str: ...
    @property
    def given(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def company(self) -> str: ...
    @property
    def channels(self) -> Reachable: ...
    @property
    def connected_on(self) -> date | None: ...
    @property
    def exchange(self) -> Correspondence | None: ...
    @property
    def referred_by(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def zone(self) -> str: ...


class Occasion(Protocol):
    """The card: which act, and the plain facts that go with it."""

    @property
    def act(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class You:
    """The writer. `zone` is an IANA name, `minutes` what is asked for, `note_limit` LinkedIn's in characters."""

    name: str = ""
    fields: tuple[str, ...] = ()
    minutes: int = 20
    zone: str = "UTC"
    phone: str = ""
    note_limit: int = 200

    @property
    def given(self) -> str:
        return self.name.split()[0] if self.name.strip() else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user chose for one draft: the bond by its kind, or a sentence of their own instead; the channel; and
    what the other answered (`times`, `later`, `declined`, `someone_else`). Empty leaves it to Legwork."""

    bond: str = ""
    own: str = ""
    channel: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Slots:
    """Every fact a draft may use; empty where it is not known, and then no sentence is built on it.

    `facts` may hold what is uncertain or not for writing; a draft sees them through `fact` alone.
    """

    card: Occasion
    person: Someone
    you: You
    choice: Choice = Choice()
    facts: tuple[Fact, ...] = ()

    @property
    def called(self) -> str:
        return self.person.given or self.person.name

    @property
    def field(self) -> str:
        return self.text("field") or (self.you.fields[0] if self.you.fields else "")

    @property
    def today(self) -> date:
        return date.fromisoformat(self.card.facts["today"])

    @property
    def work(self) -> str:
        """`your work as Data Lead at Globex`, as far as it is known; empty when neither is."""
        title, company = self.person.title.strip(), self.person.company.strip()
        if not title and not company:
            return ""
        return "your work" + (f" as {title}" if title else "") + (f" at {company}" if company else "")

    @property
    def minutes(self) -> str:
        """`20 minutes`, as the user asks for them."""
        return f"{self.you.minutes} minutes"

    @property
    def planned(self) -> str:
        """The length of the talk that is agreed, else what is asked for."""
        start, end = self.start, self.instant("end")
        return f"{round((end - start).total_seconds() / 60)} minutes" if start and end else self.minutes

    @property
    def start(self) -> datetime | None:
        return self.instant("start")

    @property
    def talked_on(self) -> date | None:
        end = self.instant("end")
        return end.astimezone(ZoneInfo(self.you.zone)).date() if end else None

    @property
    def their_zone(self) -> str:
        return self.person.zone or zone_of(self.person.place)

    def fact(self, number: str) -> Fact | None:
        """The first fact of that number which a message may state."""
        return next((one for one in writable(self.facts) if one.id == number), None)

    def text(self, fact: str) -> str:
        return str(self.card.facts.get(fact) or "").strip()

    def instant(self, fact: str) -> datetime | None:
        value = self.card.facts.get(fact)
        return datetime.fromisoformat(value) if value else None


def letter(slots: Slots, *paragraphs: str, full_name: bool = False) -> str:
    """Greeting, paragraphs and name, with an empty line between them; what is empty is left out."""
    name = slots.you.name.strip() if full_name else slots.you.given
    return "\n\n".join(filter(None, (f"Hi {slots.called},", *paragraphs, name)))


def sentence(text: str) -> str:
    """The text with a capital first letter and the rest as it is."""
    return text[:1].upper() + text[1:]


def month_of(day: date) -> str:
    """`May 2021`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def day_of(day: date) -> str:
    """`Wednesday 25 November`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def near_day(day: date, today: date) -> str:
    """`today`, `yesterday`, `tomorrow`, or `on Wednesday 25 November`."""
    names = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return names.get((day - today).days, f"on {day_of(day)}")


def city_of(zone: str) -> str:
    """`New York` from `America/New_York`."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def quoted(words: str, most: int = 160) -> str:
    """The user's note as one quotable phrase: its first sentence, no quotation marks, not too long."""
    first = (words.strip().splitlines() or [""])[0].split(". ")[0].strip(' ."“”')
    if len(first) <= most:
        return first
    return first[: first.rfind(" ", 0, most) if " " in first[:most] else most].rstrip(" ,;") + "…"
