"""What an import tells beside earlier exports, in the words of its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from legwork.desk.comparing import days_words, role_words, told_of

SHOWN_PEOPLE: Final = 100


def compared_page(report: Mapping[str, Any], *, everyone: bool = False) -> list[dict[str, Any]]:
    """Groups of people with a title that counts them, from a report whose people were looked up; of each group the
    first hundred unless `everyone` is asked for."""
    news = report.get("compared", {})
    return [
        {
            "title": title,
            "people": [{**person, "words": _words(name, person)} for person in news[name]][
                : None if everyone else SHOWN_PEOPLE
            ],
            "more": 0 if everyone else max(0, len(news[name]) - SHOWN_PEOPLE),
        }
        for name, title in told_of(news).items()
    ]


def _words(name: str, person: Mapping[str, Any]) -> str:
    if name == "job_changes":
        return role_words(person)
    return days_words(person) if name == "gone" else ""
