"""Who may know whom: contacts by their employers and schools, worked out once for everybody and kept until somebody
changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from legwork.desk.opening import Desk
from legwork.outreach.people import Person

MOST_BRIDGES = 3


@dataclass(frozen=True, slots=True)
class Circle:
    """`there` are the contacts of each employer by its key. `near` are those the user knows well enough to ask them a
    favour, by the employers and the schools they were at."""

    people: Mapping[int, Person]
    there: Mapping[str, Sequence[Person]]
    near: Mapping[str, Sequence[Person]]

    def colleagues(self, person: Person) -> list[Person]:
        """Everybody else at the employer of today."""
        found = self.there.get(person.employer, ()) if person.employer else ()
        return [other for other in found if other.id != person.id]

    def bridges(self, person: Person) -> list[tuple[Person, str]]:
        """People the user could ask about this person, with the place that they share (F08, likely): those one has
        written with before others."""
        found: dict[str, tuple[Person, str]] = {}
        for place in (*(stay.employer for stay in person.past_employers), *person.schools):
            for other in self.near.get(_key(place), ()):
                if other.id != person.id:
                    found.setdefault(other.id, (other, place))
        order = sorted(found.values(), key=lambda pair: (pair[0].exchange is None, pair[0].name, pair[0].id))
        return order[:MOST_BRIDGES]


def circle(desk: Desk, people: Mapping[int, Person]) -> Circle:
    """The circle of these people, as `people.known` gives them: made anew when they are other objects."""
    kept: Circle | None = desk.memory.get("circle")
    if kept is None or kept.people is not people:
        kept = desk.memory["circle"] = circle_of(people.values(), people)
    return kept


def circle_of(everyone: Iterable[Person], people: Mapping[int, Person] | None = None) -> Circle:
    there: dict[str, list[Person]] = {}
    near: dict[str, list[Person]] = {}
    for person in everyone:
        if person.employer:
            there.setdefault(person.employer, []).append(person)
        if person.connected_on is None and not (person.exchange is not None and person.exchange.two_way):
            continue
        places = (person.company, *(stay.employer for stay in person.past_employers), *person.schools)
        for key in {_key(place) for place in places}:
            near.setdefault(key, []).append(person)
    near.pop("", None)
    return Circle(people or {}, there, near)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
