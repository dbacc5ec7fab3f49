"""The page of a pair: in words first, then as a chart and a table that say the same."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from legwork.desk import linking, viewing
from legwork.desk.opening import Desk
from legwork.web.waterfall import waterfall
from web.sitting import Sitting, words

TOLD = {
    "prior": -11.0,
    "weight": 4.6,
    "thresholds": {"weak": 0.0, "likely": 1.5, "strong": 4.0},
    "reasons": [
        {"comparison": "given", "level": "same", "weight": 6.2, "text": "same given name"},
        {"comparison": "family", "level": "same", "weight": 11.0, "text": "same rare family name"},
        {"comparison": "phone", "level": "shared", "weight": 0.0, "text": "the phone number is shared"},
        {"comparison": "place", "level": "different", "weight": -1.6, "text": "different cities"},
    ],
}


def percent(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


def number(desk: Desk, query: str) -> str:
    return viewing.contacts(desk, query)[0].id


def test_bars_begin_where_the_one_before_ends() -> None:
    chart = waterfall(TOLD)
    assert [bar.kind for bar in chart.bars] == ["prior", "adds", "adds", "takes", "takes", "total"]
    assert [bar.bits for bar in chart.bars] == ["−11.0", "+6.2", "+11.0", "0", "−1.6", "+4.6"]
    assert [bar.total for bar in chart.bars] == ["−11.0", "−4.8", "+6.2", "+6.2", "+4.6", "+4.6"]
    for before, bar in pairwise(chart.bars[:-1]):
        starts = {percent(bar.left), round(percent(bar.left) + percent(bar.width), 2)}
        assert any(percent(before.end) == pytest.approx(start, abs=0.02) for start in starts)
        assert any(percent(bar.end) == pytest.approx(start, abs=0.02) for start in starts)
        assert bar.top > before.top
    assert percent(chart.bars[-1].end) == percent(chart.bars[-2].end)
    assert (chart.weight, chart.reached) == ("+4.6", "strong, which begins at 4")


def test_everything_lies_inside_the_chart_and_thresholds_are_marked_by_name() -> None:
    low = {**TOLD, "reasons": TOLD["reasons"][3:], "weight": -12.6}
    for told in (TOLD, low):
        chart = waterfall(told)
        assert all(0 <= percent(bar.left) <= percent(bar.left) + percent(bar.width) < 100 for bar in chart.bars)
        assert [line.label for line in chart.thresholds] == ["strong from 4", "likely from 1.5", "weak from 0"]
        assert chart.height > chart.bars[-1].top
    assert waterfall(low).reached == "below every threshold"


def test_a_pair_without_anything_in_common_is_a_chart_of_two_bars() -> None:
    chart = waterfall({**TOLD, "reasons": [], "weight": -11.0})
    assert [bar.kind for bar in chart.bars] == ["prior", "total"]


@pytest.mark.usefixtures("people")
def test_a_doubt_is_explained_in_words_then_in_bits_and_decided_there(desk: Desk, sitting: Sitting) -> None:
    pair = linking.doubtful(desk)["pairs"][0]
    review = sitting.get("/review")
    link = re.search(r'href="(/why/\d+/\d+)">How these reasons add up', review)
    assert link
    page = sitting.get(link[1])
    said = words(page)
    assert said.index("Why Legwork does not decide it alone") < said.index("How it adds up")
    assert "Given name and its short form; same rare family name" in said
    assert "Each bit doubles or halves the odds" in said
    assert "%" not in re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL).partition("<main")[2]
    table = re.findall(r'<td class="number">([+−]?[\d.]+)</td>', page)
    chart = re.findall(r'class="bits"[^>]*>([^<]+)<', page)
    assert chart[:-1] == table[::2]
    assert re.search(r'<svg[^>]*role="img" aria-labelledby="chart-title chart-says"', page)
    assert '<title id="chart-title">' in page
    assert '<desc id="chart-says">' in page
    assert " style=" not in page

    after = sitting.follow(f"/review/{pair['pair']}", verdict="same", back=link[1])
    assert "Why one contact?" in words(after)
    assert "Joined by your word. today, 09:00 Take it back" in words(after)
    event = re.search(r'name="event" value="(e_[^"]+)"', after)
    assert event
    assert "One person or two?" in words(sitting.follow("/undo", event=event[1], back=link[1]))


@pytest.mark.usefixtures("people")
def test_two_contacts_ruled_apart_offer_to_take_that_back_first(desk: Desk, sitting: Sitting) -> None:
    ana, maria = number(desk, "souza"), number(desk, "silva")
    page = sitting.get(f"/why/{ana}/{maria}")
    assert "Why two contacts?" in words(page)
    assert "Different given names: Ana Souza (Initech) and Maria Silva." in words(page)
    pair = re.search(r'action="/review/(p_\d+_\d+)"', page)
    assert pair
    page = sitting.follow(f"/review/{pair[1]}", verdict="different", back=f"/why/{ana}/{maria}")
    assert "You said that they are two people. today, 09:00 Take it back" in words(page)
    assert "/review/p_" not in page


@pytest.mark.usefixtures("people")
def test_a_contact_says_what_joined_it_and_leads_to_the_page_of_two_records(desk: Desk, sitting: Sitting) -> None:
    page = sitting.get(f"/contacts/{number(desk, 'wei zhang')}")
    assert "Joined beyond doubt: same name" in words(page)
    assert "LinkedIn connections with vCards." in words(page)
    link = re.search(r'href="(/why/\d+/\d+)"', page)
    assert link
    said = words(sitting.get(link[1]))
    assert "Two records of one contact" in said
    assert "they come apart and stay so" in said
    assert "The same person" not in said


@pytest.mark.usefixtures("people")
def test_a_contact_with_a_doubt_says_why_and_leads_there(desk: Desk, sitting: Sitting) -> None:
    page = sitting.get(f"/contacts/{number(desk, 'bob')}")
    assert "Is Robert O'Neil the same person? Probably one person. Given name and its short form;" in words(page)
    assert re.search(r'href="/why/\d+/\d+">How it adds up', page)


@pytest.mark.usefixtures("people")
def test_who_could_be_the_same_is_searched_from_the_contact_and_compared(desk: Desk, sitting: Sitting) -> None:
    bob, robert = number(desk, "bob"), number(desk, "robert")
    assert f'name="same_as" value="{bob}"' in sitting.get(f"/contacts/{bob}")
    found = sitting.get(f"/contacts?same_as={bob}&q=neil")
    assert f'href="/why/{bob}/{robert}"' in found
    back = re.search(r'name="back" value="([^"]+)"', found)
    assert back
    assert back[1] == f"/contacts/{bob}"
    joined = sitting.follow(f"/contacts/{bob}/same", other=robert, back=back[1])
    assert "Joined by your word" in words(joined)


def test_who_waits_in_the_inbox_is_matched_and_left_for_the_next(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/people")
    sitting.follow("/people", friend="Ana Souza\nTom Reis")
    assert 'name="back" value="/inbox"' in sitting.get(f"/contacts?same_as={number(desk, 'ana')}")


@pytest.mark.usefixtures("people")
def test_what_joined_by_itself_is_listed_with_how_sure_it_was(sitting: Sitting) -> None:
    said = words(sitting.get("/review"))
    assert "Joined because much speaks for it: same name" in said
    assert "Joined beyond doubt: same name" in said


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("path", "code"), [("/why/c_1/c_99", 404), ("/why/x/c_1", 404), ("/why/c_1/c_1", 422)])
def test_a_pair_that_is_none_is_said_in_a_sentence(sitting: Sitting, path: str, code: int) -> None:
    assert "Traceback" not in sitting.get(path, code)
