"""What is known of a contact, as facts that notes, drafts and questions are made from: each with its source, its day
and its place on the desk. Nothing is derived that the records do not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from legwork.briefing.facts import About, Fact
from legwork.desk.origins import Origin, Origins
from legwork.desk.people import employer_key
from legwork.drafting.places import zone_of
from legwork.drafting.slots import city_of, month_of
from legwork.drafting.thanking import quotable
from legwork.outreach.clocks import Clock, second_person_day
from legwork.outreach.happening import Event
from legwork.outreach.people import Person, Rating, Tenure
from legwork.outreach.ranking import overlap
from legwork.outreach.stages import WAITING, Conversation, conversation
from legwork.outreach.words import MONTHS, weekday_words

MOST_COLLEAGUES = 3
_REPLIED = re.compile(r"^(?:(?:re|fwd?|aw|wg|sv|tr|rv|r)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stay:
    """A school or employer of the user's own, with the years as their files give them, empty where they do not."""

    name: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the facts about one person are read from. `merged` is the contact as linkage made it, `bonds` what the
    user and the contact share, `target` the kind of work their title names of those the user looks for; `colleagues`
    come with what happened with them, each with where their employer was read; so do `bridges`, with the place that
    they share. `rated` is what the user thinks of the employer, and where they said so."""

    person: Person
    merged: Mapping[str, Any]
    origins: Origins
    clock: Clock
    bonds: Mapping[str, str] = field(default_factory=dict)
    target: str = ""
    stays: Sequence[Stay] = ()
    colleagues: Sequence[tuple[Person, Origin]] = ()
    others: int = 0
    bridges: Sequence[tuple[Person, str, Origin]] = ()
    rated: tuple[Rating, Origin] | None = None

    @property
    def talk(self) -> Conversation:
        return conversation(self.person.events, captured=self.person.captured)


def facts_of(ground: Ground) -> tuple[Fact, ...]:
    """Every fact of the catalogue, in its order."""
    return (
        *_shared(ground),
        *_between(ground),
        *_moves(ground),
        *_others(ground),
        *_page(ground),
        *_place(ground),
        *_gaps(ground),
    )


def fact(kind: str, value: str, words: Mapping[str, str], origin: Origin, *, about: About = "person") -> Fact:
    """A fact of the user's own records; words that say nothing are left out."""
    known = {name: said for name, said in words.items() if said}
    return Fact(
        about, kind, value, origin.source, origin.ref, origin.url, origin.read, origin.dated, "own", "confirmed", known
    )


def likely(found: Fact) -> Fact:
    """The same as a guess that the records suggest."""
    return replace(found, confidence="likely")


def _shared(ground: Ground) -> Iterator[Fact]:
    school, employer = ground.bonds.get("school"), ground.bonds.get("worked_at")
    if school:
        taught = (one for one in ground.merged.get("education", ()) if one.get("school") == school)
        theirs: Mapping[str, Any] = next(taught, {})
        own = next((stay for stay in ground.stays if _same_school(stay.name, school)), Stay(school))
        words = {"school": school, "you": _years(own.start, own.end), "key": school}
        words["they"] = _years(str(theirs.get("from") or ""), str(theirs.get("to") or ""))
        yield fact("school", f"{school}, like you", words, ground.origins.of(theirs.get("records", ())))
    if employer:
        person = ground.person
        still = employer_key(employer) == employer_key(person.company) != ""
        words = {"employer": employer, "company": person.company, "still": "yes" if still else "", "key": employer}
        said = f"{employer}, where you were before" if still else f"you were both at {employer}"
        if not still:
            words |= _together(ground, employer)
        yield fact("employer", said, words, ground.origins.of(_records_at(ground, employer)))


def _same_school(one: str, other: str) -> bool:
    return bool(set(one.casefold().split()) & set(other.casefold().split()) - {"university", "of", "de", "the"})


def _years(start: str, end: str) -> str:
    first, last = start[:4], end[:4]
    return (
        f"from {first} to {last}" if first and last else f"until {last}" if last else f"from {first}" if first else ""
    )


def _together(ground: Ground, employer: str) -> dict[str, str]:
    """The years in which both were there, as far as both are known."""
    key = employer_key(employer)
    own = [
        Tenure(stay.name, _year(stay.start), _year(stay.end)) for stay in ground.stays if employer_key(stay.name) == key
    ]
    theirs = [stay for stay in ground.person.past_employers if employer_key(stay.employer) == key]
    known = [(one, other) for one in own for other in theirs if one.start and other.start]
    both = next((years for one, other in known if (years := overlap(one, other))), None)
    if both is None:
        return {"apart": "yes"} if known else {}
    return {"first": str(both[0]), "last": "" if both[1] == 9999 else str(both[1])}


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdecimal() else None


def _records_at(ground: Ground, employer: str) -> set[int]:
    key = employer_key(employer)
    entries = (one for one in ground.merged.get("positions", ()) if employer_key(str(one.get("company") or "")) == key)
    return {record for one in entries for record in one.get("records", ())}


def _between(ground: Ground) -> Iterator[Fact]:
    person, merged, origins = ground.person, ground.merged, ground.origins
    if person.connected_on is not None:
        day = person.connected_on
        yield fact(
            "connected", f"connected since {long_day(day)}", {"day": day.isoformat(), "key": day.isoformat()},
            origins.of_field(merged, "connected_on"),
        )  # fmt: skip
    yield from _exchange(ground)
    for met in (merged.get("met") or ())[:1]:
        on, event = str(met.get("on", ""))[:10], str(met.get("summary") or "")
        if _is_day(on) and event:
            text = f"you were both in “{event}”, {long_day(date.fromisoformat(on))}"
            yield fact("met", text, {"event": event, "day": on}, origins.of(met.get("records", ())))
    if person.referred_by:
        named = next((one for one in reversed(person.events) if one.act == "referred"), None)
        origin = origin_of(ground, named) if named else origins.whole
        on = person.referred_on.isoformat() if person.referred_on else ""
        words = {"by": person.referred_by, "day": on, "key": person.referred_by}
        yield fact("referral", f"{person.referred_by} gave you this name", words, origin)


def _exchange(ground: Ground) -> Iterator[Fact]:
    exchange = ground.person.exchange
    if exchange is None:
        return
    said = ground.merged.get("exchange") or {}
    origin = ground.origins.of_field(ground.merged, "exchange")
    subject, last = _REPLIED.sub("", str(said.get("subject") or "")), exchange.last.isoformat()
    about = subject if exchange.two_way else ""
    text = f"you last wrote on {long_day(exchange.last)}" + (f", about “{about}”" if about else "")
    ways = "both" if exchange.two_way else "yours" if exchange.sent else "theirs"
    words = {"about": about, "month": month_of(exchange.last) if exchange.two_way else "", "ways": ways, "day": last}
    yield fact("exchange", text, {**words, "key": last}, origin)
    counts = {"sent": f"{exchange.sent:,}", "received": f"{exchange.received:,}"}
    years = {"first": str(exchange.first.year), "last": str(exchange.last.year)}
    each = f"{counts['sent']} from you, {counts['received']} from them"
    yield fact("depth", each, {**counts, **years}, origin)


def _moves(ground: Ground) -> Iterator[Fact]:
    change = ground.person.job_change
    if change is None:
        return
    was, now = role(change.was_title, change.was_company), role(change.title, change.company)
    if was and now and was != now:
        words = {"was": was, "now": now, "was_company": change.was_company, "company": change.company}
        words["was_title"] = change.was_title
        words |= {"seen": change.seen.isoformat(), "after": change.after.isoformat() if change.after else ""}
        changes = (one for one in ground.merged.get("job_changes", ()) if one.get("before") == words["seen"])
        origin = ground.origins.of({record for one in changes for record in one.get("records", ())})
        text = f"they went from {was} to {now}, seen by {long_day(change.seen)}"
        yield replace(fact("moved", text, {**words, "key": f"{was}|{now}"}, origin), dated=change.seen)


def _others(ground: Ground) -> Iterator[Fact]:
    """Colleagues the user knows, and what they said; for the user's eyes."""
    for place, (other, origin) in enumerate(ground.colleagues, start=1):
        last = place == len(ground.colleagues)
        words = {"name": other.name, "state": _state(other, ground.clock), "key": other.name}
        words["others"] = f"{ground.others:,}" if last and ground.others else ""
        yield fact("colleague", f"you know {other.name} there", words, origin)
    for other, origin in ground.colleagues:
        if not other.events:
            continue
        said = quotable(conversation(other.events, captured=other.captured).learned)
        wrote = next((one for one in reversed(other.events) if one.act in {"debriefed", "noted"}), other.events[-1])
        if said:
            there = replace(origin, source="Your debrief", ref=f"/contacts/{other.id}#{wrote.id}", kind="event")
            at = wrote.at.date()
            text = f"{other.name} told you: “{said}”"
            yield fact("heard", text, {"said": said, "name": other.name}, replace(there, dated=at, read=at, url=""))


def _state(other: Person, clock: Clock) -> str:
    """What stands between the user and a colleague: where somebody was invited, until when to wait (method R22)."""
    talk = conversation(other.events, captured=other.captured)
    if talk.state in WAITING and talk.invited_at is not None:
        since = f"invited on {long_day(clock.day(talk.invited_at))}"
        until = second_person_day(talk.invited_at, clock)
        waits = f": wait until {weekday_words(until, clock.today)}" if until >= clock.today else ", no answer yet"
        return f"{since}{waits}"
    return {
        "replied": "who answered you",
        "scheduled": "with whom a conversation is agreed",
        "held": "with whom you talked",
        "thanked": "with whom you talked",
        "keeping_touch": "with whom you keep in touch",
    }.get(talk.state, "")


def _page(ground: Ground) -> Iterator[Fact]:
    """What their page or the exports say of their work and schools (F10), and their pronouns (F16)."""
    person, merged, origins = ground.person, ground.merged, ground.origins
    earlier, records = _earlier(person, merged)
    titles = person.titles_here
    words = {
        "title": person.title,
        "company": person.company,
        "headline": str(merged.get("headline") or ""),
        "school": ", ".join(person.schools),
        "place": person.place,
        "history": earlier,
        "earlier": earlier,
        "promoted_from": titles[-2] if len(titles) > 1 else "",
        "now": titles[-1] if len(titles) > 1 else "",
    }
    words = {name: value for name, value in words.items() if value}
    here = origins.of_field(merged, "title", "company", "headline", "education", "location")
    if earlier:
        yield fact("page", f"they were {earlier} before", {**words, "key": earlier}, origins.of(records))
    elif len(titles) > 1:
        yield fact("page", f"they went from {titles[-2]} to {titles[-1]} there", words, here)
    elif words:
        yield fact("page", role(person.title, person.company) or "what their page says", words, here)
    if merged.get("pronouns"):
        words = {"pronouns": str(merged["pronouns"])}
        yield fact("pronouns", f"pronouns {merged['pronouns']}", words, origins.of_field(merged, "pronouns"))


def _earlier(person: Person, merged: Mapping[str, Any]) -> tuple[str, Iterable[int]]:
    """The role before the employer of today, with its employer, and its records."""
    for position in merged.get("positions", ()):
        company, title = str(position.get("company") or ""), str(position.get("title") or "")
        if company and title and plainly(company) != plainly(person.company):
            return role(title, company), position.get("records", ())
    return "", ()


def _place(ground: Ground) -> Iterator[Fact]:
    zone = ground.person.zone or zone_of(str(ground.merged.get("location") or ""))
    if zone:
        city = city_of(zone)
        words = {"zone": zone, "city": city, "ahead": ahead(zone, ground.clock.now), "key": zone}
        origin = ground.origins.of_field(ground.merged, "location")
        yield likely(fact("zone", f"they seem to be in the time zone of {city}", words, origin))


def ahead(zone: str, now: datetime) -> str:
    """How far their clocks are from the user's on this day, in words."""
    theirs, own = now.astimezone(ZoneInfo(zone)).utcoffset(), now.utcoffset()
    minutes = round(((theirs or timedelta()) - (own or timedelta())).total_seconds() / 60)
    if not minutes:
        return "the same time as yours"
    hours, rest = divmod(abs(minutes), 60)
    span = f"{hours} h" + (f" {rest} min" if rest else "") if hours else f"{rest} min"
    return f"{span} {'ahead of' if minutes > 0 else 'behind'} you"


# What only a look outside tells of an employer: where to look, and the kinds of facts that make it known.
_LOOKED_UP = (
    ("employer", "what the employer does (their front page says)", "what_it_is employees founded filing"),
    ("industry", "the industry (recent news says)", "industry what_it_is"),
)


def _gaps(ground: Ground) -> Iterator[Fact]:
    person, whole = ground.person, ground.origins.whole
    since = any(str(one.get("from") or "") for one in ground.merged.get("positions", ())[:1]) or person.job_change
    named = (
        ("title", "what they do", not person.title),
        ("company", "where they work", not person.company),
        ("since", "how long they have been there", bool(person.company) and not since),
        ("history", "how they came to this work", not person.past_employers),
        ("team", "the size of their team", bool(person.company)),
    )
    for missing, what, is_gap in named:
        if is_gap:
            yield fact("gap", f"{what} is not known", {"missing": missing, "what": what}, whole)
    if person.company:
        for missing, what, unless in _LOOKED_UP:
            words = {"missing": missing, "what": what, "unless": unless, "key": missing}
            yield fact("gap", f"{what} is not known", words, whole)
    for missing, what in (
        ("week", "what their weeks are made of"),
        ("values", "how people decide there"),
        ("projects", "what they are working on"),
    ):
        yield fact("gap", f"{what} is not known", {"missing": missing}, whole)


def origin_of(ground: Ground, event: Event) -> Origin:
    """Where something that happened with them stands."""
    return ground.origins.of_event(event.id, ground.clock.day(event.at))


def role(title: str, company: str) -> str:
    """`Data Lead at Globex`, as far as it is known."""
    return " at ".join(filter(None, (title.strip(), company.strip())))


def long_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def plainly(name: str) -> str:
    """A name in small letters with single spaces, `-` for none."""
    return " ".join(name.casefold().split()) or "-"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
