"""One key for every way a profile's address is written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.profiles import linkedin_key, slug_key, unquoted, web_address


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/zo%C3%AB-m",
        "https://www.linkedin.com/in/zo%c3%ab-m/",
        "https://www.linkedin.com/in/zoë-m",
        "https://www.linkedin.com/in/zoe\u0308-m",
        "http://linkedin.com/in/Zoë-M?locale=de_DE",
        "www.linkedin.com/in/zoë-m/de",
        "//www.linkedin.com/in/zoë-m#about",
        "HTTPS://DE.LinkedIn.com/IN/zoë-m",
        "https://m.linkedin.com/in/zoë-m/details/experience/",
        "https://www.linkedin.com:443/mwlite/in/zoë-m",
        " linkedin.com/in/zoë-m ",
    ],
)
def test_one_profile_has_one_key(url: str) -> None:
    assert linkedin_key(url) == "zoë-m"


def test_an_old_public_address_becomes_the_new_one() -> None:
    assert linkedin_key("http://www.linkedin.com/pub/ada-ng/6/4/91a") == "ada-ng-91a0046"
    assert linkedin_key("http://www.linkedin.com/pub/ada-ng") == "ada-ng"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://www.linkedin.com/",
        "https://www.linkedin.com/in/",
        "https://www.linkedin.com/in/%20",
        "https://www.linkedin.com/in/me",
        "https://www.linkedin.com/company/acme",
        "https://evil-linkedin.com/in/ada",
        "https://linkedin.com.evil.example/in/ada",
        "https://evil.example/linkedin.com/in/ada",
        "https://user@www.linkedin.com/in/ada",
        "javascript:https://www.linkedin.com/in/ada",
        "https://www.linkedin.com/in/" + "a" * 1_000,
        "https://www.linkedin.com/in/" + "a" * 3_000,
    ],
)
def test_what_is_no_profile_has_no_key(url: str) -> None:
    assert linkedin_key(url) == ""


def test_percent_signs_that_give_no_text_stay() -> None:
    assert unquoted("50%") == "50%"
    assert unquoted("a%ff") == "a%ff"


def test_many_combining_marks_take_no_time() -> None:
    start = time.process_time()
    assert slug_key("a" + "\u0301\u0323" * 50_000) == ""
    assert slug_key("a" + "\u0301\u0323" * 400)
    assert time.process_time() - start < 1


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(slug: str) -> None:
    key = slug_key(slug)
    assert "%" in key or slug_key(key) == key


@pytest.mark.parametrize("text", [r"https\://x.example", r"https\\://x.example", "https://x.example"])
def test_a_colon_loses_the_backslashes_before_it(text: str) -> None:
    assert web_address(text) == "https://x.example"


def test_other_backslashes_stay() -> None:
    for text in (r"file\://x", r"https\:x", r"see https\://x.example", r"https://x.example/a\:b"):
        assert web_address(text) == text
