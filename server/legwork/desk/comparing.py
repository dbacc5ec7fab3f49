"""What an import tells when its exports are compared with those before: new jobs, new connections, connections gone.

A report keeps the numbers of records and days alone. Who they are is looked up when it is shown, so that it names
people as they are known then, and nobody who is here no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from legwork.desk import connections, wording
from legwork.desk.applying import Effect
from legwork.desk.opening import Desk
from legwork.linkage.connections import Compared
from legwork.outreach.words import between_words
from legwork.store import links

WORDS = (
    ("job_changes", "person changed jobs", "people changed jobs"),
    ("new_connections", "new connection", "new connections"),
    ("gone", "is no longer connected", "are no longer connected"),
)
ROLES = ("from_title", "from_company", "to_title", "to_company")
_Said = tuple[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the lists of connections told before a batch, and what they tell with it."""

    desk: Desk
    before: Compared
    after: Compared

    def kept(self, connection: Connection, effect: Effect) -> dict[str, Any]:
        """Inside the write that shows the batch: what it told that was not known, for its report; empty where that
        is nothing."""
        was = connections.parted(self.desk, connection, by=self.before)
        gone = connections.parted(self.desk, connection, by=self.after)
        new = self.after.new.keys() - self.before.new.keys()
        found = {
            "job_changes": [list(pair) for pair in effect.moved],
            "new_connections": sorted(links.contacts_of(connection, new).values()),
            "gone": sorted([contact, one.after, one.before] for contact, one in gone.items() if contact not in was),
        }
        return {"compared": found} if any(found.values()) else {}


def begin(desk: Desk, batch: str) -> Comparison:
    """Compares before the batch is shown, aside: in the write itself there is no time for it."""
    with desk.database.read() as connection:
        before = connections.told(desk, connection)
        return Comparison(desk, before, connections.told(desk, connection, batch))


def shown(desk: Desk, report: Mapping[str, Any]) -> dict[str, Any]:
    """What a kept report tells by comparison, with the people as they are known now, by name; empty for most.

    `compared` holds `job_changes`, `new_connections` and `gone`, lists of people with `contact_id`, `name` and
    `called`; those who changed jobs with the roles and the days `after` and `before`, those gone with the days.
    """
    kept: Mapping[str, Any] | None = report.get("compared")
    if not kept:
        return {}
    with desk.database.read() as connection:
        anchors = {*kept["new_connections"], *(one[0] for name in ("job_changes", "gone") for one in kept[name])}
        where = links.contacts_of(connection, anchors)
        merged = links.merged_of(connection, where.values())
    people = {record: _person(number, merged[number]) for record, number in where.items()}
    told: dict[str, list[_Said]] = {
        "job_changes": [
            (pair[0], change)
            for pair in kept["job_changes"]
            if pair[0] in where and (change := _change(merged[where[pair[0]]], pair)) is not None
        ],
        "new_connections": [(record, {}) for record in kept["new_connections"]],
        "gone": [(record, {"after": after, "before": before}) for record, after, before in kept["gone"]],
    }
    return {"compared": {name: _named(said, people) for name, said in told.items()}}


def told_of(news: Mapping[str, Any]) -> dict[str, str]:
    """The lists that name somebody, each in a few words: `12 people changed jobs`, `4 new connections`."""
    return {
        name: f"{count:,} {one if count == 1 else several}"
        for name, one, several in WORDS
        if (count := len({person["contact_id"] for person in news.get(name, ())}))
    }


def role_words(change: Mapping[str, Any]) -> str:
    """A change of role: `from Data Lead, Globex to Director, Initech between 3 March and 20 November 2026`."""
    was, now = (", ".join(filter(None, (change[f"{end}_title"], change[f"{end}_company"]))) for end in ("from", "to"))
    return f"from {was} to {now} {days_words(change)}"


def days_words(said: Mapping[str, Any]) -> str:
    """The time between two exports, in words."""
    try:
        return between_words(date.fromisoformat(said["after"]), date.fromisoformat(said["before"]))
    except ValueError:  # other programs' records may bear a year alone
        return f"between {said['after']} and {said['before']}"


def _named(entries: Iterable[_Said], people: Mapping[int, Mapping[str, Any]]) -> list[Any]:
    found = [{**people[record], **said} for record, said in entries if record in people]
    return sorted(found, key=lambda one: (str(one["called"]).casefold(), one["contact_id"]))


def _person(number: int, merged: Mapping[str, Any]) -> dict[str, Any]:
    name = str(merged.get("name", ""))
    return {"contact_id": wording.public(number), "name": name, "called": wording.called(merged)}


def _change(merged: Mapping[str, Any], pair: list[int]) -> dict[str, Any] | None:
    """The change of role between two records; None where something since has put another record between them."""
    found = next((one for one in merged.get("job_changes", ()) if one["records"] == pair), None)
    return None if found is None else {name: found[name] for name in (*ROLES, "after", "before")}
