"""Boards: what the conversations brought, side by side; every number stands beside its chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import reflecting
from legwork.desk.debriefing import CORE_QUESTIONS
from legwork.desk.opening import Desk
from legwork.desk.reflecting import Past
from legwork.outreach import balancing, fitting, learning, reviewing
from legwork.outreach.balancing import Share
from legwork.outreach.journal import LEVELS, PARTS
from legwork.outreach.promising import WAYS
from legwork.outreach.reviewing import FEWEST_FOR_A_LINE, WEEK, monday_of
from legwork.outreach.talks import CULTURE, INSIGHTS, LEAST, MOST
from legwork.outreach.words import day_words, sentence
from legwork.web import charts, frame
from legwork.web.routing import get, post

LEVEL_WORDS: Final = ("none", "some", "good", "strong")
HEADINGS: Final = {"trend": "Trends", "challenge": "Challenges", "opportunity": "Opportunities"}
WEEKS_SHOWN: Final = 8


def boards(desk: Desk) -> str:
    past = reflecting.past(desk)
    felt = reviewing.confidence(past.talks, past.clock)
    return render_template(
        "boards.html",
        figures=reviewing.figures(past.talks, past.tracks),
        streak=reviewing.streak(past.people, past.clock) if past.mine.streak == "on" else None,
        felt=[_felt(one, past) for one in felt],
        missing=max(0, FEWEST_FOR_A_LINE - len(felt)),
        chart=_confidence(felt) if len(felt) >= FEWEST_FOR_A_LINE else None,
    )


def learned(desk: Desk) -> str:
    past = reflecting.past(desk)
    topic = request.args.get("field", "")
    groups = {tag: learning.insights(past.talks, tag) for tag in INSIGHTS}
    topics = sorted({name for found in groups.values() for name in found if name})
    chosen = {
        tag: {name: lines for name, lines in found.items() if topic in ("", name)} for tag, found in groups.items()
    }
    return render_template(
        "learned.html",
        here="boards",
        groups=[(HEADINGS[tag], [(name or "No field", _said(found)) for name, found in chosen[tag].items()])
                for tag in INSIGHTS],
        topics=topics,
        topic=topic,
        answers=[(CORE_QUESTIONS[key], found) for key, found in learning.answers(past.talks).items()],
        unasked=[(one, debrief) for one, debrief in learning.debriefs(past.talks) if debrief.unasked],
    )  # fmt: skip


def skills(desk: Desk) -> str:
    past = reflecting.past(desk)
    found = learning.skills(past.talks, past.journal)
    return render_template(
        "skills.html",
        here="boards",
        skills=found,
        levels=list(enumerate(LEVEL_WORDS)),
        level_words=LEVEL_WORDS,
        ways=WAYS,
        tomorrow=(past.clock.today + timedelta(days=1)).isoformat(),
        chart=charts.bars(
            [(one.skill, one.wanted, f"{one.wanted} wanted, {_own(one.own)}", one.own or 0) for one in found],
            most=LEVELS[-1],
        ),
    )


def skill_level(desk: Desk) -> Response:
    level = request.form.get("level", "")
    done = reflecting.rate_skill(desk, request.form.get("skill", ""), int(level) if level in "0123" and level else -1)
    return frame.after(done.event, url_for("web.skills"))


def skill_plan(desk: Desk) -> Response:
    sent = request.form
    done = reflecting.plan_skill(
        desk, sent.get("contact", ""), sent.get("skill", ""), sent.get("way", ""), sent.get("text", ""),
        sent.get("day", ""),
    )  # fmt: skip
    return frame.after(done.event, url_for("web.skills"))


def culture(desk: Desk) -> str:
    past = reflecting.past(desk)
    return render_template(
        "culture.html",
        here="boards",
        sheets=fitting.sheets(past.talks, past.mine.values, past.journal),
        asked=CULTURE,
        values=past.mine.values,
        weighed={(quote, part, value): way for (quote, part, value), way in past.journal.weighed.items()},
    )


def weigh(desk: Desk) -> Response:
    sent = request.form
    way = {"fits": 1, "jars": -1, "neither": 0}.get(sent.get("way", ""), 9)
    done = reflecting.weigh(desk, sent.get("debrief", ""), sent.get("part", ""), sent.get("value", ""), way)
    return frame.after(done.event, url_for("web.culture"))


def balance(desk: Desk) -> str:
    past = reflecting.past(desk)
    found = balancing.balance(past.tracks, past.ranker)
    views = (("By field", found.fields), ("By strength of tie", found.ties), ("By employer", found.employers))
    return render_template(
        "balance.html",
        here="boards",
        balance=found,
        views=[(title, _shares(shares), shares) for title, shares in views],
    )


def week(desk: Desk) -> str:
    past = reflecting.past(desk)
    monday = _week_asked(past)
    this = monday_of(past.clock.today)
    return render_template(
        "week.html",
        here="boards",
        week=reviewing.week(past.talks, past.people, past.journal, monday, past.clock),
        review=past.journal.reviews.get(monday, {}),
        title=f"The week of {day_words(monday, past.clock.today)}",
        earlier=(monday - WEEK).isoformat() if this - monday < WEEKS_SHOWN * WEEK else "",
        later=(monday + WEEK).isoformat() if monday < this else "",
    )


def week_save(desk: Desk) -> Response:
    monday = _week_asked(reflecting.past(desk))
    done = reflecting.review(desk, monday, {part: request.form.get(part, "") for part in PARTS})
    return frame.after(done.event, url_for("web.week"))


def _week_asked(past: Past) -> date:
    """The Monday of the week asked for, this one where none or no week is named, never one to come."""
    this = monday_of(past.clock.today)
    try:
        asked = monday_of(date.fromisoformat(request.values.get("week", "")))
    except ValueError:
        return this
    return min(this, max(asked, this - WEEKS_SHOWN * WEEK))


def _said(found: Sequence[learning.Insight]) -> list[dict[str, Any]]:
    return [
        {"text": one.line.text, "id": one.person.id, "name": one.person.name, "at": one.line.at.isoformat()[:10],
         "unsearchable": one.line.unsearchable}
        for one in found
    ]  # fmt: skip


def _own(level: int | None) -> str:
    return "yours not said" if level is None else f"yours {level}"


def _felt(one: reviewing.Confidence, past: Past) -> dict[str, Any]:
    return {
        "day": day_words(one.day, past.clock.today),
        "name": one.person.name,
        "id": one.person.id,
        "before": one.before,
        "after": one.after,
    }


def _confidence(felt: Sequence[reviewing.Confidence]) -> charts.Lines:
    before, after = [one.before for one in felt], [one.after for one in felt]
    return charts.lines([("before", before), ("after", after)], LEAST, MOST)


def _shares(shares: Sequence[Share]) -> charts.Bars:
    return charts.bars([(sentence(share.label), share.count, str(share.count), None) for share in shares])


ROUTES = (
    get("/boards", boards),
    get("/boards/learned", learned),
    get("/boards/skills", skills),
    post("/boards/skills/level", skill_level),
    post("/boards/skills/plan", skill_plan),
    get("/boards/culture", culture),
    post("/boards/culture", weigh),
    get("/boards/balance", balance),
    get("/boards/week", week),
    post("/boards/week", week_save),
)
