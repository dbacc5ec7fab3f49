"""Every source against every scenario: what it makes of an answer, with the network refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest

from legwork.briefing.facts import OUTSIDE
from legwork.sources.asking import ask
from legwork.sources.contract import Reading, Said, Source, Stopped
from legwork.sources.outbound import Client, GuardedTransport
from legwork.sources.registry import BY_NAME, SOURCES
from record_cassettes import NOW
from sources.standin import Scenario, scenarios

EVERYTHING = scenarios()
ASKED_OF_EACH = {"found", "not_found", "moved", "limited", "refused", "broken", "huge", "empty", "ambiguous", "hostile"}


@pytest.mark.parametrize("scenario", EVERYTHING, ids=lambda scenario: scenario.id)
def test_a_source_makes_of_an_answer_what_its_scenario_says(
    scenario: Scenario, play: Callable[[str], AbstractContextManager[Any]], transport: GuardedTransport
) -> None:
    expect = scenario.said["expect"]
    with play(scenario.id) as tape:
        came = looked(scenario, scenario.client(transport))
        assert tape.play_count == expect.get("asked", tape.play_count)
    assert came.outcome == expect["outcome"], came.sentence
    assert came.sentence.endswith(".") or came.outcome == "found"
    assert came.sentence == expect.get("sentence", came.sentence)
    facts: tuple[Said, ...] = ()
    if isinstance(came, Stopped):
        assert until(came.until) == expect.get("until")
    else:
        facts = came.facts
        assert came.how == expect.get("how")
        assert [f"{one.kind} {one.value}" for one in came.led_to] == expect.get("led_to", [])
    lines = expect.get("facts", [])
    assert [told(fact, line) for fact, line in pairs(facts, lines)] == lines


def looked(scenario: Scenario, client: Client) -> Reading | Stopped:
    """What a look came to, however it ended."""
    try:
        return BY_NAME[scenario.source].look(
            scenario.identifier, scenario.who, lambda request: ask(client, request, lambda: NOW)
        )
    except Stopped as stop:
        return stop


def pairs(facts: tuple[Said, ...], lines: list[str]) -> list[tuple[Said, str]]:
    """Each fact beside the line it is expected in; one too many stands beside nothing."""
    return [(fact, lines[place] if place < len(lines) else "") for place, fact in enumerate(facts)]


def told(fact: Said, line: str) -> str:
    """A fact as scenarios write it; the address where the line gives one, the doubts where there are some."""
    parts = [fact.about, fact.kind, f'"{fact.value}"', str(fact.dated or "-")]
    parts += [fact.url] if " https://" in line else []
    return " ".join([*parts, *([f"?{fact.doubts}"] if fact.doubts else [])])


def until(when: datetime | timedelta | None) -> str | float | None:
    return when.total_seconds() if isinstance(when, timedelta) else when and when.isoformat()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_each_source_has_every_kind_of_answer(source: Source) -> None:
    names = {scenario.name for scenario in EVERYTHING if scenario.source == source.name}
    assert names >= ASKED_OF_EACH


@pytest.mark.parametrize("scenario", EVERYTHING, ids=lambda scenario: scenario.id)
def test_a_plan_shows_what_is_asked_first(scenario: Scenario) -> None:
    """The addresses that are known before are those of the plan; what follows from an answer is marked as such."""
    planned = BY_NAME[scenario.source].plan(scenario.identifier)
    known = [one.url for one in planned if not one.then]
    patterns = [one.url for one in planned if one.then]
    asked = [address for address, reply in scenario.routes.items() if not _is_led_to(scenario, address)]
    for address in asked:
        fits = any(address.startswith(one.partition("…")[0]) and "…" in one for one in patterns)
        assert address in known or fits, address


def _is_led_to(scenario: Scenario, address: str) -> bool:
    return any(reply.status in {301, 302, 307} and address != other for other, reply in scenario.routes.items())


def test_facts_are_of_the_closed_vocabulary() -> None:
    kinds = {line.split()[1] for scenario in EVERYTHING for line in scenario.said["expect"].get("facts", [])}
    assert kinds == OUTSIDE
