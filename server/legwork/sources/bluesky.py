"""Bluesky: a profile and its posts, by handle or DID, from the public view that needs no account
(https://docs.bsky.app/docs/api/app-bsky-actor-get-profile)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from legwork.sources.contract import DAY, Ask, Fetch, Identifier, Planned, Reading, Said, Source, Who
from legwork.sources.outbound import Answer
from legwork.sources.reading import day, host_of, items, line, object_of, part, shared_words

HOST: Final = "public.api.bsky.app"
POSTS: Final = 5
ACTOR: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}|did:(?:plc|web):[A-Za-z0-9._:%-]{1,200}"
)
_CLOSED: Final = "!no-unauthenticated"


def plan(identifier: Identifier) -> tuple[Planned, ...]:
    return Planned(_profile(identifier.value)), Planned(_feed(identifier.value))


def look(identifier: Identifier, who: Who, fetch: Fetch) -> Reading:
    answer = fetch(Ask(_profile(identifier.value), hosts=(HOST,)))
    profile = object_of(answer)
    if answer.status != 200:
        return _missing(profile)
    if any(part(label, "val") == _CLOSED for label in items(profile.get("labels"))):
        return Reading("refused", "They ask to be read by people who are signed in there, so nothing of it is kept.")
    did, handle = line(profile.get("did")), line(profile.get("handle"))
    if not did.startswith("did:"):
        return Reading("ambiguous", "The answer names no account.")
    posts = fetch(Ask(_feed(identifier.value), hosts=(HOST,)))
    name = line(profile.get("displayName"))
    doubts = int(bool(name) and not shared_words(name, who.name))
    page = f"https://bsky.app/profile/{did}"
    facts = (*_of_profile(profile, name, page, answer, doubts), *_posts(did, posts, doubts))
    # a handle that is a site's name can be had only by whoever keeps that site
    theirs = any(host_of(page_) == handle for page_ in who.pages)
    return Reading("found", facts=facts, how="links back" if theirs else None)


def _missing(said: dict[str, Any]) -> Reading:
    if said.get("error") == "AccountTakedown":
        return Reading("gone", "Bluesky has taken this account down.")
    if said.get("error") == "AccountDeactivated":
        return Reading("gone", "They have closed this account for now.")
    return Reading("nothing", "Bluesky has no account of that name.")


def _of_profile(profile: dict[str, Any], name: str, page: str, answer: Answer, doubts: int) -> Iterator[Said]:
    for kind, value in (("name", name), ("self_statement", line(profile.get("description")))):
        if value:
            yield Said("person", kind, value, answer.url, page, None, doubts)


def _posts(did: str, answer: Answer, doubts: int) -> Iterator[Said]:
    """What they wrote themselves, the newest first; what they passed on is not theirs."""
    if answer.status != 200:
        return
    own = [
        part(one, "post")
        for one in items(object_of(answer).get("feed"), 20)
        if part(one, "post", "author", "did") == did and not part(one, "reason")
    ]
    for post in own[:POSTS]:
        text = line(part(post, "record", "text"))
        key = line(part(post, "uri"), 500).rpartition("/")[2]
        if text and re.fullmatch(r"[A-Za-z0-9._~-]{1,64}", key):
            page = f"https://bsky.app/profile/{did}/post/{key}"
            yield Said("person", "post", text, answer.url, page, day(part(post, "record", "createdAt")), doubts)


def _profile(actor: str) -> str:
    return f"https://{HOST}/xrpc/app.bsky.actor.getProfile?actor={quote(actor, safe=':')}"


def _feed(actor: str) -> str:
    actor = quote(actor, safe=":")
    return f"https://{HOST}/xrpc/app.bsky.feed.getAuthorFeed?actor={actor}&filter=posts_no_replies&limit=10"


SOURCE: Final = Source(
    name="bluesky",
    title="Bluesky",
    takes="bluesky",
    learns="Bluesky learns your network address and which account you looked at.",
    lasts=1 * DAY,
    plan=plan,
    look=look,
    an_hour=300,
)
