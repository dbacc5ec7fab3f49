"""Another wording may leave out and turn around; it may not name what was not given."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork.drafting.rewording import added

GIVEN = (
    "Dear Ana,\nI'm learning how data teams in health care decide. You moved from Globex to Initech in May 2024, and "
    "Lena Ortiz gave me your name. Could we talk for 20 minutes, on Monday 23 November or later? My page is "
    "https://priya.example/about, my address priya@nair.example.\nKind regards,\nPriya Nair"
)
FAITHFUL = [
    GIVEN,
    "",
    "Dear Ana,\nLena Ortiz gave me your name. Could we talk for twenty minutes on Monday?\nKind regards,\nPriya",
    "Hi Ana, how do data teams in health care decide? 20 minutes would help. Thanks, Priya Nair",
    "Ana, you moved from Globex to Initech. What made you move? May I ask for 20 minutes?",
    "Would you talk with me for 20 minutes? I'd like to learn how data teams decide. I’m at priya@nair.example.",
    "Dear Ana, Ana's move to Initech interests me.\n- Could we talk?\n“Kind regards”, Priya",
    "One question: how do teams decide?",
    "The page https://priya.example/about. says more.",
]
NEW = {
    "Dear Ana, Marco gave me your name.": ("Marco",),
    "Maria said hello.": ("Maria",),
    "Dear Ana, I work at Hooli.": ("Hooli",),
    "Dear Ana, could we talk for 30 minutes?": ("30",),
    "Dear Ana, could we talk for thirty minutes?": ("thirty",),
    "Dear Ana, could we talk for half an hour?": ("half",),
    "Dear Ana, it was in 2023.": ("2023",),
    "Dear Ana, on Tuesday?": ("Tuesday",),
    "Dear Ana, on tuesday?": ("tuesday",),
    "Dear Ana, perhaps tomorrow?": ("tomorrow",),
    "Dear Ana, in March?": ("March",),
    "March would suit me.": ("March",),
    "Dear Ana, see www.evil.example": ("www.evil.example",),
    "Dear Ana, see evil.example/x.": ("evil.example/x",),
    "Dear Ana, write to me@evil.example.": ("me@evil.example",),
    "Dear Ana, I am @priya_n there.": ("@priya_n",),
    "Dear Ana, 渡辺 says hello.": ("渡辺",),
    "Dear ana, at IBM they say so.": ("IBM",),
    "Dear Ana, you are at eBay.": ("eBay",),
    "Dear Ana, twelve of us, 12 in all.": ("12", "twelve"),
}


@pytest.mark.parametrize("wording", FAITHFUL)
def test_what_leaves_out_or_turns_around_is_faithful(wording: str) -> None:
    assert added(wording, [GIVEN]) == ()


@pytest.mark.parametrize("wording", NEW)
def test_what_names_something_new_is_found(wording: str) -> None:
    assert added(wording, [GIVEN]) == NEW[wording]


def test_number_words_and_figures_stand_for_each_other() -> None:
    assert added("Three of you, 20 minutes.", ["3 of you, twenty minutes"]) == ()
    assert added("1,200 people", ["about 1200 people"]) == ()
    assert added("at 9:30", ["at 9"]) == ("9:30",)


@given(st.text(max_size=200))
def test_every_text_is_faithful_to_itself(text: str) -> None:
    assert added(text, [text]) == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_several_texts_say_is_known(one: str, other: str) -> None:
    assert added(one, [other, one]) == ()


@pytest.mark.parametrize("unit", ["a", "a.", "1,", "@", "'", "http://", "A's ", "- "])
def test_time_grows_with_the_length(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    began = time.process_time()
    added(text, [text[:-1]])
    assert time.process_time() - began < 2
