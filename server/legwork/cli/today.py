"""`legwork today` and `legwork act`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from legwork.cli.running import opened, say, show
from legwork.cli.words import ACTS, card_name, day_of, wrapped


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def today(*, as_json: bool) -> None:
    """Today's cards in order: whom to write to, why now, and what comes next."""
    from legwork.desk import planning  # noqa: PLC0415  loaded when called

    with opened() as desk:
        found = planning.today(desk)
    if as_json:
        show(found)
        return
    say(day_of(date.fromisoformat(found["day"])))
    for number, card in enumerate(found["cards"], start=1):
        _card(number, card)
    if not found["cards"]:
        say(f"\n{found.get('zero') or 'Nothing is due.'}")
    for held in found["held_back"]:
        say(f"\nHeld back: {held['text']}.")
    if found["next_day"]:
        coming = found["next_day"]
        cards = "1 card" if coming["cards"] == 1 else f"{coming['cards']} cards"
        say(f"\nNext: {cards} on {day_of(date.fromisoformat(coming['day']))}.")


@click.command()
@click.argument("card")
@click.argument("act")
@click.option("--reason", default="", metavar="TEXT", help="Why a draft that a check would stop is sent all the same.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def act(card: str, act: str, *, reason: str, as_json: bool) -> None:
    """Does ACT on a card of today, or on a contact.

    CARD is a card's or a contact's id, as `legwork today` and `legwork contacts` print them. ACT is sent,
    replied, later:3d, skip, park:2027-01-15, scheduled:2026-11-25T15:00/20, held, thanked and so on; a wrong
    one is answered with those that are possible. With sent, the draft as it stands is kept as what went out.
    """
    from legwork.desk import acting, writing  # noqa: PLC0415  loaded when called

    with opened() as desk:
        done = acting.act(desk, card, act, writing.Said(reason=reason))
    if as_json:
        show({"event": done.event, "sentence": done.sentence, "contact": done.contact})
        return
    say(done.sentence)
    say(f"`legwork undo {done.event}` takes it back.")


def _card(number: int, card: Mapping[str, Any]) -> None:
    contact = card["contact"]
    role = ", ".join(filter(None, (contact["title"], contact["company"])))
    say(f"\n{number}. {ACTS.get(card['act'], card['act'])}: {contact['name']}{f' ({role})' if role else ''}")
    for term in card["why"]:
        say(wrapped(term["text"], "   · "))
    draft = card.get("draft")
    if draft:
        subject = f", “{draft['subject']}”" if draft.get("subject") else ""
        say(wrapped(f"Draft by {card_name(draft['channel'])}{subject}:", "   "))
        say("\n".join(f"     {line}" if line else "" for line in draft["text"].splitlines()))
        for check in draft["checks"]:
            say(wrapped(f"Check: {check['text']}", "     "))
    say("   Then " + "; ".join(f"{act}: {effect}" for act, effect in list(card["next"].items())[:3]))
    say(f"   legwork act {card['id']} {next(iter(card['next']), 'skip')}")
