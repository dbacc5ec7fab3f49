"""From the records of one contact to the contact as shown: every value with the records that said it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from legwork.linkage.connections import day_written
from legwork.linkage.names import fold
from legwork.linkage.normalise import email_of, employer_keys, linkedin_profile, phone_of
from legwork.linkage.person import UNDATED, Claimed

YOU = "you"
"""The source of what the user typed."""

_NAME_PARTS = ("given", "middle", "family", "prefix", "suffix", "nickname", "maiden")
_SINGLE = ("location", "headline", "about", "pronouns", "birthday", "why")
MAIN = "main_email"
"""The field of an edit that says which e-mail address stands first."""

_LISTED = frozenset({"emails", "phones", "links"})
_PRESENT = frozenset({"linkedin.connections", "capture"})
"""What shows a person's role as their profile has it on the day."""
_WAYS = ("sent", "received")
_NEITHER = ("",)
_NEWEST_ONLY = frozenset({"to", "seen_first", "seen_last"})
"""Parts of an entry that an older record does not fill in: a role that goes on has no end."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The user's own words for one field, at an ISO instant.

    `emails`, `phones` and `links` are comma-separated; an empty value gives the field back to the records. One that
    `adds` lists more beside what is there. `main_email` names the address that stands first.
    """

    field: str
    value: str
    at: str
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """A contact in plain data. `sources_of` gives each field's record ids, sorted; fields the user
    typed are named in `edited` and carry the source `you`."""

    fields: Mapping[str, Any]
    sources_of: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    edited: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """`name`, `given`, …, `emails[]`, `phones[]`, `links[]`, `positions[]`, …, `sources_of`, `edited`."""
        sources = {name: list(records) for name, records in sorted(self.sources_of.items())}
        return {**self.fields, "sources_of": sources, "edited": list(self.edited)}


def merge(records: Sequence[Claimed], edits: Sequence[Edit] = (), *, region: str = "") -> Merged:
    """The contact that `records` and the user's `edits` make together.

    The newest record wins where only one value can stand: by the date its source wrote it or the export it
    was last seen in, ties by the export it was first seen in, then by content. Edits win over records, the
    last of a field over the earlier (of two made at one instant, the later in `edits`). The result is the
    same for any order of `records`.
    """
    newest = sorted(records, key=_age, reverse=True)
    work = _Merging(newest, region)
    work.take_name()
    for name in _SINGLE:
        work.take(name, _reader(name))
    work.take("title", lambda record: _text(_present(record), "title"))
    work.take("company", lambda record: _text(_present(record), "company"))
    work.take("connected_on", lambda record: _text(record.claim, "connected_on"))
    work.lists()
    for edit in _standing(edits):
        work.apply(edit)
    work.finish()
    return work.merged()


def _standing(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that count: the last of a field and what was added since, and last which address stands first."""
    found: dict[str, list[Edit]] = {}
    for edit in sorted(edits, key=lambda edit: edit.at):
        kept = found.setdefault(edit.field, []) if edit.adds else []
        found[edit.field] = [*kept, edit] if edit.value else kept
    return [edit for name in sorted(found, key=lambda name: name == MAIN) for edit in found[name]]


def moment(record: Claimed) -> str:
    """When the record was true, as far as known: what sorts by time, or ``""``."""
    return _text(record.claim, "written_on") or record.seen_last


def _age(record: Claimed) -> tuple[str, str, str, str]:
    return moment(record), record.seen_first, record.digest, record.source


def _day(when: str) -> str:
    """The ISO day of a moment, or ``""``."""
    return when[:10].strip()


def _export_day(when: str) -> str:
    """The ISO day of an export: when its file was written, if that is known and can be, else what its rows speak of."""
    written = day_written(when[11:]) if when[10:11] == " " else ""
    return max(_day(when), written) if _day(when) else ""


def job_changes(records: Sequence[Claimed]) -> list[dict[str, Any]]:
    """Present roles that differ between two times in LinkedIn's exports and captures, or in one other source.

    `after` is the day of the last export or capture with the earlier role, `before` that of the first with the later
    one; where a source still shows the earlier role after that, both are the first day of the later one.
    """
    streams: dict[str, list[tuple[str, str, str, Claimed]]] = {}
    for record in records:
        first = _text(record.claim, "written_on") or record.seen_first or record.seen_last
        if _present(record) and _day(first):
            stream = "linkedin" if record.source in _PRESENT else record.source
            streams.setdefault(stream, []).append((first, moment(record) or first, record.digest, record))
    found = [
        _change(earlier, later)
        for _, seen in sorted(streams.items())
        for earlier, later in pairwise(sorted(seen, key=lambda entry: entry[:3]))
        if _changed(_present(earlier[3]), _present(later[3]))
    ]
    return sorted(found, key=lambda change: (change["before"], change["after"], change["to_company"]))


class _Merging:
    """One contact in the making, from its records newest first."""

    def __init__(self, newest: Sequence[Claimed], region: str) -> None:
        self.newest = newest
        self.region = region
        self.fields: dict[str, Any] = {}
        self.sources: dict[str, set[int]] = {}
        self.edited: set[str] = set()

    def take(self, name: str, read: Callable[[Claimed], str]) -> None:
        """The newest value of a field, and every record that says the same."""
        said = [(record, value) for record in self.newest if (value := read(record))]
        if said:
            self.fields[name] = said[0][1]
            newest = fold(said[0][1])
            self.sources[name] = {record.record for record, value in said if fold(value) == newest}

    def take_name(self) -> None:
        """The newest name that has a given and a family part, else the newest; its parts from that record. A record
        that writes it better, without capitals only or initials, counts before a newer one."""
        called = [(record, name, fold(name)) for record in self.newest if (name := _name(record))]
        whole = [one for one in called if len(one[2].split()) > 1]
        for newest in (whole or called)[:1]:
            record, name, key = next((one for one in whole if _written_better(one[1], newest[1])), newest)
            self.fields["name"] = name
            alike = [other for other, _, other_key in called if other_key == key]
            self.sources["name"] = {other.record for other in alike}
            # a newer record may have the same name in one piece: its parts are those of one that has them
            split = next((other for other in alike if _text(other.claim, "given")), record)
            for part in _NAME_PARTS:
                if value := _text(split.claim, part):
                    self.fields[part] = value
                    self.sources[part] = {split.record}
        for part in ("nickname", "maiden"):
            if part not in self.fields:
                self.take(part, _reader(part))

    def lists(self) -> None:
        self.collect("emails", self.labelled("emails", _email_key))
        self.collect("phones", self.labelled("phones", self.phone_key))
        self.collect("links", self.labelled("links", _link_key))
        self.collect("positions", self.positions())
        self.collect("education", self.entries("education", ("school", "degree"), {"start": "from", "end": "to"}))
        places = ("label", "street", "city", "region", "postcode", "country", "formatted")
        self.collect("addresses", self.entries("addresses", places, {}))
        self.collect("notes", ((text, {"text": text}, r) for r in self.newest if (text := _text(r.claim, "notes"))))
        labels = ((fold(v), {"value": v}, r) for r in self.newest for v in r.claim.get("labels", ()))
        self.collect("labels", labels)
        self.fields["positions"].sort(
            key=lambda entry: (entry["to"] == "", entry["seen_last"], entry["from"]), reverse=True
        )
        self.fields["job_changes"] = job_changes(self.newest)
        for what, parts in (("ties", ("what", "on", "text")), ("met", ("on", "summary"))):
            if any(record.claim.get(what) for record in self.newest):
                self.collect(what, self.entries(what, parts, {}))
                self.fields[what].sort(key=lambda entry: entry["on"], reverse=True)
        self.exchange()

    def exchange(self) -> None:
        """Everything written each way: the sum over sources, in each of which the newest export that tells of a way
        counts alone for it, since it holds what the older ones hold. A mailbox of what was received and one of what
        was sent, kept apart, so tell both ways together."""
        shown: dict[tuple[str, str], frozenset[str]] = {}
        counts: Counter[str] = Counter()
        counted: dict[int, Mapping[str, Any]] = {}
        for record in self.newest:
            said: Mapping[str, Any] = record.claim.get("exchange", {})
            for way in [way for way in _WAYS if said.get(way)] or _NEITHER:
                place = (record.source, way)
                if said and (place not in shown or record.files & shown[place]):
                    shown[place] = record.files & shown.get(place, record.files)
                    counts[way] += said.get(way, 0)
                    counted[record.record] = said
        if not counted:
            return
        latest = max(counted.values(), key=lambda said: _text(said, "last"))
        self.fields["exchange"] = {
            "first": min((first for said in counted.values() if (first := _text(said, "first"))), default=""),
            "last": _text(latest, "last"),
            **{way: counts[way] for way in _WAYS},
            "subject": _text(latest, "subject"),
            "records": sorted(counted),
        }
        self.sources["exchange"] = set(counted)

    def finish(self) -> None:
        for phone in self.fields["phones"]:
            found = self.phone_key(phone["value"])
            phone["e164"] = found if found.startswith("+") else ""

    def collect(self, name: str, said: Iterable[tuple[str, dict[str, Any], Claimed]]) -> None:
        """One entry for each key, in the words of the newest record, with all records that say it."""
        found: dict[str, dict[str, Any]] = {}
        for key, entry, record in said:
            kept = found.setdefault(key, {**entry, "source": record.source, "records": []})
            kept["records"] = sorted({*kept["records"], record.record})
            for part in entry.keys() - _NEWEST_ONLY:
                kept[part] = kept[part] or entry[part]
            if "seen_first" in entry:
                _widen(kept, entry)
        self.fields[name] = list(found.values())
        if found:
            self.sources[name] = {record for entry in found.values() for record in entry["records"]}

    def labelled(self, name: str, key: Callable[[str], str]) -> Iterator[tuple[str, dict[str, Any], Claimed]]:
        for record in self.newest:
            for entry in record.claim.get(name, ()):
                if value := _text(entry, "value"):
                    yield key(value), {"value": _shown(name, value), "label": _text(entry, "label")}, record

    def entries(
        self, name: str, parts: tuple[str, ...], renamed: Mapping[str, str]
    ) -> Iterator[tuple[str, dict[str, Any], Claimed]]:
        for record in self.newest:
            for entry in record.claim.get(name, ()):
                shown = {part: _text(entry, part) for part in parts}
                shown |= {new: _text(entry, old) for old, new in renamed.items()}
                yield "|".join(fold(shown[part]) for part in parts if part != "label"), shown, record

    def positions(self) -> Iterator[tuple[str, dict[str, Any], Claimed]]:
        """Roles by title, employer and start; one without a start is the latest of its title and employer."""
        said = [(record, entry) for record in self.newest for entry in record.claim.get("positions", ())]
        starts: dict[str, str] = {}
        for _, entry in said:
            starts[_role(entry)] = max(starts.get(_role(entry), ""), _text(entry, "start"))
        for record, entry in said:
            written = _text(record.claim, "written_on")[:10]
            shown = {part: _text(entry, part) for part in ("title", "company", "department")}
            shown |= {"from": _text(entry, "start"), "to": _text(entry, "end")}
            shown |= {"seen_first": written or _day(record.seen_first), "seen_last": written or _day(record.seen_last)}
            yield f"{_role(entry)}|{shown['from'] or starts[_role(entry)]}", shown, record

    def phone_key(self, text: str) -> str:
        return phone_of(text, self.region) or fold(text)

    def apply(self, edit: Edit) -> None:
        """The user's words stand in place of what records say; a list is what they list."""
        if edit.field == MAIN:
            main = _email_key(edit.value)
            self.fields["emails"].sort(key=lambda entry: _email_key(entry["value"]) != main)
            return
        self.edited.add(edit.field)
        self.sources.pop(edit.field, None)
        if edit.field not in _LISTED:
            self.fields[edit.field] = edit.value
            return
        key = {"emails": _email_key, "phones": self.phone_key, "links": _link_key}[edit.field]
        known = {key(entry["value"]): entry for entry in self.fields[edit.field]}
        values = dict.fromkeys(value for part in edit.value.split(",") if (value := part.strip()))
        if edit.adds:
            more = [value for value in values if key(value) not in known]
            values = dict.fromkeys([*(entry["value"] for entry in self.fields[edit.field]), *more])
        entries = [
            known.get(key(value), {"label": "", "source": YOU, "records": []}) | {"value": value} for value in values
        ]
        self.fields[edit.field] = entries
        self.sources[edit.field] = {record for entry in entries for record in entry["records"]}

    def merged(self) -> Merged:
        sources = {name: tuple(sorted(records)) for name, records in self.sources.items()}
        fields = {name: value for name, value in sorted(self.fields.items()) if value or isinstance(value, list)}
        return Merged({"name": "", "title": "", "company": "", **fields}, sources, tuple(sorted(self.edited)))


def _text(entry: Mapping[str, Any], key: str) -> str:
    return str(entry.get(key) or "").strip()


def _reader(name: str) -> Callable[[Claimed], str]:
    return lambda record: _text(record.claim, name)


def _name(record: Claimed) -> str:
    claim = record.claim
    parts = (_text(claim, part) for part in ("given", "middle", "family"))
    return _text(claim, "name") or " ".join(part for part in parts if part)


def _written_better(name: str, than: str) -> bool:
    """Whether a name is another with small and capital letters, or with a given name where that has an initial."""
    ours, theirs = fold(name).replace(".", " ").split(), fold(than).replace(".", " ").split()
    if ours == theirs:
        return _in_one_case(than) and not _in_one_case(name)
    initial = len(ours) > 1 and len(theirs) == 2 and len(theirs[0]) == 1 < len(ours[0])
    return initial and ours[0].startswith(theirs[0]) and ours[-1] == theirs[-1]


def _in_one_case(name: str) -> bool:
    return name.islower() or name.isupper()


def _present(record: Claimed) -> Mapping[str, Any]:
    positions: Sequence[Mapping[str, Any]] = record.claim.get("positions", ())
    return positions[0] if positions and not positions[0].get("end") else {}


def _email_key(text: str) -> str:
    email = email_of(text)
    return email.address if email else fold(text)


def _shown(name: str, value: str) -> str:
    """A profile address without what was hung on to it to follow a visitor."""
    return value.partition("?")[0].partition("#")[0] if name == "links" and linkedin_profile(value) else value


def _link_key(text: str) -> str:
    profile = linkedin_profile(text)
    return profile.identifier if profile else text.removeprefix("https://").removeprefix("http://").rstrip("/")


def _role(entry: Mapping[str, Any]) -> str:
    return f"{fold(_text(entry, 'title'))}|{_employer(_text(entry, 'company'))}"


def _employer(name: str) -> str:
    return next(iter(employer_keys(name)), fold(name))


def _widen(kept: dict[str, Any], entry: Mapping[str, Any]) -> None:
    kept["seen_first"] = min(filter(None, (kept["seen_first"], entry["seen_first"])), default="")
    kept["seen_last"] = max(kept["seen_last"], entry["seen_last"])


def _changed(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> bool:
    company, title = (
        (_text(earlier, "company"), _text(later, "company")),
        (_text(earlier, "title"), _text(later, "title")),
    )
    moved = all(company) and _employer(company[0]) != _employer(company[1])
    return moved or (all(title) and fold(title[0]) != fold(title[1]))


def _change(earlier: tuple[str, str, str, Claimed], later: tuple[str, str, str, Claimed]) -> dict[str, Any]:
    was, now = _present(earlier[3]), _present(later[3])
    before = _export_day(later[0])
    if later[0].endswith(UNDATED):  # it is as young as what it follows at least
        before = max(before, _export_day(earlier[1]))
    # an archive packed again bears a day of its own: its rows still speak of theirs
    after = next((day for day in (_export_day(earlier[1]), _day(earlier[1])) if day <= before), before)
    return {
        "from_title": _text(was, "title"),
        "from_company": _text(was, "company"),
        "to_title": _text(now, "title"),
        "to_company": _text(now, "company"),
        "after": after,
        "before": before,
        "records": [earlier[3].record, later[3].record],
    }
