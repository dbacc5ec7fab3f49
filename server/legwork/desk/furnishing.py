"""Furnishes a demonstration desk: invented people, and six weeks of talking to them, by the verbs the user has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from legwork.desk import acting, conversing, debriefing, editing, importing, planning, preferring, reflecting, viewing
from legwork.desk.debriefing import Sheet
from legwork.desk.opening import Desk
from legwork.desk.sampling import SAMPLES

BACK: Final = timedelta(days=44)
MINUTES: Final = 20
FIELD: Final = "grid storage"
STUDY: Final = "A certificate in power systems, beside work"
MOVE: Final = "Apply what I know of data at a storage company"

YOU: Final[Mapping[str, str]] = {
    "name": "Robin Vale",
    "purpose": "changing",
    "fields": "grid storage, energy data",
    "schools": "Lindholm Institute",
    "past_employers": "Brightwater Energy",
    "skills": "statistics, writing",
    "values": "honesty, time to think, useful work",
    "intro": "I spent five years making meters at Brightwater tell the truth. Now I would like to know what grids do "
    "with the truth once they have it, and I talk to people who work on that.",
    "new_per_day": "3",
}
# How many days ago, with whom, what. `{next}` is the coming working day, `{yesterday}` the day before today.
STORY: Final[tuple[tuple[int, str, str], ...]] = (
    (25, "Samuel Wrenfield", "admired"),
    (24, "Elias Korhola", "sent:email"),
    (22, "Elias Korhola", "replied"),
    (21, "Jonas Feldgrün", "sent:email"),
    (20, "Hannah Brookmere", "park:next-month"),
    (17, "Jonas Feldgrün", "replied"),
    (16, "Marta Velho", "sent:email"),
    (12, "Ruth Abernethy-Cole", "sent:email"),
    (11, "Jonas Feldgrün", "scheduled:{next}T15:00/20"),
    (9, "Elias Korhola", "scheduled:{yesterday}T16:00/30"),
    (5, "Ingrid Lundvall", "want"),
    (4, "Adaeze Okonjo-Bell", "sent:email"),
    (3, "Isolde Varga", "want"),
    (2, "Ruth Abernethy-Cole", "replied"),
    (1, "Elias Korhola", "held"),
)
NOTE: Final = ("Marta Velho", "Ask her how the storage market looks from a grid operator's side.")


@dataclass(frozen=True, slots=True)
class Told:
    """A talk of the past: how many days ago, with whom, what was tagged at which minute, and the debrief of the
    evening. Of a `promises` entry the number is days after the talk. `reported` says that the report of a week later
    went out."""

    ago: int
    name: str
    lines: Sequence[tuple[int, str, str]]
    sheet: Sheet
    promises: Sequence[tuple[int, str]] = ()
    reported: bool = False


TALKS: Final = (
    Told(
        38,
        "Samuel Wrenfield",
        (
            (4, "trend", "Storage is sold by the hour now, no longer by the megawatt"),
            (9, "challenge", "Half of the delay is permits, and nobody models them"),
            (13, "skill", "Power systems, the first two courses"),
            (17, "name", "Dora Lindqvist, Quayside Storage"),
        ),
        Sheet(
            texts={
                "learned": "Storage is sold by the hour now, no longer by the megawatt",
                "why": "I like the questions, and less how far one stands from what gets built",
                "advice": "Read two grid plans before you read a textbook",
                "next": "Read the plan of a grid I know",
            },
            scales={"fit": 3, "before": 2, "after": 3},
            answers={
                "changing": "Prices change by the quarter of an hour",
                "in_common": "They can explain a curve to a mayor",
                "in_my_place": "Read two grid plans before a textbook",
            },
            culture={"environment": "Quiet, and everybody teaches", "management": "Asks for drafts, never for slides"},
            skills=("Power systems",),
            names=("Dora Lindqvist, Quayside Storage",),
            topic=FIELD,
        ),
        reported=True,
    ),
    Told(
        30,
        "Henrik Solberg-Dahl",
        (
            (6, "opportunity", "Every grid firm wants people who can clean meter data"),
            (12, "skill", "SQL"),
            (15, "challenge", "Old contracts forbid what the batteries could do"),
        ),
        Sheet(
            texts={
                "learned": "Every grid firm wants people who can clean meter data",
                "why": "It is what I can do already, and he makes it sound like the start of something",
                "next": "Ask somebody who buys such work what they pay for",
                "unasked": "His team grows in the spring",
            },
            scales={"fit": 4, "before": 3, "after": 4},
            answers={
                "changing": "Batteries are bid by programs, and people watch the programs",
                "in_common": "They read the contract before the data",
                "in_my_place": "Offer one small analysis, and see what comes back",
            },
            culture={
                "environment": "Loud on Mondays, then nobody disturbs you",
                "management": "Decides by Thursday, whatever is missing",
                "mission": "Bills that are right; he says it without smiling",
            },
            skills=("SQL", "Power systems"),
            topic=FIELD,
        ),
        reported=True,
    ),
    Told(
        13,
        "Noor El-Amrani",
        (
            (5, "trend", "Towns ask for storage before they ask for panels"),
            (11, "skill", "SQL"),
            (16, "promise", "Send her the meter paper"),
        ),
        Sheet(
            texts={
                "learned": "Towns ask for storage before they ask for panels",
                "why": "She spends half of her week with people who will live beside it",
                "advice": "Go to one public hearing",
                "next": "Go to one public hearing",
            },
            scales={"fit": 5, "before": 3, "after": 5},
            answers={
                "changing": "Towns decide sooner than grids do",
                "in_common": "They ask who pays before they draw",
                "in_my_place": "Go to one public hearing and say nothing",
            },
            culture={"mission": "Heat for people who cannot move away", "environment": "Half in the field"},
            skills=("SQL",),
            topic=FIELD,
        ),
        promises=((15, "Send her the meter paper"),),
    ),
)


def furnish(desk: Desk) -> None:
    """Fills an empty desk with the sample people and what happened with them in the weeks before now."""
    now = desk.clock()
    first = _at(desk, now - BACK)
    preferring.prefer(first, YOU)
    importing.run(first, [SAMPLES])
    debriefs = [_tell(desk, told) for told in TALKS]
    _reflect(desk, debriefs)
    calendar = planning.calendar_of(desk, preferring.preferences(desk))
    days = {
        "next": calendar.add_business_days(now.date(), 1).isoformat(),
        "yesterday": (now.date() - timedelta(days=1)).isoformat(),
    }
    for ago, name, words in STORY:
        acting.act(_evening(desk, ago), _contact(desk, name), words.format(**days))
    name, text = NOTE
    editing.note(_evening(desk, 6), _contact(desk, name), text)


def _tell(desk: Desk, told: Told) -> str:
    """An invitation, its answer, the talk, the debrief and what came after; returns the debrief."""
    contact = _contact(desk, told.name)
    start = _evening(desk, told.ago).clock()
    acting.act(_evening(desk, told.ago + 6), contact, "sent:email")
    acting.act(_evening(desk, told.ago + 4), contact, "replied")
    acting.act(_evening(desk, told.ago + 3), contact, f"scheduled:{start:%Y-%m-%dT%H:%M}/{MINUTES}")
    for minute, tag, text in told.lines:
        conversing.note_line(_at(desk, start + timedelta(minutes=minute)), contact, tag, text)
    acting.act(_at(desk, start + timedelta(minutes=MINUTES)), contact, "held")
    promises = [(text, (start + timedelta(days=days)).date().isoformat()) for days, text in told.promises]
    evening = _at(desk, start + timedelta(hours=2))
    debrief = debriefing.write(evening, contact, replace(told.sheet, promises=promises)).event
    acting.act(_at(desk, start + timedelta(hours=3)), contact, "thanked:email")
    if told.reported:
        acting.act(_evening(desk, told.ago - 7), contact, "reported_back:email")
    return debrief


def _reflect(desk: Desk, debriefs: Sequence[str]) -> None:
    """What the user makes of it: levels, plans, ways to go with what speaks for them, weights and a review."""
    first, second, third = debriefs
    reflecting.time_introduction(_evening(desk, 29), 74)
    reflecting.rate_skill(_evening(desk, 28), "SQL", 2)
    reflecting.rate_skill(_evening(desk, 28), "Power systems", 0)
    month_on = (desk.clock() + timedelta(days=30)).date().isoformat()
    samuel = _contact(desk, "Samuel Wrenfield")
    reflecting.plan_skill(_evening(desk, 12), samuel, "Power systems", "education", "The first open course", month_on)
    study = reflecting.add_option(_evening(desk, 12), FIELD, STUDY).event
    move = reflecting.add_option(_evening(desk, 12), FIELD, MOVE).event
    reflecting.link_evidence(_evening(desk, 11), study, first, "for")
    reflecting.link_evidence(_evening(desk, 11), study, second, "against")
    reflecting.link_evidence(_evening(desk, 11), move, second, "for")
    reflecting.link_evidence(_evening(desk, 11), move, third, "for")
    reflecting.weigh(_evening(desk, 11), second, "mission", "honesty", 1)
    reflecting.weigh(_evening(desk, 11), second, "environment", "time to think", -1)
    reflecting.weigh(_evening(desk, 11), third, "mission", "useful work", 1)
    day = _evening(desk, 12).clock().date()
    review = {
        "insight": "Whoever sells storage sells hours, and whoever needs it is a town",
        "network": "Noor will show me a hearing",
        "decisions": "First a hearing, then the question of the certificate",
    }
    reflecting.review(_evening(desk, 10), day - timedelta(days=day.weekday()), review)


def _at(desk: Desk, moment: datetime) -> Desk:
    """The same desk with its clock at another moment."""
    return Desk(desk.settings, desk.database, lambda: moment)


def _evening(desk: Desk, ago: int) -> Desk:
    """The same desk at five in the afternoon, so many days ago."""
    moment = desk.clock() - timedelta(days=ago)
    return _at(desk, moment.replace(hour=17, minute=0, second=0, microsecond=0))


def _contact(desk: Desk, name: str) -> str:
    return viewing.contacts(desk, name, 1)[0].id
