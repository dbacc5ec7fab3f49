"""Commands, their keys, and keys of one's own."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from legwork.desk import preferring, undoing
from legwork.desk.opening import Desk
from legwork.errors import Refused
from legwork.web import keys
from web.sitting import Sitting, words


def test_no_two_commands_of_one_page_share_a_key_as_they_come() -> None:
    together = {"everywhere", "card", "today"}
    for place in ("card", "inbox", "review", "contact"):
        here = [one for one in keys.COMMANDS if one.place in ({place, "everywhere"} if place != "card" else together)]
        found = [one.key for one in here]
        assert len(found) == len(set(found)), place
        assert not [(one, two) for one, two in combinations(found, 2) if two.startswith(f"{one} ")]


def test_a_key_is_changed_and_given_back() -> None:
    assert keys.rebound((), "undo", "z") == "undo=z"
    assert keys.bound(("undo=z",))["undo"] == "z"
    assert keys.rebound(("undo=z", "skip=j"), "undo", "") == "skip=j"
    assert keys.rebound(("undo=z",), "skip", " j ") == "undo=z, skip=j"
    assert keys.rebound((), "go_today", "j j") == "go_today=j j"


@pytest.mark.parametrize(
    ("name", "key", "sentence"),
    [
        ("nothing", "z", "stays as it is"),
        ("main", "z", "stays as it is"),
        ("undo", "zz", "one letter or sign"),
        ("undo", "1", "one letter or sign"),
        ("undo", "=", "one letter or sign"),
        ("undo", ",", "one letter or sign"),
        ("undo", "s", "The key s is taken by: Sent."),
        ("undo", "h", "is taken by"),
        ("undo", "g", "is taken by: Go to today"),
        ("stop", "s", "is taken by: Sent."),
        ("go_today", "s t", "is taken by: Sent."),
    ],
)
def test_a_key_that_cannot_be_is_refused(name: str, key: str, sentence: str) -> None:
    with pytest.raises(Refused, match=re.escape(sentence)):
        keys.rebound((), name, key)


def test_what_is_stored_and_cannot_be_read_is_left_out() -> None:
    assert keys.bound(("undo=zz", "nothing=a", "main=z", "=", "undo")) == keys.bound(())


def test_the_page_of_commands_changes_keys_everywhere(desk: Desk, sitting: Sitting) -> None:
    page = sitting.get("/commands")
    for command in keys.COMMANDS:
        assert command.label in words(page)
    answer = sitting.post("/commands", 200, command="undo", key="s")
    assert "The key s is taken by: Sent." in words(answer.text)
    page = sitting.follow("/commands", command="undo", key="z")
    assert "Undo z" in words(page)
    assert 'data-key="z"' in sitting.get("/inbox")
    undoing.undo(desk)
    assert preferring.preferences(desk).keys == ()
    assert 'data-key="u"' in sitting.get("/inbox")


@pytest.mark.usefixtures("people")
def test_a_card_listens_to_the_users_keys(desk: Desk, sitting: Sitting) -> None:
    preferring.prefer(desk, {"keys": "skip=v, edit=z"})
    page = sitting.get("/")
    assert re.search(r'data-key="v"[^>]*><kbd aria-hidden="true">v</kbd><span class="does">Skip today', page)
    assert 'data-key="z"' in page
    assert 'data-key="k"' not in page
