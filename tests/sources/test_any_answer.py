"""Whatever an answer holds, a source reads it or says that it cannot; what it reads is plain text of the web."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legwork.sources.asking import verdict
from legwork.sources.contract import Ask, Reading, Stopped
from legwork.sources.outbound import Answer
from legwork.sources.registry import BY_NAME
from record_cassettes import NOW
from sources.answering import BY_ID
from sources.standin import Reply, Scenario

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.sampled_from(["\ud800", "\x00", "\u202eabc", "<b>x</b>", "javascript:alert(1)", "9999-99-99", "Q1", "+" * 40]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=6), inner, max_size=2),
    max_leaves=4,
)
HIDDEN = re.compile(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in nested JSON."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], junk: Any) -> Any:
    if not path:
        return junk
    made = copy.deepcopy(value)
    target = made
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = junk
    return made


def answered(scenario: Scenario, bodies: dict[str, bytes]) -> Reading | Stopped:
    def fetch(request: Ask) -> Answer:
        reply = scenario.routes.get(request.url, Reply(404, {}, b"{}"))
        answer = Answer(request.url, reply.status, dict(reply.headers), bodies.get(request.url, reply.body))
        if (stop := verdict(answer, NOW)) is not None:
            raise stop
        return answer

    try:
        return BY_NAME[scenario.source].look(scenario.identifier, scenario.who, fetch)
    except Stopped as stop:
        return stop


def is_plain(came: Reading | Stopped) -> bool:
    if isinstance(came, Stopped):
        return True
    texts = [text for fact in came.facts for text in (fact.value, *fact.words.values())]
    assert not any(HIDDEN.search(text) for text in texts)
    assert all(texts)
    assert all(len(text) <= 1_000 for text in texts)
    assert all(not fact.url or fact.url.startswith(("https://", "http://")) for fact in came.facts)
    json.dumps([fact.value for fact in came.facts], ensure_ascii=False).encode()
    return True


WITH_JSON = ("github", "wikidata", "wikipedia", "orcid", "edgar", "mastodon", "bluesky")


@pytest.mark.parametrize("name", [*(f"{name}-found" for name in WITH_JSON), "feeds-json"])
@settings(max_examples=60)
@given(data=st.data())
def test_any_part_of_an_answer_may_be_anything(name: str, data: st.DataObject) -> None:
    scenario = BY_ID[name]
    route = data.draw(st.sampled_from([one for one in scenario.said["answers"] if "json" in one]))
    made = route["json"]
    for _ in range(data.draw(st.integers(1, 3))):
        made = replaced(made, data.draw(st.sampled_from(places(made))), data.draw(JUNK))
    body = json.dumps(made).encode("utf-8", "surrogatepass")
    assert is_plain(answered(scenario, {route["get"]: body}))


@pytest.mark.parametrize("name", ["feeds-found", "feeds-atom", "github-found", "orcid-found"])
@settings(max_examples=30)
@given(data=st.data())
def test_any_bytes_may_come(name: str, data: st.DataObject) -> None:
    scenario = BY_ID[name]
    route = scenario.said["answers"][0]
    body = bytearray(scenario.routes[route["get"]].body)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body)))
        body[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=8))
    assert is_plain(answered(scenario, {route["get"]: bytes(body)}))


@pytest.mark.parametrize(
    "body",
    [b"<a " * 20_000, b"<!-- " * 20_000, b"<rss><channel>" + b"<item>" * 20_000, b"&lt;" * 50_000, b"[" * 200_000],
)
def test_what_is_deep_or_long_is_read_in_time(body: bytes, within: Callable[[float], Any]) -> None:
    scenario = BY_ID["feeds-found"]
    with within(20):
        answered(scenario, {scenario.identifier.value: body})
        answered(BY_ID["github-found"], {"https://api.github.com/users/ines-vale": body})
        note = {"id": "7", "display_name": "x", "note": body.decode()}
        lookup = next(one for one in BY_ID["mastodon-found"].routes if "lookup" in one)
        answered(BY_ID["mastodon-found"], {lookup: json.dumps(note).encode()})


def test_of_a_long_feed_the_beginning_is_read() -> None:
    scenario = BY_ID["feeds-found"]
    item = "<item><title>Größe {}</title></item>"
    body = f"<rss version='2.0'><channel>{''.join(item.format(number) for number in range(20_000))}</channel></rss>"
    came = answered(scenario, {scenario.identifier.value: body.encode()})
    assert isinstance(came, Reading)
    assert len(came.facts) == 5
    assert all(fact.value.startswith("Größe ") for fact in came.facts)
