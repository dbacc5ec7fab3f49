"""What the queue and the list of employers owe to the advice they are built on, one test a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from legwork import app
from legwork.config import Settings
from legwork.desk import acting, editing, importing, planning, preferring, targeting, viewing, wishing
from legwork.desk.opening import Desk, open_desk
from web.sitting import HERE, Sitting, words

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
PEOPLE = HEADER + "".join(
    f"P{n},Lind,https://www.linkedin.com/in/p-{n},p{n}@x.example,Firm {n},Nurse,01 Jan 2020\n" for n in range(9)
)


@pytest.fixture
def desk(tmp_path: Path, clock: Any) -> Iterator[Desk]:
    settings = Settings(tmp_path / "home", f"sqlite:///{tmp_path / 'home' / 'd.sqlite3'}", ZoneInfo("Europe/Berlin"))
    opened = open_desk(settings)
    yield Desk(opened.settings, opened.database, clock)
    opened.close()


@pytest.fixture
def known(desk: Desk, tmp_path: Path) -> Desk:
    file = tmp_path / "Connections.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    importing.run(desk, [file])
    return desk


@pytest.fixture
def sitting(desk: Desk) -> Sitting:
    from legwork.desk import visiting  # noqa: PLC0415  its link is spent here and nowhere else

    sitting = Sitting(app.build(desk, port=8765).test_client())
    page = sitting.get(visiting.new_link(desk, f"{HERE}/").removeprefix(HERE))
    code = re.search(r'name="link" value="([^"]+)"', page)
    assert code
    sitting.post("/sign-in", link=code[1])
    return sitting


def test_m01_a_fresh_user_reaches_a_reason_without_any_application(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/welcome")
    sitting.post("/welcome", skip="1")
    sitting.get("/people")
    sitting.post("/people", friend="Ana Souza, Initech")
    acting.act(desk, viewing.contacts(desk, "Ana")[0].id, "want")
    assert "Why now You shortlisted Ana" in words(sitting.get("/"))


@pytest.mark.parametrize("purpose", ["seeking", "exploring", "changing", ""])
def test_m03_every_purpose_yields_drafts_without_job_words(known: Desk, purpose: str) -> None:
    preferring.prefer(known, {"purpose": purpose, "fields": "climate data", "functions": "nursing"})
    cards = planning.today(known)["cards"]
    assert cards
    for card in cards:
        assert "L03" not in [check["id"] for check in card["draft"]["checks"]]


def test_m04_no_page_of_the_queue_calls_people_or_talks_anything_else(known: Desk, sitting: Sitting) -> None:
    targeting.add(known, ["Firm 1"])
    for path in ("/", "/employers", "/commands", "/settings"):
        page = words(sitting.get(path)).casefold()
        assert not re.search(r"\b(leads?|prospects?|customers?|pipelines?)\b", page), path


def test_m14_a_pause_freezes_the_clocks(known: Desk, clock: Any) -> None:
    acting.act(known, viewing.contacts(known, "P1")[0].id, "sent")
    wishing.pause(known, "2027-01-04", planning.calendar_of(known, preferring.preferences(known)))
    clock.instant = clock.instant.replace(month=12, day=15)
    assert planning.today(known)["cards"] == []
    clock.instant = clock.instant.replace(year=2027, month=1, day=8)
    assert "send_nudge" not in [card["act"] for card in planning.today(known)["cards"]]


def test_m37_a_new_job_is_a_reason_to_write(known: Desk, tmp_path: Path) -> None:
    file = tmp_path / "Later.csv"
    newest = "Zoe,Lind,https://www.linkedin.com/in/zoe-l,,Acme,Baker,15 Nov 2026\n"
    file.write_text(PEOPLE.replace("Firm 4,Nurse", "Globex,Head of Nursing") + newest, encoding="utf-8")
    importing.run(known, [file])
    card = planning.today(known)["cards"][0]
    assert card["contact"]["name"] == "P4 Lind"
    assert any(reason["text"].startswith("moved to Globex") for reason in card["why"])


def test_m42_no_limit_hides_a_thank_you(known: Desk) -> None:
    preferring.prefer(known, {"day_max": "1", "new_per_day": "0", "open_employers": "0"})
    for name in ("P1", "P2", "P3"):
        acting.act(known, viewing.contacts(known, name)[0].id, "held")
    wishing.stop(known)
    found = [card["act"] for card in planning.today(known)["cards"]]
    assert found.count("send_thank_you") == 3


def test_m43_four_groups_of_people_known_are_asked_for_three_names_a_line(desk: Desk, sitting: Sitting) -> None:
    page = words(sitting.get("/people"))
    for group in ("Friends", "Family", "People you studied with", "Former colleagues"):
        assert group in page
    sitting.post("/people", family="Ana Souza\nBea Lind\nCid Reis")
    assert len(viewing.inbox(desk)) == 3


def test_m44_search_links_open_the_sites_own_search_and_nothing_is_fetched(known: Desk, sitting: Sitting) -> None:
    preferring.prefer(known, {"functions": "nursing", "schools": "Porto"})
    targeting.add(known, ["Firm 1"])
    page = sitting.get("/employers")
    links = re.findall(r"<a [^>]*linkedin[^>]*>", page)
    assert links
    for link in links:
        assert "https://www.linkedin.com/search/results/people/?keywords=Firm%201" in link
        assert 'target="_blank"' in link
        assert "noreferrer" in link


def test_m45_somebody_admired_has_one_place_a_week(known: Desk, clock: Any) -> None:
    for name in ("P7", "P8"):
        acting.act(known, viewing.contacts(known, name)[0].id, "admired")

    def stretched() -> list[str]:
        cards = planning.today(known)["cards"]
        return [card["contact"]["name"] for card in cards if any(one["term"] == "admired" for one in card["why"])]

    assert stretched() == ["P7 Lind"]
    acting.act(known, viewing.contacts(known, "P7")[0].id, "sent")
    clock.advance(days=1)
    assert stretched() == []
    clock.advance(days=6)
    assert stretched() == ["P8 Lind"]


def test_m51_a_calm_page_proposes_one_act_and_no_number(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/welcome")
    sitting.post("/welcome", skip="1")
    page = sitting.get("/")
    main = page.partition("<main")[2].partition("</main>")[0]
    assert main.count('class="button main"') == 1
    assert words(main).count("If you like") == 1


def test_m52_the_queue_shows_one_card_and_no_list(known: Desk, sitting: Sitting) -> None:
    editing.add_people(known, ["Zoe Lind, Acme"])
    page = sitting.get("/")
    assert page.count('class="sheet card"') == 1
    assert len(planning.today(known)["cards"]) > 1
