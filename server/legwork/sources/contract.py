"""What a source promises: it says what it would ask, and reads what it was answered.

A source looks things up by an identifier alone. It never sees the store: `fetch` gives it answers, from the desk's
evidence or from the host, and ends the look by raising `Stopped`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Literal

from legwork.briefing.facts import About, Anchor
from legwork.sources.outbound import Answer

# found: there are facts. nothing: the host knows nothing of the identifier. gone: it says so. ambiguous: it knows
# several. refused: it does not answer us, or not about this one. limited: it asked us to wait. broken: it cannot be
# read. unreachable: there was no answer. spent: the day's requests for this contact are used up.
Outcome = Literal["found", "nothing", "gone", "ambiguous", "refused", "limited", "broken", "unreachable", "spent"]
# The facts read before no longer count after one of these; after any other outcome they are kept.
SETTLED: Final = frozenset({"found", "nothing", "gone", "ambiguous"})
JSON: Final = ("application/json",)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Identifier:
    """What a source is asked by: `kind` is feed, github, domain, orcid, fediverse, bluesky, or what an answer gave:
    title, cik. `how` says where it stands, `page` is the address of the saved page it stands on, or empty. Of several
    of one kind on one page `alone` is false. `doubts` counts what makes it less sure that it is the contact's."""

    kind: str
    value: str
    how: Anchor
    page: str = ""
    alone: bool = True
    doubts: int = 0


@dataclass(frozen=True, slots=True)
class Who:
    """What answers are compared with: the contact's name and company, and addresses of pages the user saved of them."""

    name: str
    company: str = ""
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: its address, the content types and hosts it may be answered by (no hosts: any public one)."""

    url: str
    kinds: tuple[str, ...] = JSON
    hosts: tuple[str, ...] = ()


Fetch = Callable[[Ask], Answer]


class Stopped(Exception):
    """The look ends here; `sentence` says why, `until` when the host may be asked again, an aware instant or how long
    from now."""

    def __init__(self, outcome: Outcome, sentence: str, until: datetime | timedelta | None = None) -> None:
        super().__init__(sentence)
        self.outcome: Outcome = outcome
        self.sentence = sentence
        self.until = until


@dataclass(frozen=True, slots=True)
class Said:
    """One thing an answer says. `url` is for people to read it at, `answer` the address it was read from; `doubts`
    counts what makes it less sure, and `words` are parts that sentences are built from."""

    about: About
    kind: str
    value: str
    answer: str
    url: str = ""
    dated: date | None = None
    doubts: int = 0
    words: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a look. `how` takes the identifier's place where the answers say more of it: that they link back,
    or that they are somebody else's. `led_to` are identifiers for other sources."""

    outcome: Outcome
    sentence: str = ""
    facts: tuple[Said, ...] = ()
    how: Anchor | None = None
    led_to: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A request as the plan shows it: its address, and `then` where it follows from an answer and is not known yet."""

    url: str
    then: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """`takes` is the kind of identifier. `lasts` is how long an answer counts, `missing` how long *not found* does;
    `gap` is the pause in seconds between two requests to one host, `an_hour` the most of them. `learns` says what the
    host learns, for the plan."""

    name: str
    title: str
    takes: str
    learns: str
    lasts: timedelta
    plan: Callable[[Identifier], tuple[Planned, ...]]
    look: Callable[[Identifier, Who, Fetch], Reading]
    missing: timedelta = 14 * DAY
    gap: float = 0.0
    an_hour: int = 60
    wants_operator: bool = False
    licence: str = ""
