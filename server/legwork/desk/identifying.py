"""By what a contact can be looked up outside: addresses on pages the user saved, in their files, or typed by them.

Never by a person's name. An employer is searched by name, and taken only where its website is the contact's own
domain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection

from legwork.briefing.facts import Anchor
from legwork.linkage.merging import YOU
from legwork.linkage.normalise import domain_label, email_of, employer_keys
from legwork.sources import bluesky, github, mastodon, orcid
from legwork.sources.addresses import is_named
from legwork.sources.contract import Identifier, Who
from legwork.sources.feeds import not_theirs
from legwork.sources.reading import host_of
from legwork.store import links, records

MOST_FEEDS: Final = 3
_CAPTURE: Final = "capture"
_RANKS: Final[Mapping[Anchor, int]] = {"typed": 0, "captured": 1, "own": 2}
# Pages of these hosts are of many people, or of nobody: their name is no employer's website.
_PLATFORMS: Final = frozenset(
    {
        "linkedin.com", "github.com", "gitlab.com", "orcid.org", "bsky.app", "twitter.com", "x.com", "facebook.com",
        "instagram.com", "threads.net", "threads.com", "medium.com", "substack.com", "youtube.com", "tiktok.com",
        "xing.com", "google.com", "wikipedia.org", "about.me", "linktr.ee", "crunchbase.com", "researchgate.net",
        "stackoverflow.com", "reddit.com", "t.me", "wa.me", "calendly.com",
    }
)  # fmt: skip
_NO_LOGINS: Final = frozenset(
    {
        "about", "apps", "blog", "collections", "contact", "customer-stories", "enterprise", "events", "explore",
        "features", "issues", "join", "login", "logout", "marketplace", "new", "notifications", "orgs", "pricing",
        "pulls", "readme", "search", "security", "settings", "signup", "site", "sponsors", "stars", "team", "topics",
        "trending", "users",
    }
)  # fmt: skip
_MINE: Final = frozenset({"me", "page", "profile"})
_USER: Final = re.compile(r"/(?:@|users/)([A-Za-z0-9_.-]{1,30})(?:@([a-z0-9.-]{4,253}))?/?")


@dataclass(frozen=True, slots=True)
class _Found:
    """An identifier where it was found. `mine` says that the page calls it the person's own (`rel=me`), `seen` that
    it merely stood there."""

    kind: str
    value: str
    how: Anchor
    page: str = ""
    mine: bool = False
    seen: bool = False


def who_of(connection: Connection, number: int) -> Who:
    """What answers about a contact are compared with."""
    merged = links.merged_of(connection, [number])[number]
    pages = [str(one["value"]) for one in merged.get("links", ()) if _is_saved(one)]
    return Who(str(merged.get("name", "")), str(merged.get("company", "")), tuple(dict.fromkeys(pages)))


def _is_saved(link: Mapping[str, Any]) -> bool:
    """Whether the user saved that page or typed its address: what they did not look at vouches for nothing."""
    return link.get("label") == "page" or YOU in (link.get("records") or [YOU])


def identifiers_of(connection: Connection, number: int) -> tuple[Identifier, ...]:
    """Every identifier of a contact: one of each kind, and a few feeds. Of several that stand equally well none is
    taken for sure."""
    merged = links.merged_of(connection, [number])[number]
    held = sorted(links.members_of(connection, [number])[number])
    sources = {row["id"]: row["source"] for row in records.claims(connection, held)}
    claims = {row["id"]: row["claim"] for row in records.claims(connection, held)}
    found = [*_in_links(merged, claims, sources), *_feeds(claims)]
    kinds = dict.fromkeys(one.kind for one in found if one.kind != "feed")
    chosen = [_best([one for one in found if one.kind == kind]) for kind in kinds]
    feeds = {one.value: Identifier("feed", one.value, one.how, one.page) for one in found if one.kind == "feed"}
    return (*list(feeds.values())[:MOST_FEEDS], *chosen, *_employer(merged))


def _in_links(
    merged: Mapping[str, Any], claims: Mapping[int, Mapping[str, Any]], sources: Mapping[int, str]
) -> Iterator[_Found]:
    """Profiles among the links the contact has now, so that one the user took away is not asked for."""
    for link in merged.get("links", ()):
        read = identified(str(link.get("value", "")))
        if read is None:
            continue
        said = link.get("records") or [YOU]
        captured = [one for one in said if sources.get(one) == _CAPTURE]
        how: Anchor = "typed" if YOU in said else "captured" if captured else "own"
        claim = claims.get(captured[-1], {}) if captured else {}
        labels = {
            word
            for one in claim.get("links", ())
            if one.get("value") == link.get("value")
            for word in str(one.get("label", "")).split()
        }
        yield _Found(*read, how, _page(claim), mine=bool(labels & _MINE), seen=labels == {"seen"})


def _feeds(claims: Mapping[int, Mapping[str, Any]]) -> Iterator[_Found]:
    """What saved pages declare, the newest page's first. A feed is asked for over https, as everything is."""
    for _, claim in sorted(
        claims.items(), key=lambda entry: (str(entry[1].get("written_on", "")), entry[0]), reverse=True
    ):
        for feed in claim.get("feeds", ()):
            address = re.sub(r"^http://", "https://", str(feed).strip(), flags=re.IGNORECASE)
            if is_named(_host(address)) and not not_theirs(address):
                yield _Found("feed", address, "captured", _page(claim))


def _best(found: list[_Found]) -> Identifier:
    """The identifier that stands best; where others stand as well as it does, it hangs on nothing."""
    order = sorted(found, key=lambda one: (*_standing(one), one.value))
    first = order[0]
    alone = len({one.value for one in order if _standing(one) == _standing(first)}) == 1
    how: Anchor = first.how if alone else "other"
    return Identifier(first.kind, first.value, how, first.page, alone=alone, doubts=int(first.seen))


def _standing(found: _Found) -> tuple[int, bool, bool]:
    return _RANKS[found.how], not found.mine, found.seen


def _employer(merged: Mapping[str, Any]) -> Iterator[Identifier]:
    """The employer, by its domain: that of an e-mail address at work, or of a page whose name is the employer's."""
    company = str(merged.get("company", "")).strip()
    keys = {key.replace(" ", "") for key in employer_keys(company)}
    mails = (email_of(str(one.get("value", ""))) for one in merged.get("emails", ()))
    at_work = [mail.domain for mail in mails if mail is not None and not mail.free]
    pages = [host_of(str(one.get("value", ""))) for one in merged.get("links", ())]
    named = [host for host in (*at_work, *pages) if not _is_platform(host) and _names(host, keys)]
    domains = [host for host in (*named, *at_work) if is_named(host)]
    if company and domains:
        yield Identifier("domain", f"{domains[0]} {company}", "domain")


def _names(host: str, keys: Iterable[str]) -> bool:
    label = domain_label(host).replace("-", "")
    return len(label) > 2 and any(key.startswith(label) or label.startswith(key) for key in keys if key)


def _is_platform(host: str) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in _PLATFORMS)


def identified(address: str) -> tuple[str, str] | None:
    """The kind and value of the identifier that the address of a profile holds; None where it holds none."""
    try:
        parts = urlsplit(address.strip())
        host, path = host_of(address), unquote(parts.path)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    segments = [part for part in path.split("/") if part]
    if host == "github.com":
        return _login(segments)
    if host == "orcid.org":
        identifier = segments[0].upper() if len(segments) == 1 else ""
        return ("orcid", identifier) if orcid.is_orcid(identifier) else None
    if host == "bsky.app":
        actor = segments[1] if len(segments) == 2 and segments[0] == "profile" else ""
        actor = actor if actor.startswith("did:") else actor.lower()
        return ("bluesky", actor) if bluesky.ACTOR.fullmatch(actor) else None
    return _handle(host, path)


def _login(segments: list[str]) -> tuple[str, str] | None:
    if len(segments) != 1 or segments[0].lower() in _NO_LOGINS or not github.LOGIN.fullmatch(segments[0]):
        return None
    return "github", segments[0]


def _handle(host: str, path: str) -> tuple[str, str] | None:
    """`/@user`, `/@user@its.server` and `/users/user` of a server of the fediverse."""
    found = _USER.fullmatch(path)
    if found is None or _is_platform(host):
        return None
    handle = f"{found[1]}@{found[2] or host}"
    return ("fediverse", handle) if mastodon.HANDLE.fullmatch(handle) and is_named(found[2] or host) else None


def _page(claim: Mapping[str, Any]) -> str:
    return next((str(one.get("value", "")) for one in claim.get("links", ()) if one.get("label") == "page"), "")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "") if address.startswith("https://") else ""
    except ValueError:
        return ""
