"""Target employers: the list with its ratings, what could come on it, and links to look for people there."""

from __future__ import annotations

import re
from itertools import product
from typing import Any, Final

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import preferring, targeting
from legwork.desk.opening import Desk
from legwork.desk.preferring import Preferences
from legwork.errors import Refused
from legwork.outreach.words import count_words, counted, sentence
from legwork.web import frame
from legwork.web.links import people_search
from legwork.web.routing import get, post

MOTIVATIONS: Final = (
    ("0", "0: I do not know them yet"),
    ("1", "1: perhaps"),
    ("2", "2: gladly"),
    ("3", "3: most of all"),
)
POSTINGS: Final = (
    ("1", "1: nothing posted"),
    ("2", "2: something posted"),
    ("3", "3: posted in your function"),
)
MOST_LINKS: Final = 6


def employers(desk: Desk) -> str:
    return _page(desk)


def employers_add(desk: Desk) -> str | Response:
    names = re.split(r"[\n,]", request.form.get("names", ""))
    try:
        event = targeting.add(desk, names)
    except Refused as problem:
        return _page(desk, wrong=str(problem))
    return frame.after(event, url_for("web.employers"))


def employers_rate(desk: Desk) -> Response:
    event = targeting.rate(
        desk,
        request.form.get("name", ""),
        request.form.get("motivation", ""),
        request.form.get("posting", ""),
        advocate=request.form.get("advocate") == "yes",
    )
    return frame.after(event, request.form.get("back") or url_for("web.employers"))


def employers_remove(desk: Desk) -> Response:
    return frame.after(targeting.remove(desk, request.form.get("name", "")), url_for("web.employers"))


def searches(name: str, mine: Preferences) -> list[dict[str, str]]:
    """Links to LinkedIn's own search: the employer with each function and school, the narrowest first."""
    functions, schools = mine.functions or mine.fields, mine.schools
    words = [
        *((function, school) for function, school in product(functions, schools)),
        *((function, "") for function in functions),
        *(("", school) for school in schools),
    ]
    return [
        {"href": people_search(name, *said), "label": ", ".join(filter(None, said)) or "everybody"}
        for said in (*words[: MOST_LINKS - 1], ("", ""))
    ]


def _page(desk: Desk, wrong: str = "") -> str:
    board, mine = targeting.board(desk), preferring.preferences(desk)
    return render_template(
        "employers.html",
        listed=[{**_line(one), "searches": searches(one.name, mine)} for one in board.listed],
        open_questions=_open_words(sum(one.is_open_question for one in board.listed)),
        from_files=board.from_files,
        from_contacts=board.from_contacts,
        count_words=_count_words(len(board.listed), mine.target_goal),
        motivations=MOTIVATIONS,
        postings=POSTINGS,
        wrong=wrong,
    )


def _line(one: targeting.Listed) -> dict[str, Any]:
    known = f"{one.known:,} people you know there" if one.known > 1 else "one person you know there"
    return {
        "name": one.name,
        "motivation": one.rating.motivation if one.rating else 0,
        "posting": one.rating.posting if one.rating else 1,
        "advocate": bool(one.rating and one.rating.advocate),
        "rate": one.is_open_question,
        "known": known if one.known else "nobody you know there yet",
    }


def _open_words(count: int) -> str:
    return f"{sentence(count_words(count))} {'is' if count == 1 else 'are'}" if count else ""


def _count_words(count: int, goal: int) -> str:
    """How many there are, and how many make a good list; the goal is a suggestion, and zero is none."""
    said = sentence(counted(count, "employer"))
    return f"{said}. About {goal} make a good list; any number works." if goal else f"{said}."


ROUTES = (
    get("/employers", employers),
    post("/employers", employers_add),
    post("/employers/rate", employers_rate),
    post("/employers/remove", employers_remove),
)
