"""What a note says beyond the catalogue of facts: who somebody is now, how far the two have come, who could help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from legwork.briefing.facts import Fact
from legwork.desk.knowing import Ground, fact, likely, long_day, origin_of, plainly, role
from legwork.desk.origins import Origin
from legwork.outreach.happening import Event
from legwork.outreach.people import Person

POSTINGS = 2
"""A rating of an employer that says it has postings (method R03)."""


def facts_of(ground: Ground) -> Iterator[Fact]:
    """The facts that only a note needs."""
    person, merged, origins = ground.person, ground.merged, ground.origins
    here = origins.of_field(merged, "title", "company")
    if now := role(person.title, person.company):
        yield fact("role", now, {"role": now}, here)
    for capture in origins.captures[:1]:
        if capture.dated is not None:
            words = {"day": capture.dated.isoformat()}
            yield fact("saved", f"their page, saved on {long_day(capture.dated)}", words, capture)
    if ground.target:
        words = {"field": ground.target, "title": person.title}
        yield likely(fact("target", f"their title matches “{ground.target}”", words, here))
    for other, place, origin in ground.bridges:
        words = {"name": other.name, "place": place, "key": other.name}
        yield likely(fact("bridge", f"{other.name} was at {place} too", words, origin))
    for name in ("headline", "about"):
        said, origin = str(merged.get(name) or ""), origins.of_field(merged, name)
        if (
            said
            and not set(plainly(said).split()) <= {*plainly(now).split(), "at"}
            and not _is_of_before(person, origin)
        ):
            yield fact("self_statement", said, {}, origin)
    yield from _touch(ground)
    if ground.rated is not None and ground.rated[0].posting >= POSTINGS:
        words = {"company": person.company, "team": ground.target if ground.rated[0].posting > POSTINGS else ""}
        text = f"{person.company} looks for people"
        yield fact("openings", text, {**words, "key": person.company}, ground.rated[1], about="company")


def _is_of_before(person: Person, origin: Origin) -> bool:
    """Whether something was written before a change of their work was seen."""
    return person.job_change is not None and origin.dated is not None and origin.dated < person.job_change.seen


# What happened last, by the state it led to: the acts that can have led there, and the words for it.
_TOUCHES: Mapping[str, tuple[frozenset[str], str]] = {
    "invited": (frozenset({"sent"}), "you wrote on {day}; no answer yet"),
    "nudged": (frozenset({"sent"}), "you wrote again on {day}; no answer yet"),
    "replied": (frozenset({"replied"}), "they answered on {day}"),
    "scheduled": (frozenset({"scheduled"}), "a conversation is agreed, for {start}"),
    "held": (frozenset({"held"}), "you talked on {day}"),
    "thanked": (frozenset({"thanked"}), "you talked, and thanked them on {day}"),
    "keeping_touch": (frozenset({"touched", "reported_back", "thanked"}), "you were last in touch on {day}"),
}


def _touch(ground: Ground) -> Iterator[Fact]:
    talk, events = ground.talk, ground.person.events
    acts, words = _TOUCHES.get(talk.state, (frozenset[str](), ""))
    event = next((one for one in reversed(events) if one.act in acts), None)
    if event is not None:
        start = long_day(ground.clock.calendar.local(talk.start).date()) if talk.start else ""
        text = words.format(day=long_day(ground.clock.day(event.at)), start=start)
        yield fact("touch", text, {}, origin_of(ground, event))
    made: dict[str, Event] = {one.id: one for one in events}
    for promise in talk.promises.open:
        if promise.event in made:
            said = {"text": promise.text, "day": promise.day.isoformat()}
            yield fact("promise", promise.text, said, origin_of(ground, made[promise.event]))
