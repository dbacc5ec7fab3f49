"""What kind of page a capture was saved from: one that may show a person, or one that is plainly no person's."""

from __future__ import annotations

import re

_LINKEDIN = re.compile(r"https?://(?:[a-z0-9-]{1,20}\.){0,2}linkedin\.com(?::\d{1,5})?/+([^/?#]*)", re.IGNORECASE)
_OTHER = re.compile(r"https?://[^/?#]+([^?#]*)\??([^#]*)", re.IGNORECASE)
_OF_LINKEDIN = {
    "company": "a company's page, not a person's",
    "showcase": "a company's page, not a person's",
    "school": "a school's page, not a person's",
    "search": "a search page, not a person's",
    "jobs": "a job's page, not a person's",
    **dict.fromkeys(
        ("feed", "groups", "events", "messaging", "mynetwork", "notifications", "learning", "help", "legal", "login"),
        "a page of LinkedIn's own, not a person's",
    ),
}
_ELSEWHERE = {
    **dict.fromkeys(("search", "results"), "a search page, not a person's"),
    **dict.fromkeys(("job", "jobs", "careers", "career", "vacancies"), "a job's page, not a person's"),
}
_ASKED = re.compile(r"(?:^|&)(?:q|query|search|keywords)=", re.IGNORECASE)
_LONGEST = 2_000


def no_persons_page(url: str, *, names_someone: bool) -> str:
    """What a page plainly is instead of a person's, as words to stand after its name; empty when it may be one.

    LinkedIn's own sections say it by themselves, whatever name was read there. Elsewhere an address only looks
    like a search or a job, so that `names_someone` goes before it.
    """
    url = url.strip()[:_LONGEST]
    if match := _LINKEDIN.match(url):
        return _OF_LINKEDIN.get(match[1].casefold(), "")
    match = _OTHER.match(url)
    if match is None or names_someone:
        return ""
    if _ASKED.search(match[2]):
        return _ELSEWHERE["search"]
    parts = (part.casefold() for part in match[1].split("/"))
    return next((_ELSEWHERE[part] for part in parts if part in _ELSEWHERE), "")
