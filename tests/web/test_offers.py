"""What the user's LinkedIn files say of them is offered under Settings, taken with one button, and undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from legwork.desk import importing, preferring, proposing, undoing
from legwork.desk.opening import Desk
from legwork.errors import NotFound
from web.sitting import Sitting, words


@pytest.fixture
def told(desk: Desk, tmp_path: Path) -> Desk:
    folder = tmp_path / "archive"
    folder.mkdir()
    for name, text in {
        "Profile.csv": "First Name,Last Name,Headline,Industry\nIlse,Brandt,,Health\n",
        "Email Addresses.csv": "Email Address,Confirmed,Primary\nilse@x.example,Yes,Yes\nold@x.example,No,No\n",
        "Positions.csv": 'Company Name,Title,Started On,Finished On\n"Acme, Inc.",Lead,2015,\nacme inc.,Lead,2012,\n',
        "Education.csv": "School Name,Start Date,End Date\nUniversity of Porto,2008,2012\n",
        "Skills.csv": "Name\nPatience\n",
        "PhoneNumbers.csv": "Extension,Number,Type\n,+351 912 345 678,Mobile\n",
    }.items():
        (folder / name).write_text(text)
    importing.run(desk, [folder])
    return desk


def offered(desk: Desk) -> list[tuple[str, str]]:
    return [(offer.setting, offer.value) for offer in proposing.offers(desk)]


def test_what_is_not_set_is_offered_and_taken_once(told: Desk, sitting: Sitting) -> None:
    assert offered(told) == [
        ("name", "Ilse Brandt"),
        ("emails", "ilse@x.example"),
        ("phone", "+351 912 345 678"),
        ("past_employers", "Acme Inc."),
        ("schools", "University of Porto"),
        ("skills", "Patience"),
        ("fields", "Health"),
    ]
    assert "From your LinkedIn files" in words(sitting.get("/settings"))
    page = sitting.follow("/settings/accept", setting="past_employers", value="Acme Inc.")
    assert "Undo" in words(page)
    assert preferring.preferences(told).past_employers == ("Acme Inc.",)
    assert ("past_employers", "Acme Inc.") not in offered(told)
    undoing.undo(told)
    assert ("past_employers", "Acme Inc.") in offered(told)


def test_a_list_keeps_what_it_had_and_a_name_is_not_offered_beside_another(told: Desk, sitting: Sitting) -> None:
    preferring.prefer(told, {"emails": "me@y.example", "name": "I. B."})
    sitting.get("/settings")
    sitting.post("/settings/accept", setting="emails", value="ilse@x.example")
    assert preferring.preferences(told).emails == ("me@y.example", "ilse@x.example")
    assert "name" not in dict(offered(told))


def test_only_what_is_offered_can_be_taken(told: Desk, sitting: Sitting) -> None:
    with pytest.raises(NotFound):
        proposing.accept(told, "merge_policy", "identifiers")
    sitting.get("/settings")
    sitting.post("/settings/accept", 404, setting="emails", value="old@x.example")


def test_what_a_setting_cannot_hold_is_said(told: Desk, sitting: Sitting) -> None:
    preferring.prefer(told, {"schools": "x" * preferring.LONGEST})
    sitting.get("/settings")
    answer = sitting.post("/settings/accept", 200, setting="schools", value="University of Porto")
    assert "Schools you went to" in words(answer.text)


def test_without_such_files_nothing_is_offered(sitting: Sitting) -> None:
    assert "From your LinkedIn files" not in sitting.get("/settings")
