"""The page of target employers, the rating on a card, and links that only open."""

from __future__ import annotations

import re

import pytest

from legwork.desk import planning, preferring, targeting, undoing
from legwork.desk.opening import Desk
from legwork.web.links import people_search
from web.sitting import Sitting, words


@pytest.mark.usefixtures("people")
def test_employers_are_added_rated_and_taken_off(desk: Desk, sitting: Sitting) -> None:
    page = words(sitting.get("/employers"))
    assert "No employers. About 40 make a good list; any number works." in page
    assert "Hooli 3 people you know" in page
    page = words(sitting.follow("/employers", names="Initech, Globex\nHooli"))
    assert "Three are not rated yet." in page
    page = sitting.follow("/employers/rate", name="Hooli", motivation="3", posting="2", advocate="yes")
    assert page.index("<bdi>Hooli</bdi>") < page.index("<bdi>Globex</bdi>")
    assert "Two are not rated yet." in words(page)
    assert "checked" in page
    page = words(sitting.follow("/employers/remove", name="Globex"))
    assert "One is not rated yet." in page
    undoing.undo(desk)
    assert [one.name for one in targeting.board(desk).listed] == ["Hooli", "Globex", "Initech"]


def test_a_wrong_name_is_explained_and_a_goal_of_none_is_silent(desk: Desk, sitting: Sitting) -> None:
    preferring.prefer(desk, {"target_goal": "0"})
    sitting.get("/employers")
    page = words(sitting.post("/employers", 200, names=" , \n").text)
    assert "Write the name of at least one employer." in page
    assert "No employers. New people" in page
    sitting.post("/employers/rate", 422, name="Acme", motivation="9", posting="1")


@pytest.mark.usefixtures("people")
def test_a_card_asks_for_a_rating_until_there_is_one(desk: Desk, sitting: Sitting) -> None:
    page = sitting.get("/")
    employer = planning.today(desk)["cards"][0]["employer"]["name"]
    assert f"You have not rated {employer} yet." in words(page)
    assert "The employer is not rated yet" in words(page)
    page = sitting.follow("/employers/rate", name=employer, motivation="2", posting="1", back="/")
    assert f"You rated the employer {employer}." in words(page)
    assert f"{employer}: motivation 2 of 3, posting 1 of 3" in words(page)
    assert f"You have not rated {employer} yet." not in words(page)


@pytest.mark.usefixtures("people")
def test_links_open_the_sites_own_search_for_school_employer_and_function(desk: Desk, sitting: Sitting) -> None:
    preferring.prefer(desk, {"functions": "data & analysis", "schools": "University of Porto"})
    targeting.add(desk, ["Initech"])
    links = re.findall(r'href="(https://www\.linkedin\.com/[^"]+)"[^>]*>([^<]+)<', sitting.get("/employers"))
    assert [label for _, label in links] == [
        "data &amp; analysis, University of Porto",
        "data &amp; analysis",
        "University of Porto",
        "everybody",
    ]
    assert links[0][0].endswith("keywords=Initech%20data%20%26%20analysis%20University%20of%20Porto")


def test_a_search_link_holds_nothing_but_words() -> None:
    assert people_search("A&b=#", "c/d?") == (
        "https://www.linkedin.com/search/results/people/?keywords=A%26b%3D%23%20c%2Fd%3F"
    )
