"""Foreign text in a note: what survives, and what never does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.invented import fact, noted
from legwork.briefing.markdown import markdown
from legwork.briefing.note import text_of
from legwork.briefing.plain import count_words, desk_path, plain, web_address


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("שלום עולם", "שלום עולם"),
        ("مرحبا بالعالم 🌍", "مرحبا بالعالم 🌍"),
        ("👩‍🔬 at work", "👩‍🔬 at work"),
        ("日本語の題", "日本語の題"),
        ("a < b and c > d", "a < b and c > d"),
        ("<b>Bold</b> claims", "Bold claims"),
        ("<script>alert(1)</script> On rails", "alert(1) On rails"),
        ("<scr<b>ipt>x", "ipt>x"),
        ("click javascript:alert(1) now", "click alert(1) now"),
        ("java<b>script:alert(1)", "java script:alert(1)"),
        ("javajavascript:script:alert(1)", "java script:alert(1)"),
        ("JAVASCRIPT :x", "x"),
        ("VBScript:x", "x"),
        ("one\ntwo\tthree\x00four", "one two three four"),
        ("turned \u202e round \u2066 again\u2069", "turned round again"),
        ("  ", ""),
    ],
)
def test_what_is_seen_of_a_text(text: str, seen: str) -> None:
    assert plain(text) == seen


def test_long_texts_are_cut_at_a_word() -> None:
    assert plain("one two three, four", 3) == "one two three…"
    assert plain("ab " * 100, 90) == "ab " * 52 + "ab…"
    assert plain("x" * 400) == "x" * 160 + "…"


@given(st.text())
def test_no_text_brings_markup_or_a_script_along(text: str) -> None:
    seen = plain(text)
    assert not re.search(r"<[a-zA-Z/!?]", seen)
    assert "javascript:" not in seen.casefold()
    assert len(seen) <= 161
    assert "\n" not in seen


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.example", 'https://x.example/"onload', "//x", "", "https://"]
)
def test_what_is_no_address_of_the_web_is_no_link(url: str) -> None:
    assert web_address(url) == ""


def test_addresses_and_paths_that_are_right() -> None:
    assert web_address("https://x.example/a?b=1#c") == "https://x.example/a?b=1#c"
    assert desk_path("/contacts/c_1#record-2") == "/contacts/c_1#record-2"
    assert [desk_path(ref) for ref in ("//evil.example", "javascript:x", "/a b", "")] == ["", "", "", ""]


def test_figures_have_commas_and_years_in_addresses_do_not_change() -> None:
    assert count_words("2100 or 12500 people, 900 of v1.2000") == "2,100 or 12,500 people, 900 of v1.2000"


def test_markup_never_survives_in_any_part_of_a_note() -> None:
    hostile = "<img src=x onerror=alert(1)> javascript:alert(2) [x](javascript:alert(3)) *`| 🎉 שלום"
    facts = [
        fact("post", hostile, source=hostile, url="javascript:alert(4)", words={"company": hostile}),
        fact("colleague", hostile, words={"name": hostile}),
        fact("post", f"{hostile} doubtful", anchor="other", confidence="unconfirmed", source=hostile),
    ]
    made = noted(*facts)
    for text in (text_of(made), markdown(made, "http://127.0.0.1:8765")):
        assert "<img" not in text
        assert "javascript:" not in text
        assert "🎉" in text
        assert "שלום" in text
    assert "](javascript" not in markdown(made, "")


def test_a_statement_without_a_place_on_the_desk_is_none() -> None:
    assert noted(fact("post", "On rails", ref="https://ines.example")).statements == ()
    assert noted(fact("post", "On rails", ref="")).statements == ()
