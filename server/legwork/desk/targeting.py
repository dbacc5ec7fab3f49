"""Target employers: the user's list, what may come on it, and what they say of each (method R01-R03)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection

from legwork.desk import people
from legwork.desk.opening import Desk
from legwork.desk.preferring import Preferences, read_preferences
from legwork.errors import NotFound, Refused, WrongValue
from legwork.outreach.employers import MOTIVATION, POSTING, Target, Word, in_order, targets
from legwork.outreach.people import Rating
from legwork.store import events, ids, proposals

KIND: Final = "employer"
LONGEST: Final = 200
MOST_NAMED: Final = 100
MOST_OFFERED: Final = 30
_SAID: Final = {
    "followed_on": "you follow them",
    "saved_on": "you saved a job there",
    "applied_on": "you applied there",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """An employer on the list; `known` counts the contacts there."""

    key: str
    name: str
    rating: Rating | None
    is_open_question: bool
    known: int


@dataclass(frozen=True, slots=True)
class Offered:
    """An employer that could come on the list: `because` says in words why, `file` names the file that says so."""

    name: str
    because: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """The list in order, and what the user's files and contacts offer for it."""

    listed: Sequence[Listed]
    from_files: Sequence[Offered]
    from_contacts: Sequence[Offered]


def board(desk: Desk) -> Board:
    """The page of target employers."""
    with desk.database.read() as connection:
        mine = read_preferences(connection)
        found = listed_in(connection)
        counts, names = _known_there(desk, connection, mine)
        said = proposals.standing(connection, ("target",))
    key_of = {target.name: key for key, target in found.items()}
    order = in_order(found.values())
    return Board(
        [
            Listed(key_of[one.name], one.name, one.rating, one.is_open_question, counts[key_of[one.name]])
            for one in order
        ],
        _from_files(said, found),
        [
            Offered(names[key], f"{count:,} people you know" if count > 1 else "somebody you know")
            for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], names[pair[0]].casefold()))
            if key not in found
        ][:MOST_OFFERED],
    )


def listed_in(connection: Connection) -> dict[str, Target]:
    """The list by the employers' keys: what exports of Legwork brought, then what the user said here."""
    brought = [
        Word(datetime.min.replace(tzinfo=UTC), _brought(one.value, one.detail))
        for one in proposals.standing(connection, ("target",))
        if "motivation" in one.detail
    ]
    said = [Word(ids.instant(one.at), one.data) for one in events.unanchored(connection, [KIND])]
    return targets([*brought, *said], people.employer_key)


def ratings(listed: Mapping[str, Target]) -> dict[str, Rating]:
    """What the ranking reads: ratings by employer, without those nothing was said of."""
    return {key: target.rating for key, target in listed.items() if target.rating is not None}


def add(desk: Desk, names: Sequence[str]) -> str:
    """Puts employers on the list, unrated; returns the last event, empty when all were on it.

    Raises:
        Refused: no name is an employer's, or there are too many at once.
    """
    wanted = [name for name in (" ".join(one.replace("\x00", "").split()) for one in names) if name]
    if not wanted:
        raise Refused("Write the name of at least one employer.")
    if len(wanted) > MOST_NAMED or any(len(name) > LONGEST for name in wanted):
        raise Refused(f"At most {MOST_NAMED} employers at once, each of at most {LONGEST} characters.")
    if not any(map(people.employer_key, wanted)):
        raise Refused("That is no employer's name; write it as it stands on their page.")

    def work(connection: Connection) -> str:
        found = listed_in(connection)
        event = ""
        for name in wanted:
            key = people.employer_key(name)
            if key and key not in found:
                found[key] = Target(name)
                event = _say(desk, connection, {"name": name, "listed": True})
        return event

    return desk.database.write(work)


def rate(desk: Desk, name: str, motivation: str, posting: str, *, advocate: bool) -> str:
    """What the user thinks of an employer, which comes on the list if it is not there; returns the event.

    Raises:
        WrongValue: motivation is not 0 to 3, or posting not 1 to 3.
        NotFound: that is no employer's name.
    """
    data = {
        "name": " ".join(name.split())[:LONGEST],
        "motivation": _number("motivation", motivation, MOTIVATION),
        "posting": _number("posting", posting, POSTING),
        "advocate": advocate,
    }
    if not people.employer_key(str(data["name"])):
        raise NotFound("employer")
    return desk.database.write(lambda connection: _say(desk, connection, data))


def remove(desk: Desk, name: str) -> str:
    """Takes an employer off the list, its rating with it; returns the event.

    Raises:
        NotFound: it is not on it.
    """

    def work(connection: Connection) -> str:
        if people.employer_key(name) not in listed_in(connection):
            raise NotFound("employer")
        return _say(desk, connection, {"name": name, "listed": False})

    return desk.database.write(work)


def exported(connection: Connection) -> list[dict[str, Any]]:
    """The list as an export shows it, by name."""
    return [
        {
            "name": one.name,
            "motivation": (one.rating or Rating()).motivation,
            "posting": (one.rating or Rating()).posting,
            "advocate": (one.rating or Rating()).advocate,
        }
        for one in sorted(listed_in(connection).values(), key=lambda target: (target.name.casefold(), target.name))
    ]


def _say(desk: Desk, connection: Connection, data: Mapping[str, Any]) -> str:
    event = ids.new("e", desk.clock())
    events.append(connection, event, ids.utc(desk.clock()), KIND, data)
    return event


def _number(name: str, text: str, allowed: range) -> int:
    if text not in {str(number) for number in allowed}:
        raise WrongValue(name, f"a number from {allowed[0]} to {allowed[-1]}")
    return int(text)


def _brought(name: str, detail: Mapping[str, str]) -> dict[str, Any]:
    """What an export says of an employer, its texts as the values they were."""
    return {
        "name": name,
        "motivation": _value(detail.get("motivation")),
        "posting": _value(detail.get("posting")),
        "advocate": detail.get("advocate") == "yes",
    }


def _value(text: str | None) -> int | None:
    return int(text) if text is not None and text in "0123" and text else None


def _known_there(desk: Desk, connection: Connection, mine: Preferences) -> tuple[Counter[str], dict[str, str]]:
    """How many contacts there are at each employer, and how its name is written most often."""
    written: dict[str, Counter[str]] = {}
    for person in people.known(desk, connection, mine).values():
        if person.employer:
            written.setdefault(person.employer, Counter())[person.company] += 1
    counts = Counter({key: names.total() for key, names in written.items()})
    return counts, {key: min(names, key=lambda name: (-names[name], name)) for key, names in written.items()}


def _from_files(said: Sequence[proposals.Standing], found: Mapping[str, Target]) -> list[Offered]:
    """What the user's own files say they look at, one line an employer."""
    lines: dict[str, tuple[str, dict[str, None], str]] = {}
    for one in said:
        key = people.employer_key(one.value)
        if not key or key in found or "motivation" in one.detail:
            continue
        because = lines.setdefault(key, (one.value, {}, one.file))[1]
        for detail, words in _SAID.items():
            if detail in one.detail:
                title = one.detail.get("title", "")
                because[f"{words} ({title})" if title else words] = None
    return [Offered(name, "; ".join(because), file) for name, because, file in lines.values()]
