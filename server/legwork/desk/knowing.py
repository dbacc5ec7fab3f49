"""What is known of a contact, as facts that drafts and questions are made from: each with its source and its place
on the desk. Nothing is derived that the records do not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from legwork.desk.people import employer_key
from legwork.drafting.facts import Fact
from legwork.drafting.places import zone_of
from legwork.drafting.slots import city_of, month_of
from legwork.drafting.thanking import quotable
from legwork.outreach.people import Person
from legwork.outreach.stages import conversation
from legwork.outreach.words import MONTHS, counted, listed

MOST_BRIDGES = 3


def facts_of(
    person: Person, merged: Mapping[str, Any], bonds: Mapping[str, str], everyone: Sequence[Person]
) -> tuple[Fact, ...]:
    """Every fact in the order of the catalogue. `merged` is the contact as linkage made it, `bonds` what the user
    and the contact share, `everyone` all contacts."""
    page = f"/contacts/{person.id}"
    return (
        *_shared(person, bonds, page),
        *_between(person, merged, page),
        *_moves(person, page),
        *_others(person, everyone),
        *_page(person, merged, page),
        *_place(person, merged, page),
        *_gaps(person, page),
    )


def bridges(person: Person, everyone: Iterable[Person]) -> list[tuple[Person, str]]:
    """People the user knows well enough to ask who may know this person: with what the two share (F08, likely)."""
    theirs = {_key(stay.employer): stay.employer for stay in person.past_employers}
    schools = {_key(school): school for school in person.schools}
    found = []
    for other in everyone:
        near = other.connected_on is not None or (other.exchange is not None and other.exchange.two_way)
        if other.id == person.id or not near:
            continue
        stays = [_key(other.company), *(_key(stay.employer) for stay in other.past_employers)]
        place = next((theirs[key] for key in stays if key in theirs), "") or next(
            (schools[key] for key in map(_key, other.schools) if key in schools), ""
        )
        if place:
            found.append((other, place))
    return sorted(found, key=lambda pair: (pair[0].exchange is None, pair[0].name, pair[0].id))[:MOST_BRIDGES]


def _key(name: str) -> str:
    return " ".join(name.casefold().split()) or "-"


def _shared(person: Person, bonds: Mapping[str, str], page: str) -> Iterator[Fact]:
    if bonds.get("school"):
        yield Fact("F01", f"{bonds['school']}, like you", {"school": bonds["school"]}, ref=f"{page}#facts")
    if bonds.get("worked_at"):
        employer = bonds["worked_at"]
        still = employer_key(employer) == employer_key(person.company) != ""
        words = {"employer": employer, "company": person.company, "still": "yes" if still else ""}
        said = f"{employer}, where you were before" if still else f"you were both at {employer}"
        yield Fact("F02", said, words, ref=f"{page}#facts")


def _between(person: Person, merged: Mapping[str, Any], page: str) -> Iterator[Fact]:
    here = f"{page}#between"
    if person.connected_on is not None:
        yield Fact("F03", f"connected since {long_day(person.connected_on)}", ref=here)
    exchange = person.exchange
    if exchange is not None:
        said = merged.get("exchange") or {}
        about = str(said.get("subject") or "") if exchange.two_way else ""
        text = f"you last wrote on {long_day(exchange.last)}" + (f", about “{about}”" if about else "")
        words = {"about": about, "month": month_of(exchange.last)} if exchange.two_way else {}
        yield Fact("F04", text, words, ref=f"{page}#facts")
        each = f"{exchange.sent:,} from you, {exchange.received:,} from them"
        yield Fact("F05", each, ref=f"{page}#facts")
    for met in (merged.get("met") or ())[:1]:
        on, event = str(met.get("on", ""))[:10], str(met.get("summary") or "")
        if _is_day(on) and event:
            text = f"you were both in “{event}”, {long_day(date.fromisoformat(on))}"
            yield Fact("F09", text, {"event": event, "day": on}, ref=f"{page}#facts")
    if person.referred_by:
        yield Fact("F13", f"{person.referred_by} gave you this name", {"by": person.referred_by}, ref=here)


def _moves(person: Person, page: str) -> Iterator[Fact]:
    change = person.job_change
    if change is None:
        return
    was, now = role(change.was_title, change.was_company), role(change.title, change.company)
    if was and now and was != now:
        words = {"was": was, "now": now, "was_company": change.was_company}
        yield Fact(
            "F06", f"they went from {was} to {now}, seen by {long_day(change.seen)}", words, ref=f"{page}#between"
        )


def _others(person: Person, everyone: Iterable[Person]) -> Iterator[Fact]:
    """Colleagues the user knows, and what they said; for the user's eyes."""
    if not person.employer:
        return
    there = sorted(
        (other for other in everyone if other.employer == person.employer and other.id != person.id),
        key=lambda other: (not other.events, other.name, other.id),
    )
    if there:
        names = [other.name for other in there[:3]]
        rest = [f"{counted(len(there) - 3, 'other')}"] if len(there) > 3 else []
        yield Fact("F07", f"you know {listed([*names, *rest])} there", ref=f"/contacts/{there[0].id}")
    for other in there:
        if not other.events:
            break
        said = quotable(conversation(other.events, captured=other.captured).learned)
        if said:
            text = f"{other.name} told you: “{said}”"
            yield Fact("F14", text, {"said": said}, ref=f"/contacts/{other.id}#between")


def _page(person: Person, merged: Mapping[str, Any], page: str) -> Iterator[Fact]:
    """What their page or the exports say of their work and schools (F10), and their pronouns (F16)."""
    earlier = _earlier(person, merged)
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
    if earlier:
        yield Fact("F10", f"they were {earlier} before", words, ref=f"{page}#facts")
    elif len(titles) > 1:
        yield Fact("F10", f"they went from {titles[-2]} to {titles[-1]} there", words, ref=f"{page}#facts")
    elif words:
        yield Fact("F10", role(person.title, person.company) or "what their page says", words, ref=f"{page}#facts")
    if merged.get("pronouns"):
        yield Fact("F16", f"pronouns {merged['pronouns']}", ref=f"{page}#facts")


def _earlier(person: Person, merged: Mapping[str, Any]) -> str:
    """The role before the employer of today, with its employer."""
    for position in merged.get("positions", ()):
        company, title = str(position.get("company") or ""), str(position.get("title") or "")
        if company and title and _key(company) != _key(person.company):
            return role(title, company)
    return ""


def _place(person: Person, merged: Mapping[str, Any], page: str) -> Iterator[Fact]:
    zone = person.zone or zone_of(str(merged.get("location") or ""))
    if zone:
        text = f"they seem to be in the time zone of {city_of(zone)}"
        yield Fact("F15", text, {"zone": zone}, certain=False, ref=f"{page}#facts")


def _gaps(person: Person, page: str) -> Iterator[Fact]:
    if not person.past_employers:
        yield Fact("F17", "how they came to this work is not known", {"missing": "history"}, ref=f"{page}#facts")
    yield Fact("F17", "what their weeks are made of is not known", {"missing": "week"}, ref=f"{page}#facts")
    yield Fact("F17", "how people decide there is not known", {"missing": "values"}, ref=f"{page}#facts")
    yield Fact("F17", "what they are working on is not known", {"missing": "projects"}, ref=f"{page}#facts")


def role(title: str, company: str) -> str:
    """`Data Lead at Globex`, as far as it is known."""
    return " at ".join(filter(None, (title.strip(), company.strip())))


def long_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
