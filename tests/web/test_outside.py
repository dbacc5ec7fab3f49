"""The page on which somebody is looked up, without scripts: the plan, the press of the button, what came of it."""

from __future__ import annotations

import re

import pytest

from legwork.desk import capturing, noting, researching, wording
from legwork.desk.opening import Desk
from legwork.desk.preferring import SWITCHES, prefer, preferences
from legwork.sources.outbound import Client
from legwork.store import evidence, links
from sources.answering import Answering
from web.sitting import Sitting, words

ADDRESS = "https://api.github.com/users/ines-vale"


@pytest.fixture
def contact(desk: Desk) -> str:
    fields = {"name": "Inês Vale", "links": [{"rel": "me", "url": "https://github.com/ines-vale"}]}
    body = {
        "url": "https://ines-vale.example/",
        "page_title": "x",
        "captured_at": "2026-11-20T10:00:00Z",
        "fields": fields,
    }
    return str(capturing.capture(desk, body, "k1").answer["contact"]["id"])


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    """Stands where the way out is."""
    found = Answering("github-found", "github-hostile")

    def client(_agent: str) -> Client:
        return found.client

    monkeypatch.setattr(researching, "Client", client)
    return found


def press(sitting: Sitting, contact: str, page: str) -> str:
    digest = re.search(r'name="plan" value="([0-9a-f]{32})"', page)
    assert digest
    return sitting.follow(f"/contacts/{contact}/outside", plan=digest[1])


def test_a_new_desk_shows_what_is_off_and_has_no_button(desk: Desk, sitting: Sitting, contact: str) -> None:
    assert "Look up outside" in sitting.get(f"/contacts/{contact}")
    page = sitting.get(f"/contacts/{contact}/outside")
    assert words(page).count("Off. Settings switches it on.") == len(SWITCHES)
    assert 'name="plan"' not in page
    assert "Nobody was asked about them yet." in page


def test_the_plan_shows_every_address_and_the_button_asks_for_them_alone(
    desk: Desk, sitting: Sitting, contact: str, answering: Answering
) -> None:
    prefer(desk, {"source_github": "on"})
    before = sitting.get(f"/contacts/{contact}/outside")
    assert answering.asked == []
    assert "GitHub learns your network address and which account you looked at." in words(before)
    shown = [one.replace("&amp;", "&") for one in re.findall(r"<code[^>]*>([^<]+)</code>", before)]
    after = press(sitting, contact, before)
    # the answers of the other scenario took the place of the first, and are shown as the text they are
    assert answering.addresses == shown
    assert "<script>alert" not in after
    assert "alert(1) {{7*7}} and tabs" in words(after)
    assert "javascript:" not in after
    assert "Found" in words(after)
    assert ADDRESS in words(after)
    assert "answered 200" in words(after)


def test_a_plan_that_is_not_the_one_shown_is_shown_again(
    desk: Desk, sitting: Sitting, contact: str, answering: Answering
) -> None:
    prefer(desk, {"source_github": "on"})
    sitting.get(f"/contacts/{contact}/outside")
    answer = sitting.post(f"/contacts/{contact}/outside", code=200, plan="f" * 32)
    assert "has changed since you saw it" in answer.text
    assert answering.asked == []
    sitting.get("/contacts/c_999/outside", code=404)


def test_a_refusal_and_what_was_known_before_stand_beside_each_other(
    desk: Desk, sitting: Sitting, contact: str, answering: Answering
) -> None:
    prefer(desk, {"source_github": "on"})
    answering.routes = {**Answering("github-limited").routes}
    page = press(sitting, contact, sitting.get(f"/contacts/{contact}/outside"))
    assert "Asked to wait, until 24 Nov" in words(page) or "Asked to wait, until today" in words(page)
    assert "The host asks to wait before it is asked again." in words(page)


def test_a_note_leads_to_where_each_fact_was_read_also_after_a_host_failed(
    desk: Desk, sitting: Sitting, contact: str, answering: Answering
) -> None:
    prefer(desk, {"source_github": "on"})
    answering.routes = {**Answering("github-found").routes}
    press(sitting, contact, sitting.get(f"/contacts/{contact}/outside"))
    with desk.database.read() as connection:
        number = wording.number(contact)
        asked = [one.id for one in evidence.requests_of(connection, links.members_of(connection, [number])[number])]
    desk.database.write(lambda connection: evidence.spoil(connection, asked))
    answering.routes = {**Answering("github-fault").routes}
    page = press(sitting, contact, sitting.get(f"/contacts/{contact}/outside"))
    assert "Not readable" in words(page)
    note = sitting.get(f"/contacts/{contact}/note")
    assert "Works on “delay-ledger”" in words(note)
    places = set(re.findall(rf'href="/contacts/{contact}/outside#([^"]+)"', note))
    assert places
    assert all(f'id="{place}"' in page for place in places)
    told = noting.to_json(noting.noted(desk, contact))
    assert "evidence" in {one["source"]["kind"] for one in told["statements"]}


def test_switches_are_boxes_that_can_be_ticked_and_cleared(desk: Desk, sitting: Sitting) -> None:
    page = sitting.get("/settings")
    for name in SWITCHES:
        assert re.search(rf'type="checkbox" name="{name}" value="on"><span>', page), name
    sitting.follow("/settings", source_github=["on", "off"], source_orcid="off")
    assert preferences(desk).source_github == "on"
    page = sitting.get("/settings")
    assert 'name="source_github" value="on" checked' in page
    sitting.follow("/settings", source_github="off")
    assert preferences(desk).source_github == "off"


def test_a_switch_that_wants_a_contact_says_so_and_keeps_what_was_typed(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/settings")
    answer = sitting.post("/settings", code=200, source_wikidata=["on", "off"], intro="Somebody curious")
    assert "say first how you can be reached" in answer.text
    assert 'name="source_wikidata" value="on" checked' in answer.text
    assert "Somebody curious" in answer.text
    assert preferences(desk).source_wikidata == "off"
    sitting.follow("/settings", source_wikidata=["on", "off"], operator="me@desk.example")
    assert preferences(desk).source_wikidata == "on"
