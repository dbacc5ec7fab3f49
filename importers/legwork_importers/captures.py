"""Captures: one JSON object a line, as the extension sends and saves them.

`claim_of_capture` and `capture_problems` serve the HTTP door as well, so that a capture means the same
however it arrives.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from legwork_importers.contract import (
    Claim,
    ImportProblem,
    Labelled,
    Position,
    Schooling,
    Source,
    SourceRow,
    Unreadable,
    UnreadableSource,
)
from legwork_importers.dates import instant
from legwork_importers.decoding import decode, head_lines
from legwork_importers.json_lines import BadLine, json_object
from legwork_importers.pages import no_persons_page
from legwork_importers.profiles import linkedin_key
from legwork_importers.roles import present_first
from legwork_importers.sources import read_whole
from legwork_importers.spreadsheets import NO_PERSON, names_someone
from legwork_importers.table import MAX_ROWS, shortened

# Longest text in characters, or most entries in a list (`emails[]` is one entry's length).
CAPTURE_LIMITS: Mapping[str, int] = MappingProxyType(
    {
        "body": 256_000,
        "depth": 20,
        "url": 2_000,
        "page_title": 500,
        "captured_at": 40,
        "selection": 20_000,
        "note": 20_000,
        "why": 2_000,
        "edited": 50,
        "edited[]": 60,
        "reader": 60,
        "reader_version": 60,
        "name": 300,
        "headline": 500,
        "title": 300,
        "company": 300,
        "location": 300,
        "about": 10_000,
        "pronouns": 60,
        "emails": 20,
        "emails[]": 320,
        "phones": 20,
        "phones[]": 100,
        "links": 50,
        "rel": 60,
        "feeds": 20,
        "feeds[]": 2_000,
        "positions": 100,
        "education": 50,
        "from": 40,
        "to": 40,
        "school": 300,
        "degree": 300,
    }
)

_TEXTS = ("url", "page_title", "captured_at", "selection", "note", "why", "reader", "reader_version")
_FIELD_TEXTS = ("name", "headline", "title", "company", "location", "about", "pronouns")
_FIELD_LISTS = ("emails", "phones", "feeds")
_FIELD_OBJECTS = MappingProxyType(
    {
        "links": ("rel", "url"),
        "positions": ("title", "company", "from", "to"),
        "education": ("school", "degree", "from", "to"),
    }
)
_WEB = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = "1970", "2200"  # before and after them some clock was wrong
_LONGEST_PAGE = 300  # bytes
_BAD_TEXT = re.compile("[\x00\ud800-\udfff]")
_HEADLINE = re.compile(r"([^|·•@]{2,100}?) (?:at|@) ([^|·•@]{2,100})")
_AT = re.compile(r" (?:at|@) ")


class BadCapture(ImportProblem):
    """A capture body that is not one; the message lists everything wrong with it."""


class Captures:
    kind = "legwork.captures"
    source = "capture"
    version = 2

    def knows(self, source: Source) -> str | None:
        for line in filter(str.strip, head_lines(source, CAPTURE_LIMITS["body"] * 4)[:5]):
            if not line.lstrip().startswith("{"):
                return None
            try:
                body = capture_body(line)
            except BadCapture:
                continue
            if "url" in body and {"fields", "captured_at"} & body.keys():
                return "each line is a capture: url, captured_at, fields"
        return None

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        lines = decode(read_whole(source), encoding).lines
        if len(lines) > MAX_ROWS:
            raise UnreadableSource(f"it has more than {MAX_ROWS:,} lines; split it and import the parts")
        for number, line in enumerate(lines, start=1):
            yield _row(str(number), line)


def _row(locator: str, line: str) -> SourceRow | Unreadable:
    if not line.strip():
        return Unreadable(locator, line, "empty row", "skipped")
    try:
        body = capture_body(line)
    except BadCapture as problem:
        return Unreadable(locator, shortened(line), str(problem), torn=True)
    try:
        claim = claim_of_capture(body)
    except BadCapture as problem:
        return Unreadable(locator, shortened(line), str(problem))
    if why := no_contact(body, claim):
        return Unreadable(locator, line, why, "refused" if why == NO_PERSON else "skipped")
    return SourceRow(locator, claim, line, capture_key(body))


def capture_body(text: str) -> dict[str, Any]:
    """The JSON object in `text`, read strictly: no second key of one name, no NaN, no deep nesting.

    Raises:
        BadCapture: it is not such an object.
    """
    try:
        return json_object(text, longest=CAPTURE_LIMITS["body"], deepest=CAPTURE_LIMITS["depth"])
    except BadLine as problem:
        raise BadCapture(str(problem)) from problem


def capture_problems(body: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a body, by field (`fields.name`); empty when nothing is. Null counts as absent."""
    problems: dict[str, str] = {}
    if body.get("fields") is None:
        problems["fields"] = "is missing"
    _refuse_unknown(body, (*_TEXTS, "fields", "as_read", "edited"), "", problems)
    for name in _TEXTS:
        _check_text(body, name, name, problems)
    _check_texts(body, "edited", "edited", problems)
    for place in ("fields", "as_read"):
        _check_fields(body, place, problems)
    if "url" not in problems and not _WEB.match(body.get("url") or ""):
        problems["url"] = "must be a web address"
    if "captured_at" not in problems and (problem := _instant_problem(body.get("captured_at") or "")):
        problems["captured_at"] = problem
    return problems


def claim_of_capture(body: Mapping[str, Any]) -> Claim:
    """What a capture says about one person. The page's own address is the link labelled `page`.

    Raises:
        BadCapture: `capture_problems` finds something.
    """
    if problems := capture_problems(body):
        raise BadCapture("; ".join(f"{name} {problem}" for name, problem in sorted(problems.items())))
    fields = body["fields"]
    links = [(link.get("rel"), link.get("url")) for link in fields.get("links") or ()]
    extra = {name: _text(body, name) for name in ("page_title", "selection", "reader", "reader_version")}
    extra["edited"] = ", ".join(body.get("edited") or ())
    extra["other links"] = "\n".join(url for _, url in links if url and not _WEB.match(url))
    web = (Labelled(url, rel or "") for rel, url in links if url and _WEB.match(url))
    return Claim(
        name=_text(fields, "name") or _page_name(body, links),
        emails=_labelled(fields, "emails"),
        phones=_labelled(fields, "phones"),
        links=(Labelled(body["url"], "page"), *web),
        positions=_positions(fields),
        education=tuple(
            schooling
            for each in fields.get("education") or ()
            if (schooling := Schooling(*_texts(each, "school", "degree", "from", "to"))) != Schooling()
        ),
        location=_text(fields, "location"),
        headline=_text(fields, "headline"),
        about=_text(fields, "about"),
        pronouns=_text(fields, "pronouns"),
        notes=_text(body, "note"),
        why=_text(body, "why"),
        written_on=instant(body["captured_at"]),
        feeds=tuple(feed for feed in fields.get("feeds") or () if feed),
        extra={name: value for name, value in extra.items() if value},
    )


def no_contact(body: Mapping[str, Any], claim: Claim) -> str:
    """Why a capture is of no contact, in a few words; empty when it is of one.

    A page is one when it names someone, or when the user selected or wrote something there (a team page, a
    blog); never when it is plainly no person's, unless the user typed the name there.
    """
    if claim.name and "name" in (body.get("edited") or ()):
        return ""
    told = bool(_text(body, "selection") or claim.notes or claim.why)
    named = bool(_text(body["fields"], "name")) or names_someone(replace(claim, name=""))
    if why := no_persons_page(body["url"], names_someone=named or told):
        return why
    return "" if named or told else NO_PERSON


def capture_key(body: Mapping[str, Any]) -> str:
    """The entry a capture is a state of: the profile, or the page and the name on it, since one page may
    show a whole team. Of a very long address only a digest stands in it."""
    url = body["url"].strip()
    if profile := linkedin_key(url):
        return profile
    address = re.sub(r"^https?://(www\.)?", "", url, flags=re.IGNORECASE).rstrip("/")
    host, slash, path = address.partition("/")
    page = f"{host.casefold()}{slash}{path}"
    data = page.encode("utf-8", "surrogatepass")
    if len(data) > _LONGEST_PAGE:
        page = f"sha256:{hashlib.sha256(data).hexdigest()}"
    return f"{page} {_text(body['fields'], 'name').casefold()}".rstrip()


def _page_name(body: Mapping[str, Any], links: Sequence[tuple[str | None, str | None]]) -> str:
    """The title of a page that names nobody, but on which the user selected or wrote something."""
    fields = body["fields"]
    if _labelled(fields, "emails") or _labelled(fields, "phones") or linkedin_key(body["url"]):
        return ""
    if any(linkedin_key(url or "") for _, url in links):
        return ""
    return _text(body, "page_title") if any(_text(body, name) for name in ("selection", "note", "why")) else ""


def _positions(fields: Mapping[str, Any]) -> tuple[Position, ...]:
    title, company = _texts(fields, "title", "company")
    if not title and not company:
        title, company = _in_headline(_text(fields, "headline"))
    listed = []
    for each in fields.get("positions") or ():
        its_title, its_company, start, end = _texts(each, "title", "company", "from", "to")
        listed.append(Position(its_title, its_company, start=start, end=end))
    return present_first(Position(title, company), listed)


def _in_headline(headline: str) -> tuple[str, str]:
    """`Title at Employer` and nothing more; anything less plain is left alone."""
    match = _HEADLINE.fullmatch(headline)
    if match is None or len(_AT.findall(headline)) != 1 or match[2][:1].islower():
        return "", ""
    return match[1].strip(), match[2].strip()


def _refuse_unknown(found: Mapping[str, Any], known: Sequence[str], prefix: str, problems: dict[str, str]) -> None:
    for name in found:
        if name not in known:
            problems[prefix + _BAD_TEXT.sub("\ufffd", name[:60])] = "is not a field of a capture"


def _check_fields(body: Mapping[str, Any], place: str, problems: dict[str, str]) -> None:
    """What is said of a person: in `fields` as the user left it, in `as_read` what the page said where they edited."""
    fields = body.get(place)
    if fields is None:
        return
    if not isinstance(fields, Mapping):
        problems[place] = "must be an object"
        return
    _refuse_unknown(fields, (*_FIELD_TEXTS, *_FIELD_LISTS, *_FIELD_OBJECTS), f"{place}.", problems)
    for name in _FIELD_TEXTS:
        _check_text(fields, name, f"{place}.{name}", problems)
    for name in _FIELD_LISTS:
        _check_texts(fields, name, f"{place}.{name}", problems)
    for name, parts in _FIELD_OBJECTS.items():
        _check_objects(fields, place, name, parts, problems)


def _check_text(found: Mapping[str, Any], name: str, path: str, problems: dict[str, str]) -> None:
    if (problem := _text_problem(found.get(name), CAPTURE_LIMITS[name])) is not None:
        problems[path] = problem


def _check_texts(found: Mapping[str, Any], name: str, path: str, problems: dict[str, str]) -> None:
    for value in _entries(found, name, path, problems):
        if (problem := _text_problem(value, CAPTURE_LIMITS[f"{name}[]"])) is not None:
            problems[path] = problem


def _check_objects(
    found: Mapping[str, Any], place: str, name: str, parts: Sequence[str], problems: dict[str, str]
) -> None:
    path = f"{place}.{name}"
    for value in _entries(found, name, path, problems):
        if not isinstance(value, Mapping):
            problems[path] = "must be a list of objects"
            continue
        _refuse_unknown(value, parts, f"{path}.", problems)
        for part in parts:
            _check_text(value, part, f"{path}.{part}", problems)


def _entries(found: Mapping[str, Any], name: str, path: str, problems: dict[str, str]) -> Sequence[Any]:
    values = found.get(name)
    if values is None:
        return ()
    if not isinstance(values, list):
        problems[path] = "must be a list"
        return ()
    if len(values) > CAPTURE_LIMITS[name]:
        problems[path] = f"has more than {CAPTURE_LIMITS[name]} entries"
        return ()
    return values


def _text_problem(value: object, limit: int) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        return "must be text"
    if len(value) > limit:
        return f"is longer than {limit:,} characters"
    return "holds a character that is no text" if _BAD_TEXT.search(value) else None


def _instant_problem(text: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        return "must be a date and time with its zone, like 2026-11-20T10:00:00Z"
    year = instant(text)[:4]
    if _FIRST_YEAR <= year <= _LAST_YEAR:
        return ""
    return f"must be between {_FIRST_YEAR} and {_LAST_YEAR}"


def _labelled(found: Mapping[str, Any], name: str) -> tuple[Labelled, ...]:
    return tuple(Labelled(value.strip()) for value in found.get(name) or () if value and value.strip())


def _text(found: Mapping[str, Any], name: str) -> str:
    return (found.get(name) or "").strip()


def _texts(found: Mapping[str, Any], *names: str) -> list[str]:
    return [_text(found, name) for name in names]
