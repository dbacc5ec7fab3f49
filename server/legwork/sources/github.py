"""GitHub: an account and what it works on, by its login (https://docs.github.com/en/rest/users/users).

Sixty requests an hour without a token; Legwork has none, so that GitHub does not learn which account is interested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from legwork.sources.contract import DAY, Ask, Fetch, Identifier, Planned, Reading, Said, Source, Who
from legwork.sources.outbound import Answer
from legwork.sources.reading import day, items, json_of, line, links_back, object_of, said_of, shared_words, web

HOST: Final = "api.github.com"
LOGIN: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?")
PROJECTS: Final = 5
_NOBODY: Final = {"Organization": "an organisation", "Bot": "a program"}
_KINDS: Final = ("application/vnd.github+json", "application/json")


def plan(identifier: Identifier) -> tuple[Planned, ...]:
    return (Planned(_user(identifier.value)), Planned(_repos(identifier.value)))


def look(identifier: Identifier, who: Who, fetch: Fetch) -> Reading:
    answer = fetch(Ask(_user(identifier.value), _KINDS, (HOST,)))
    if answer.status != 200:
        return Reading("nothing", "GitHub has no account of that name.")
    user = object_of(answer)
    if user.get("type") != "User":
        words = {"account": _NOBODY.get(line(user.get("type"), 20), "a program")}
        page = f"https://github.com/{identifier.value}"
        said = (Said("person", "name", line(user.get("name")) or identifier.value, answer.url, page, None, 0, words),)
        return Reading("ambiguous", "That account is a program's or an organisation's, and no person's.", said)
    repositories = fetch(Ask(_repos(identifier.value), _KINDS, (HOST,)))
    back = links_back([line(user.get("blog"))], who.pages)
    facts = (*_of_user(user, answer, who), *_projects(identifier.value, repositories))
    return Reading("found", facts=facts, how="links back" if back else None)


def _of_user(user: dict[str, Any], answer: Answer, who: Who) -> Iterator[Said]:
    page = f"https://github.com/{line(user.get('login'))}"
    changed = day(user.get("updated_at"))
    # a name that shares no word may be a nickname, so it is a doubt and no more
    name = line(user.get("name"))
    doubts = int(bool(name) and not shared_words(name, who.name))
    for kind, value in (
        ("name", name),
        ("self_statement", line(user.get("bio"))),
        ("employer_claim", line(user.get("company")).removeprefix("@")),
        ("place", line(user.get("location"))),
    ):
        if value:
            yield Said("person", kind, value, answer.url, page, changed, doubts)


def _projects(login: str, answer: Answer) -> Iterator[Said]:
    """Their own repositories that are worked on, the last pushed first."""
    if answer.status != 200:
        return
    own = [one for one in items(json_of(answer), 10) if isinstance(one, dict)]
    own = [one for one in own if not one.get("fork") and not one.get("archived") and line(one.get("name"))]
    for one in own[:PROJECTS]:
        name = line(one["name"], 100)
        page = web(one.get("html_url"))
        page = page if page.startswith("https://github.com/") else f"https://github.com/{login}"
        words = said_of(about=line(one.get("description")), language=line(one.get("language"), 40))
        yield Said("person", "project", name, answer.url, page, day(one.get("pushed_at")), 0, words)


def _user(login: str) -> str:
    return f"https://{HOST}/users/{login}"


def _repos(login: str) -> str:
    return f"https://{HOST}/users/{login}/repos?type=owner&sort=pushed&per_page=10"


SOURCE: Final = Source(
    name="github",
    title="GitHub",
    takes="github",
    learns="GitHub learns your network address and which account you looked at.",
    lasts=7 * DAY,
    plan=plan,
    look=look,
    an_hour=60,
    gap=0.2,
)
