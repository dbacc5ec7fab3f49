"""The state of one conversation, derived from its events and from nothing else (method, section 2).

```text
known ┐
inbox ┴> shortlisted > ready > invited > nudged > closed
                                  └> replied <─┘
                                       ├> parked > scheduled
                                       └> scheduled > held > thanked > keeping_touch > closed
any > do_not_contact
```

What stands is decided by the caller: an undone event is simply not in the list, so undo is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from legwork.outreach.calendar import elapsed, later_by
from legwork.outreach.happening import Event, day_in, in_reach, minutes_in, said, start_in
from legwork.outreach.promising import Promises

ACTS: Final = frozenset(
    {
        "want",
        "not_now",
        "inbox_later",
        "ready",
        "sent",
        "replied",
        "later",
        "skip",
        "park",
        "not_this_person",
        "scheduled",
        "confirmed",
        "briefed",
        "held",
        "debriefed",
        "thanked",
        "reported_back",
        "touched",
        "keep_in_touch",
        "admired",
        "referred",
        "wondered",
        "began",
        "noted",
        "went_on",
        "promised",
        "planned",
        "kept",
        "let_go",
        "not_yet",
        "do_not_contact",
        "may_contact",
        "closed",
        "reopened",
    }
)
BEFORE_CONTACT: Final = frozenset({"known", "inbox", "shortlisted", "ready"})
WAITING: Final = frozenset({"invited", "nudged"})
OPEN: Final = WAITING | {"replied"}
TALKING: Final = frozenset({"scheduled", "held"})
AFTERWARDS: Final = frozenset({"thanked", "keeping_touch"})
STATES: Final = BEFORE_CONTACT | OPEN | TALKING | AFTERWARDS | {"parked", "closed", "do_not_contact"}
NO_ANSWER: Final = "no answer"


@dataclass(frozen=True, slots=True)
class Snooze:
    """A card moved without a contact: `card` is its id (empty: any), `until` the day it returns."""

    card: str
    at: datetime
    until: date | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a conversation stands. `since` is when the state began, None before any event.

    `invited_again_at` is the last further invitation while one was open: two contacts, each of them invited,
    that turned out to be one person. `reply_shown_by` names the source of an import that shows the reply.
    """

    state: str
    since: datetime | None = None
    before: str = ""
    shortlisted_at: datetime | None = None
    invited_at: datetime | None = None
    invited_again_at: datetime | None = None
    nudged_at: datetime | None = None
    waiting_since: datetime | None = None
    replied_at: datetime | None = None
    reply_shown_by: str = ""
    answered_at: datetime | None = None
    answers: int = 0
    start: datetime | None = None
    end: datetime | None = None
    went_on_at: datetime | None = None
    confirmed_at: datetime | None = None
    briefed_at: datetime | None = None
    held_at: datetime | None = None
    debriefed_at: datetime | None = None
    thanked_at: datetime | None = None
    last_contact: datetime | None = None
    last_imported: bool = False
    unanswered: int = 0
    until: date | None = None
    reason: str = ""
    channel: str = ""
    learned: str = ""
    named: str = ""
    promises: Promises = field(default_factory=Promises)
    snoozes: tuple[Snooze, ...] = ()
    put_off: int = 0
    admired: bool = False

    @property
    def blocked(self) -> bool:
        return self.state == "do_not_contact"


def conversation(events: Iterable[Event], *, captured: bool = False) -> Conversation:
    """Folds the events that stand, in order of time; ties keep the order in which they were recorded.

    A contact from an import begins as `known`, a captured one in `inbox`. Never fails, whatever is stored.
    """
    so_far = Conversation("inbox" if captured else "known")
    forbidden_at: datetime | None = None
    for event in sorted(filter(in_reach, events), key=lambda event: event.at):
        if event.act == "do_not_contact":
            forbidden_at = event.at
        elif event.act == "may_contact":
            forbidden_at = None
        else:
            so_far = _FOLDS.get(event.act, _unrelated)(so_far, event)
    if forbidden_at is None:
        return so_far
    return replace(so_far, state="do_not_contact", since=forbidden_at, before=so_far.state)


def _unrelated(so_far: Conversation, event: Event) -> Conversation:  # noqa: ARG001 - the shape of every fold
    """An event that says nothing about the conversation, such as a correction of a name."""
    return so_far


def _move(so_far: Conversation, state: str, event: Event, **facts: Any) -> Conversation:
    """To another state; a card that was put off was a card of the state that is now left."""
    moved = replace(so_far, state=state, since=event.at, before=so_far.state, snoozes=(), until=None)
    return replace(moved, **facts)


def _contact(event: Event) -> dict[str, Any]:
    return {"last_contact": event.at, "last_imported": bool(event.data.get("imported"))}


def _want(so_far: Conversation, event: Event) -> Conversation:
    if so_far.state in OPEN | TALKING | AFTERWARDS:
        return so_far
    return _move(so_far, "shortlisted", event, shortlisted_at=event.at, reason="", put_off=0)


def _ready(so_far: Conversation, event: Event) -> Conversation:
    if so_far.state in OPEN | TALKING | AFTERWARDS:
        return so_far
    return _move(so_far, "ready", event, shortlisted_at=so_far.shortlisted_at or event.at, reason="")


def _inbox_later(so_far: Conversation, event: Event) -> Conversation:
    return replace(so_far, until=day_in(event))


def _sent(so_far: Conversation, event: Event) -> Conversation:
    """What `sent` means is the message named in its data, else what the state was waiting for."""
    kind = said(event, "message") or message_due(so_far, event.at)
    sent = _FOLDS_OF_SENT.get(kind, _touched)(so_far, event)
    return replace(sent, channel=said(event, "channel") or so_far.channel)


def message_due(so_far: Conversation, at: datetime) -> str:
    """What a message sent now most likely is."""
    if so_far.state == "scheduled" and so_far.end is not None and at >= so_far.end:
        return "thank_you"
    return _DUE_MESSAGE.get(so_far.state, "invitation")


_DUE_MESSAGE: Final = {
    "invited": "nudge",
    "nudged": "more",
    "replied": "answer",
    "scheduled": "confirm",
    "held": "thank_you",
    "thanked": "report_back",
    "keeping_touch": "keep_in_touch",
}


def _invited(so_far: Conversation, event: Event) -> Conversation:
    """An invitation while another is open, or answered, comes from a contact joined later: the earlier clock
    runs on."""
    if so_far.state in OPEN | TALKING:
        return replace(so_far, invited_again_at=event.at, **_contact(event))
    return _move(
        so_far, "invited", event, invited_at=event.at, waiting_since=event.at, invited_again_at=None,
        nudged_at=None, replied_at=None, answered_at=None, answers=0, reason="", put_off=0, **_contact(event),
    )  # fmt: skip


def _nudged(so_far: Conversation, event: Event) -> Conversation:
    """One nudge only; where somebody answered in another thread, it is a contact like any other."""
    if so_far.state in {"nudged", "replied"} | TALKING | AFTERWARDS:
        return replace(so_far, **_contact(event))
    return _move(so_far, "nudged", event, nudged_at=event.at, waiting_since=event.at, **_contact(event))


def _answered(so_far: Conversation, event: Event) -> Conversation:
    answers = so_far.answers + 1
    return replace(so_far, answered_at=event.at, answers=answers, snoozes=(), **_contact(event))


def _kept(so_far: Conversation, event: Event) -> Conversation:
    return replace(so_far, unanswered=so_far.unanswered + 1, snoozes=(), **_contact(event))


def _replied(so_far: Conversation, event: Event) -> Conversation:
    """An answer opens a conversation; inside one that is agreed or past it is a contact like any other."""
    if so_far.state in TALKING | AFTERWARDS:
        return replace(so_far, unanswered=0, snoozes=(), **_contact(event))
    facts = {"replied_at": event.at, "answered_at": None, "answers": 0, "unanswered": 0, "reason": ""}
    shown_by = said(event, "source") if event.data.get("imported") else ""
    return _move(so_far, "replied", event, reply_shown_by=shown_by, **facts, **_contact(event))


def _touched(so_far: Conversation, event: Event) -> Conversation:
    """A logged contact moves the clock; one that came in while the user waits is the reply."""
    incoming = event.data.get("direction") == "in"
    if incoming and so_far.state in WAITING:
        return _replied(so_far, event)
    facts = _contact(event)
    if so_far.state in WAITING:
        facts["waiting_since"] = event.at
    return replace(so_far, unanswered=0 if incoming else so_far.unanswered, **facts)


def _put_off(so_far: Conversation, event: Event) -> Conversation:
    snooze = Snooze(said(event, "card"), event.at, day_in(event))
    counts = event.act == "later" and so_far.state in BEFORE_CONTACT
    return replace(so_far, snoozes=(*so_far.snoozes, snooze), put_off=so_far.put_off + counts)


def _parked(so_far: Conversation, event: Event) -> Conversation:
    before = so_far.before if so_far.state == "parked" else so_far.state
    return _move(so_far, "parked", event, until=day_in(event), before=before)


def _closed(so_far: Conversation, event: Event) -> Conversation:
    reason = said(event, "reason") or _REASONS.get(event.act) or _unsaid(so_far)
    return _move(so_far, "closed", event, reason=reason)


_REASONS: Final = {"not_this_person": "not this person", "not_now": "not now"}


def _unsaid(so_far: Conversation) -> str:
    return NO_ANSWER if so_far.state in WAITING else "closed"


def _scheduled(so_far: Conversation, event: Event) -> Conversation:
    start = start_in(event)
    if start is None:
        return so_far
    end = later_by(start, timedelta(minutes=minutes_in(event)))
    facts = {"start": start, "end": end, "confirmed_at": None, "briefed_at": None, "held_at": None}
    facts |= {"debriefed_at": None, "thanked_at": None, "went_on_at": None}
    facts["replied_at"] = so_far.replied_at or event.at
    return _move(so_far, "scheduled", event, **facts, **_contact(event))


def _confirmed(so_far: Conversation, event: Event) -> Conversation:
    return replace(so_far, confirmed_at=event.at, **_contact(event))


def _briefed(so_far: Conversation, event: Event) -> Conversation:
    return replace(so_far, briefed_at=event.at)


def _began(so_far: Conversation, event: Event) -> Conversation:
    """The talk begins now, later or sooner than agreed, and lasts as long; or one begins that nobody agreed on."""
    if so_far.state == "scheduled" and so_far.start is not None and so_far.end is not None:
        return replace(so_far, start=event.at, end=later_by(event.at, elapsed(so_far.start, so_far.end)))
    moment = {"start": event.at.isoformat(), "minutes": minutes_in(event)}
    return _scheduled(so_far, replace(event, data=moment))


def _went_on(so_far: Conversation, event: Event) -> Conversation:
    return replace(so_far, went_on_at=event.at)


def _held(so_far: Conversation, event: Event) -> Conversation:
    """The talk ended when it was to end, or earlier if the user said so earlier; later where they went on."""
    planned = so_far.end if so_far.state == "scheduled" and so_far.went_on_at is None else None
    end = event.at if planned is None else min(planned, event.at)
    return _move(so_far, "held", event, held_at=end, end=end, debriefed_at=None, thanked_at=None, **_contact(event))


def _debriefed(so_far: Conversation, event: Event) -> Conversation:
    """A debrief says that the talk took place, also where it was never agreed; what is over stays over."""
    held = so_far if so_far.state in AFTERWARDS | {"held", "closed"} else _held(so_far, event)
    promises = held.promises.written(event, again=held.debriefed_at is not None)
    learned, named = said(event, "learned") or so_far.learned, said(event, "named") or so_far.named
    return replace(held, debriefed_at=event.at, learned=learned, named=named, promises=promises)


def _promised(so_far: Conversation, event: Event) -> Conversation:
    return replace(so_far, promises=so_far.promises.made(event))


def _kept_promise(so_far: Conversation, event: Event) -> Conversation:
    return replace(so_far, promises=so_far.promises.settled(said(event, "promise")))


def _thanked(so_far: Conversation, event: Event) -> Conversation:
    held_at = so_far.held_at or so_far.end or event.at
    return _move(so_far, "thanked", event, thanked_at=event.at, held_at=held_at, end=held_at, **_contact(event))


def _keeping(so_far: Conversation, event: Event) -> Conversation:
    return _move(so_far, "keeping_touch", event, **_contact(event))


def _keep(so_far: Conversation, event: Event) -> Conversation:
    """The user wants to keep in touch; the clock counts from the last contact when there was one."""
    return _move(so_far, "keeping_touch", event, last_contact=so_far.last_contact or event.at)


def _admired(so_far: Conversation, event: Event) -> Conversation:
    return replace(so_far, admired=event.data.get("admired", True) is not False)


_FOLDS_OF_SENT: Final[dict[str, Callable[[Conversation, Event], Conversation]]] = {
    "invitation": _invited,
    "nudge": _nudged,
    "answer": _answered,
    "confirm": _confirmed,
    "thank_you": _thanked,
    "report_back": _keeping,
    "keep_in_touch": _kept,
    "outcome": _kept,
}

_FOLDS: Final[dict[str, Callable[[Conversation, Event], Conversation]]] = {
    "want": _want,
    "not_now": _closed,
    "inbox_later": _inbox_later,
    "ready": _ready,
    "sent": _sent,
    "replied": _replied,
    "later": _put_off,
    "skip": _put_off,
    "park": _parked,
    "not_this_person": _closed,
    "scheduled": _scheduled,
    "confirmed": _confirmed,
    "briefed": _briefed,
    "began": _began,
    "went_on": _went_on,
    "held": _held,
    "debriefed": _debriefed,
    "thanked": _thanked,
    "reported_back": _keeping,
    "touched": _touched,
    "keep_in_touch": _keep,
    "admired": _admired,
    "promised": _promised,
    "planned": _promised,
    "kept": _kept_promise,
    "let_go": _kept_promise,
    "closed": _closed,
    "reopened": _want,
}
