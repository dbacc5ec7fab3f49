"""A merged contact as its page shows it: fields, values and where each comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from legwork.desk.comparing import days_words
from legwork.desk.viewing import ContactView, DoubtView, RecordView
from legwork.desk.wording import pair as pair_name
from legwork.linkage.explaining import in_words
from legwork.linkage.merging import YOU
from legwork.linkage.scoring import Comparison
from legwork.outreach.correspondence import SHOWN, SHOWN_BY
from legwork.outreach.words import counted, sentence
from legwork.web import wording
from legwork.web.cards import acts_in
from legwork.web.links import mailto

# Name of the field, its label, and what to say beside its form.
FIELDS: Final = (
    ("name", "Name", ""),
    ("title", "Role", ""),
    ("company", "Employer", ""),
    ("headline", "Headline", ""),
    ("emails", "E-mail", "One more; those you have stay."),
    ("phones", "Phone", "One more; those you have stay."),
    ("links", "Pages", "One more; those you have stay."),
    ("positions", "Roles so far", ""),
    ("education", "Schools", ""),
    ("location", "Place", ""),
    ("addresses", "Addresses", ""),
    ("birthday", "Birthday", ""),
    ("pronouns", "Pronouns", ""),
    ("about", "About", ""),
    ("why", "Why you saved them", ""),
    ("notes", "Notes in the exports", ""),
    ("labels", "Labels", ""),
    ("connected_on", "Connected since", ""),
    ("exchange", "Written with you", ""),
    ("ties", "Between you", ""),
    ("met", "Meetings with you alone", ""),
)
EDITABLE: Final = frozenset(
    {
        "name",
        "title",
        "company",
        "headline",
        "emails",
        "phones",
        "links",
        "location",
        "birthday",
        "pronouns",
        "why",
    }
)
LISTS: Final = frozenset({"emails", "phones", "links"})
DAYS: Final = frozenset({"birthday", "connected_on"})
LONG: Final = frozenset({"about", "why", "notes"})
ALWAYS: Final = frozenset({"name", "title", "company", "emails", "phones", "links"})
_NAME: Final = "Name"
COMPARED: Final = ("name", "title", "company", "emails", "phones", "links", "location", "education", "birthday")


def page_of(person: ContactView, days: Mapping[int, str]) -> dict[str, Any]:
    """What the page of one contact shows; `days` says when each record was true, as ISO days."""
    merged = person.merged
    where = {record.id: _where(record, days.get(record.id, "")) for record in person.records}
    kinds = {record.id: wording.KINDS.get(record.source, record.source) for record in person.records}
    return {
        "person": {
            "id": person.id,
            "called": person.called,
            "title": merged.get("title", ""),
            "company": merged.get("company", ""),
            "state_words": wording.STATES.get(person.state, wording.plain(person.state)),
            "until": f"until {person.talk.until}" if person.talk.until else "",
            "do_not_contact": person.do_not_contact,
            "talked": person.talk.held_at is not None and not person.do_not_contact,
        },
        "card": {"id": person.id},
        "acts": acts_in(person.state),
        "fields": [_ended(shown, person) for field in FIELDS if (shown := _field(merged, field, where))],
        "parted_words": _parted(person),
        "doubts": [_doubt(doubt) for doubt in person.doubts],
        "timeline": _timeline(person),
        "records": _records(person.records),
        "records_words": _behind(len(where)),
        "joins": [_join(join, kinds) for join in person.joins],
    }


def side_by_side(sides: Sequence[Mapping[str, Any]], merged: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Sides with the fields they are compared by, as rows of a label and texts, and whether they differ: the first
    from any other, the others from the first."""
    texts = [_texts(one) for one in merged]
    labels = [label for label in texts[0] if any(own[label] for own in texts)]
    if not any(_differs((texts[0], other), _NAME) for other in texts[1:]):
        labels = [label for label in labels if label != _NAME]  # it stands above

    def row(own: Mapping[str, list[str]], label: str) -> dict[str, Any]:
        others = texts[1:] if own is texts[0] else texts[:1]
        return {"label": label, "texts": own[label], "differs": any(_differs((own, other), label) for other in others)}

    return [{**side, "rows": [row(own, label) for label in labels]} for side, own in zip(sides, texts, strict=True)]


def kinds_of(side: Mapping[str, Any]) -> str:
    """The kinds of sources that a side comes from."""
    return ", ".join(dict.fromkeys(wording.KINDS.get(one["source"], one["source"]) for one in side["records"]))


def comparisons(reasons: Sequence[Mapping[str, Any]]) -> list[Comparison]:
    """Reasons as the desk hands them out, as linkage puts them in words."""
    return [Comparison(**reason) for reason in reasons]


def join_words(band: str, reasons: Sequence[Mapping[str, Any]]) -> str:
    """What holds two records together, in words."""
    said = in_words(comparisons(reasons)) if band != "ruled" else ""
    return f"{wording.JOINS[band]}: {said}." if said else f"{wording.JOINS[band]}."


def _join(join: Mapping[str, Any], kinds: Mapping[int, str]) -> dict[str, str]:
    ends = (kinds.get(join[side], "") for side in ("left", "right"))
    return {
        "pair": pair_name(join["left"], join["right"]),
        "words": join_words(join["band"], join["scored"]["comparisons"]),
        "between": " with ".join(filter(None, ends)),
    }


def _texts(merged: Mapping[str, Any]) -> dict[str, list[str]]:
    labels = {name: label for name, label, _ in FIELDS}
    return {labels[name]: [value["text"] for value in _values(merged, name, {})] for name in COMPARED}


def _differs(texts: Sequence[Mapping[str, Sequence[str]]], label: str) -> bool:
    """Both sides say something, and nothing of it alike."""
    left, right = ({text.casefold() for text in side[label]} for side in texts)
    return bool(left and right and not left & right)


def _field(merged: Mapping[str, Any], field: tuple[str, str, str], where: Mapping[int, str]) -> dict[str, Any] | None:
    """One field with its values; None where nobody said anything and nothing is to be asked."""
    name, label, hint = field
    values = _values(merged, name, where)
    if not values and name not in ALWAYS:
        return None
    return {
        "name": name,
        "label": label,
        "hint": hint,
        "values": values,
        "editable": name in EDITABLE,
        "long": name in LONG,
        "adds": name in LISTS,
        "current": "" if name in LISTS else "".join(value["raw"] for value in values),
    }


def _values(merged: Mapping[str, Any], name: str, where: Mapping[int, str]) -> list[dict[str, Any]]:
    found = merged.get(name)
    items: Sequence[Any] = found if isinstance(found, list) else [found] if found else []
    return [_value(name, item, merged, where) for item in items]


def _value(name: str, item: Any, merged: Mapping[str, Any], where: Mapping[int, str]) -> dict[str, Any]:
    text = _text(name, item)
    if isinstance(item, Mapping):
        said = item.get("records") or [YOU]
    else:
        said = [YOU] if name in merged.get("edited", ()) else merged.get("sources_of", {}).get(name, [])
    sources = list(dict.fromkeys(where.get(source, "your word") for source in said))
    return {"text": text, "raw": str(item), "href": _href(name, text), "sources": sources}


def _text(name: str, item: Any) -> str:
    if not isinstance(item, Mapping):
        return wording.known_day(item) if name in DAYS else str(item)
    return _WORDS[name](item) if name in _WORDS else str(item.get("value") or item.get("text") or "")


def _role(item: Mapping[str, Any]) -> str:
    return _stay(", ".join(filter(None, (item.get("title"), item.get("company")))), item)


def _school(item: Mapping[str, Any]) -> str:
    return _stay(", ".join(filter(None, (item.get("degree"), item.get("school")))), item)


def _postal(item: Mapping[str, Any]) -> str:
    parts = (item.get(part) for part in ("street", "postcode", "city", "region", "country"))
    return str(item.get("formatted") or ", ".join(filter(None, parts)))


def _stay(text: str, item: Mapping[str, Any]) -> str:
    start, end = item.get("start") or item.get("from"), item.get("end") or item.get("to")
    if not start and not end:
        return text
    return f"{text} ({wording.known_day(start) or '…'} to {wording.known_day(end) or 'now'})"


_WORDS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "positions": _role,
    "education": _school,
    "addresses": _postal,
    "exchange": wording.exchange_words,
    "ties": wording.tie_words,
    "met": wording.meeting_words,
}


def _href(name: str, text: str) -> str:
    if name == "emails":
        return mailto(text)
    return text if name == "links" else f"tel:{text}" if name == "phones" else ""


def _where(record: RecordView, day: str) -> str:
    """A record's place and day: `LinkedIn connections, Connections.csv, 2 Sep 2026`."""
    kind = wording.KINDS.get(record.source, record.source)
    file = record.file.rpartition("/")[2]
    return ", ".join(filter(None, (kind, file if file != record.source else "", wording.known_day(day))))


def _timeline(person: ContactView) -> list[dict[str, Any]]:
    """What happened between the user and them, and the changes of their role, the newest first."""
    notes = {event: text for event, _, text in person.notes}
    happened: list[dict[str, Any]] = [
        {"at": line.at, "words": line.sentence, "note": notes.get(line.event, ""), "line": line}
        for line in person.timeline
    ]
    changes = [
        {"at": change["before"], "words": change_words(change), "note": "", "line": None}
        for change in person.merged.get("job_changes", ())
    ]
    talk = person.talk
    if talk.replied_at is not None and talk.reply_shown_by:
        words = f"They wrote back{SHOWN_BY.get(talk.reply_shown_by, SHOWN)}."
        changes.append({"at": talk.replied_at.date().isoformat(), "words": words, "note": "", "line": None})
    if (parted := person.parted) is not None:
        changes.append({"at": parted.before, "words": _parted(person), "note": "", "line": None})
    return sorted([*happened, *changes], key=lambda entry: str(entry["at"]), reverse=True)


def change_words(change: Mapping[str, Any]) -> str:
    """A change of role, with the days between which it was seen."""
    was, now = (", ".join(filter(None, (change[f"{end}_title"], change[f"{end}_company"]))) for end in ("from", "to"))
    return f"Their role went from {was} to {now} {days_words(change)}."


def _ended(field: dict[str, Any], person: ContactView) -> dict[str, Any]:
    """The field, in words that do not call a connection what has ended."""
    past = field["name"] == "connected_on" and person.parted is not None
    return field | {"label": "Was connected since"} if past else field


def _parted(person: ContactView) -> str:
    """That they are a connection no longer; empty while they are, for all that is known."""
    if person.parted is None:
        return ""
    return f"No longer among your LinkedIn connections: that ended {days_words(asdict(person.parted))}."


def _records(seen: Sequence[RecordView]) -> list[dict[str, Any]]:
    """Each record once, with every place where it was seen."""
    found: dict[int, dict[str, Any]] = {}
    for record in seen:
        kind = wording.KINDS.get(record.source, record.source)
        shown = found.setdefault(record.id, {"id": record.id, "source_words": kind, "places": [], "raw": record.raw})
        entry = "entry " if record.locator.isdigit() else ""
        shown["places"].append(f"{record.file}, {entry}{record.locator}")
    return [{**record, "where": "; ".join(record["places"])} for record in found.values()]


def _doubt(doubt: DoubtView) -> dict[str, str]:
    return {
        "pair": doubt.pair,
        "other": doubt.other_name,
        "band_words": wording.BANDS.get(doubt.band, ""),
        "reasons": in_words(comparisons(doubt.reasons)),
    }


def _behind(count: int) -> str:
    return f"{sentence(counted(count, 'record'))} {'stands' if count == 1 else 'stand'} behind this contact."
