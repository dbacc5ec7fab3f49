"""The user's own settings: read with their defaults, changed only to values that can be used."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from sqlalchemy import Connection

from legwork.desk import components
from legwork.desk.opening import Desk
from legwork.drafting.dress import read_table
from legwork.errors import Refused, UnknownSetting, WrongValue
from legwork.linkage.normalise import linkedin_profile
from legwork.outreach.calendar import parse_days_off
from legwork.outreach.fitting import FEWEST_VALUES, MOST_VALUES
from legwork.sources.rewriting import is_loopback
from legwork.store import events, ids, records
from legwork.store import preferences as stored_settings

LONGEST = 2_000
RELINKING = {"region", "merge_policy"}


@dataclass(frozen=True, slots=True)
class Preferences:
    """Lists are tuples; `days_off` is the text as the user wrote it."""

    name: str = ""
    emails: tuple[str, ...] = ()
    profile: str = ""
    region: str = ""
    phone: str = ""
    purpose: str = ""
    functions: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    past_employers: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    target_goal: int = 40
    days_off: str = ""
    new_per_day: int = 2
    open_employers: int = 5
    day_max: int = 12
    ask_minutes: int = 20
    li_note_limit: int = 200
    li_notes_month: int = 5
    intro: str = ""
    dress: str = ""
    values: tuple[str, ...] = ()
    streak: str = "on"
    merge_policy: str = "confident"
    keys: tuple[str, ...] = ()
    operator: str = ""
    source_feeds: str = "off"
    source_github: str = "off"
    source_wikidata: str = "off"
    source_wikipedia: str = "off"
    source_orcid: str = "off"
    source_edgar: str = "off"
    source_mastodon: str = "off"
    source_bluesky: str = "off"
    rewrite: str = "off"
    rewrite_url: str = "http://127.0.0.1:11434/v1"
    rewrite_model: str = ""


NAMES = tuple(field.name for field in fields(Preferences))
SWITCHES = tuple(name for name in NAMES if name.startswith("source_"))
# Whoever runs these asks for a way to reach who asks them, and the asker of a desk is its user.
WANT_OPERATOR = ("source_wikidata", "source_wikipedia", "source_edgar")


def read_preferences(connection: Connection) -> Preferences:
    """What is set, and the defaults for the rest."""
    stored = stored_settings.values(connection)
    return Preferences(**{name: _READ.get(name, str)(stored[name]) for name in NAMES if name in stored})


def preferences(desk: Desk) -> Preferences:
    with desk.database.read() as connection:
        return read_preferences(connection)


def plain(value: object) -> str:
    """A setting's value as it is typed: lists are comma-separated."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def prefer(desk: Desk, changes: Mapping[str, str]) -> str:
    """Changes settings together; returns the event, so that they can be undone together.

    Raises:
        UnknownSetting: there is no such setting.
        WrongValue: a value cannot be used; nothing was changed.
        Refused: a switch needs another setting first; nothing was changed.
    """
    wanted = {name: _checked(name, value) for name, value in changes.items()}

    def work(connection: Connection) -> str:
        stored = stored_settings.values(connection)
        changed = {name: value for name, value in wanted.items() if stored.get(name) != value}
        if not changed:
            return ""
        _check_together({**stored, **changed})
        for name, value in changed.items():
            stored_settings.keep(connection, name, value)
        event = ids.new("e", desk.clock())
        was = {name: stored.get(name) for name in changed}
        events.append(connection, event, ids.utc(desk.clock()), "setting", {"was": was, "is": changed})
        if RELINKING & changed.keys():
            relink_all(connection)
        return event

    return desk.database.write(work)


def relink_all(connection: Connection) -> None:
    """Who is who again for everyone, after a setting that linking reads has changed."""
    components.renew_keys(connection, records.standing_ids(connection))


def _check_together(values: Mapping[str, str]) -> None:
    """
    Raises:
        Refused: a switch is on that needs another setting first.
    """
    if any(values.get(name) == "on" for name in WANT_OPERATOR) and not values.get("operator"):
        raise Refused(
            "Wikidata, Wikipedia and SEC EDGAR ask who is asking: say first how you can be reached, by an e-mail "
            "address or a page of yours."
        )
    if values.get("rewrite") == "on" and not values.get("rewrite_model"):
        raise Refused("A rewriter needs the name of a model: fill in the one that your program has.")


def _checked(name: str, value: str) -> str:
    if name not in NAMES:
        raise UnknownSetting(name)
    text = " ".join(value.replace("\x00", "").split())
    if len(text) > LONGEST:
        raise WrongValue(name, f"at most {LONGEST} characters long")
    return _CHECKS.get(name, _as_is)(name, text)


def _as_is(_name: str, text: str) -> str:
    return text


def _list(_name: str, text: str) -> str:
    return ", ".join(_split(text))


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in (piece.strip() for piece in text.split(",")) if part))


def _values(name: str, text: str) -> str:
    """None, or few enough to weigh a place by."""
    if text and not FEWEST_VALUES <= len(_split(text)) <= MOST_VALUES:
        raise WrongValue(name, f"{FEWEST_VALUES} to {MOST_VALUES} values separated by commas")
    return _list(name, text)


def _addresses(name: str, text: str) -> str:
    for address in _split(text):
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
            raise WrongValue(name, "e-mail addresses separated by commas")
    return _list(name, text.lower())


def _region(name: str, text: str) -> str:
    if text and text.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise WrongValue(name, "the two letters of a country, such as PT or GB")
    return text.upper()


def _profile(name: str, text: str) -> str:
    if text and linkedin_profile(text) is None and not _is_page(text):
        raise WrongValue(name, "the address of your page, such as https://www.linkedin.com/in/priya-nair")
    return text


def _is_page(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and " " not in text


def _one_of(*allowed: str) -> Callable[[str, str], str]:
    def check(name: str, text: str) -> str:
        if text not in allowed:
            raise WrongValue(name, " or ".join(value for value in allowed if value))
        return text

    return check


def _number(lowest: int, highest: int) -> Callable[[str, str], str]:
    def check(name: str, text: str) -> str:
        if not re.fullmatch(r"\d{1,4}", text) or not lowest <= int(text) <= highest:
            raise WrongValue(name, f"a number from {lowest} to {highest}")
        return str(int(text))

    return check


def _days(name: str, text: str) -> str:
    try:
        parse_days_off(text)
    except ValueError as problem:
        reason = str(problem).rstrip(".")
        raise WrongValue(name, f"days and ranges of days: {reason}") from problem
    return text


def _phone(name: str, text: str) -> str:
    if text and not re.fullmatch(r"\+?[0-9 ()./-]{5,30}", text):
        raise WrongValue(name, "a telephone number as you give it to people, such as +351 912 345 678")
    return text


def _operator(name: str, text: str) -> str:
    """Goes into a header of requests, so it is plain ASCII without what would end the header or its comment."""
    reachable = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) or (text.startswith("https://") and _is_page(text))
    if text and (not reachable or not re.fullmatch(r"[!-'*-~]{1,200}", text)):
        raise WrongValue(name, "an e-mail address or the address of a page of yours, in plain letters")
    return text


def _loopback(name: str, text: str) -> str:
    if not is_loopback(text):
        raise WrongValue(name, "an address on this computer, such as http://127.0.0.1:11434/v1")
    return text.rstrip("/")


def _dress(name: str, text: str) -> str:
    try:
        read_table(text)
    except ValueError as problem:
        raise WrongValue(name, f"rows such as law, legal: a suit, with semicolons between them: {problem}") from problem
    return text


_CHECKS: Mapping[str, Callable[[str, str], str]] = {
    "emails": _addresses,
    "profile": _profile,
    "region": _region,
    "phone": _phone,
    "dress": _dress,
    "purpose": _one_of("", "seeking", "exploring", "changing"),
    "functions": _list,
    "fields": _list,
    "skills": _list,
    "target_goal": _number(0, 1000),
    "schools": _list,
    "past_employers": _list,
    "days_off": _days,
    "new_per_day": _number(0, 10),
    "open_employers": _number(0, 50),
    "day_max": _number(1, 100),
    "ask_minutes": _number(10, 60),
    "li_note_limit": _number(100, 1000),
    "li_notes_month": _number(0, 1000),
    "values": _values,
    "streak": _one_of("on", "off"),
    "merge_policy": _one_of("confident", "identifiers"),
    "operator": _operator,
    **dict.fromkeys(SWITCHES, _one_of("on", "off")),
    "rewrite": _one_of("on", "off"),
    "rewrite_url": _loopback,
}

_READ: Mapping[str, Callable[[str], Any]] = {
    "emails": _split,
    "functions": _split,
    "fields": _split,
    "skills": _split,
    "target_goal": int,
    "keys": _split,
    "schools": _split,
    "past_employers": _split,
    "values": _split,
    "new_per_day": int,
    "open_employers": int,
    "day_max": int,
    "ask_minutes": int,
    "li_note_limit": int,
    "li_notes_month": int,
}
