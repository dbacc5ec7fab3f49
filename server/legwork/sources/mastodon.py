"""Mastodon and its kin: a profile and its public posts, by the handle of a server (https://docs.joinmastodon.org).

The server is the one the saved page names, so it may be any public host. WebFinger (RFC 7033) is asked first: it says
whether the handle is that server's own. What somebody marked as not for searching is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from legwork.sources.contract import DAY, Ask, Fetch, Identifier, Planned, Reading, Said, Source, Stopped, Who
from legwork.sources.outbound import Answer
from legwork.sources.reading import day, items, json_of, line, links_back, object_of, part, shared_words, unmarked, web

HANDLE: Final = re.compile(r"([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,28}[A-Za-z0-9_])?)@([a-z0-9.-]{4,253})")
POSTS: Final = 5
_JRD: Final = ("application/jrd+json", "application/json")
_CLOSED: Final = "The server does not let strangers read this."
_NUMBER: Final = re.compile(r"[0-9A-Za-z]{1,40}")


def plan(identifier: Identifier) -> tuple[Planned, ...]:
    user, _, host = identifier.value.partition("@")
    return (
        Planned(_finger(user, host)),
        Planned(_account(user, host)),
        Planned(_statuses(host, "…"), then=True),
    )


def look(identifier: Identifier, who: Who, fetch: Fetch) -> Reading:
    user, _, host = identifier.value.partition("@")
    try:
        return _look(user, host, who, fetch)
    except Stopped as stop:
        if stop.outcome == "refused" and not stop.sentence.startswith("Not asked"):
            raise Stopped("refused", _CLOSED) from stop
        raise


def _look(user: str, host: str, who: Who, fetch: Fetch) -> Reading:
    finger = fetch(Ask(_finger(user, host), _JRD))
    if finger.status in {404, 410}:
        return _missing(finger.status)
    subject = line(object_of(finger).get("subject")) if finger.status == 200 else ""
    answer = fetch(Ask(_account(user, host)))
    if answer.status != 200:
        return _missing(answer.status)
    account = object_of(answer)
    if moved := line(part(account, "moved", "url"), 500):
        said = (Said("person", "gone", f"Their account at {host}", answer.url, web(moved)),)
        return Reading("gone", "They have moved to another account; save its page to look there.", said)
    if account.get("bot"):
        words = {"account": "a program"}
        said = (Said("person", "name", line(account.get("display_name")) or user, answer.url, "", None, 0, words),)
        return Reading("ambiguous", "That account calls itself a program's, and no person's.", said)
    # a handle that belongs to another server than the one asked is somebody else's word for it
    theirs = subject.lower() in {f"acct:{user}@{host}".lower(), ""}
    posts = _posts_of(host, account, fetch)
    facts = (*_of_account(account, answer, who), *posts)
    if not theirs:
        return Reading("found", facts=facts, how="other")
    return Reading("found", facts=facts, how="links back" if _verified(account, who) else None)


def _missing(status: int) -> Reading:
    if status == 410:
        return Reading("gone", "The server says that this account is closed.")
    return Reading("nothing", "The server has no account of that name.")


def _verified(account: dict[str, Any], who: Who) -> bool:
    """Whether the server has checked that one of the pages the user saved links to the account."""
    fields = [one for one in items(account.get("fields"), 20) if part(one, "verified_at")]
    return links_back([_linked(one) for one in fields], who.pages)


def _linked(field: object) -> str:
    """The address in a field of a profile, which comes as a piece of markup."""
    found = re.search(r'href="(https?://[^"\s<>]{1,500})"', str(part(field, "value"))[:2_000])
    return found[1] if found else unmarked(part(field, "value"))


def _of_account(account: dict[str, Any], answer: Answer, who: Who) -> Iterator[Said]:
    page = web(account.get("url"))
    name = line(account.get("display_name"))
    doubts = int(bool(name) and not shared_words(name, who.name))
    for kind, value in (("name", name), ("self_statement", unmarked(account.get("note"), 300))):
        if value:
            yield Said("person", kind, value, answer.url, page, None, doubts)


def _posts_of(host: str, account: dict[str, Any], fetch: Fetch) -> list[Said]:
    number = line(account.get("id"), 50)
    closed = account.get("locked") or account.get("noindex") or account.get("discoverable") is False
    if closed or not _NUMBER.fullmatch(number):
        return []
    answer = fetch(Ask(_statuses(host, number)))
    if answer.status != 200:
        return []
    found = []
    for status in items(json_of(answer), 20):
        text = unmarked(part(status, "content"), 300)
        if text and part(status, "visibility") in ("public", None) and not part(status, "sensitive"):
            on, page = day(part(status, "created_at")), web(part(status, "url"))
            found.append(Said("person", "post", text, answer.url, page, on))
    return found[:POSTS]


def _finger(user: str, host: str) -> str:
    return f"https://{host}/.well-known/webfinger?resource={quote(f'acct:{user}@{host}', safe=':@')}"


def _account(user: str, host: str) -> str:
    return f"https://{host}/api/v1/accounts/lookup?acct={quote(user)}"


def _statuses(host: str, number: str) -> str:
    return f"https://{host}/api/v1/accounts/{number}/statuses?exclude_replies=true&exclude_reblogs=true&limit=5"


SOURCE: Final = Source(
    name="mastodon",
    title="Mastodon",
    takes="fediverse",
    learns="Their server learns your network address and which account you looked at.",
    lasts=1 * DAY,
    plan=plan,
    look=look,
    an_hour=300,
)
