"""The pages of the review, the trash and forgetting, as a browser without scripts gets them."""

from __future__ import annotations

from pathlib import Path

import pytest

import nine_people
from legwork.desk import importing, linking, preferring, viewing
from legwork.desk.opening import Desk
from web.sitting import Sitting, words


@pytest.fixture
def nine(desk: Desk, tmp_path: Path) -> Desk:
    preferring.prefer(desk, nine_people.SETTINGS)
    importing.run(desk, nine_people.write(tmp_path / "exports"))
    return desk


def pair_of(desk: Desk, name: str) -> str:
    pairs = linking.doubtful(desk)["pairs"]
    return str(next(one["pair"] for one in pairs if one["left"]["name"] == name))


def test_a_strength_is_a_word_and_no_percentage(nine: Desk, sitting: Sitting) -> None:
    said = {
        name: words(sitting.get(f"/review?pair={pair_of(nine, name)}"))
        for name in ("Ana Souza", "Robert O'Neil", "Wei Zhang")
    }
    assert "Almost surely one person." in said["Ana Souza"]
    assert "Probably one person." in said["Robert O'Neil"]
    assert "Perhaps one person." in said["Wei Zhang"]
    assert not any("%" in page for page in said.values())


def test_one_candidate_has_no_other_beside_it(nine: Desk, sitting: Sitting) -> None:
    page = words(sitting.get(f"/review?pair={pair_of(nine, 'Ana Souza')}"))
    assert "The other candidate" not in page
    assert "Two people" in page
    page = words(sitting.get(f"/review?pair={pair_of(nine, 'Wei Zhang')}"))
    assert "The other candidate Wei Zhang" in page
    assert "The same as Wei Zhang, Nurse, Umbrella" in page
    assert "Neither of them" in page


def test_values_are_sent_with_the_verdict(nine: Desk, sitting: Sitting) -> None:
    pair = pair_of(nine, "Robert O'Neil")
    page = sitting.get(f"/review?pair={pair}")
    assert page.count('name="show_name"') == 2
    assert 'name="show_title"' not in page
    sitting.follow(f"/review/{pair}", verdict="same", show_name="Bob O'Neil")
    assert [line.name for line in viewing.contacts(nine, "neil")] == ["Bob O'Neil"]
    sitting.post(f"/review/{pair}", 404, verdict="perhaps")


def test_a_count_that_is_no_longer_right_joins_nobody(nine: Desk, sitting: Sitting) -> None:
    assert "One pair becomes one person." in words(sitting.get("/review/strong"))
    for count in ("2", "", "all", "٢"):
        page = sitting.post("/review/strong", 200, count=count).text
        assert "There is one strong pair now; look at them again" in words(page)
    assert len(viewing.contacts(nine, "souza")) == 2
    sitting.follow("/review/strong", count="1")
    assert len(viewing.contacts(nine, "souza")) == 1
    assert "There is no strong pair that could be joined without a closer look." in words(sitting.get("/review/strong"))


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_pair_put_off_does_not_come_back_after_the_next_answer(nine: Desk, sitting: Sitting, verdict: str) -> None:
    first, second, third = (one["pair"] for one in linking.doubtful(nine)["pairs"])
    page = sitting.get(f"/review?after={first}")
    assert f'action="/review/{second}"' in page
    assert f'name="put_off" value="{first}"' in page
    answered = sitting.follow(f"/review/{second}", verdict=verdict, put_off=first)
    assert f'action="/review/{third}"' in answered
    assert f'action="/review/{first}"' not in answered
    assert "Undo" in words(answered)
    assert f'action="/review/{first}"' in sitting.get(f"/review?after={third}")


def test_everything_decided_has_its_page(nine: Desk, sitting: Sitting) -> None:
    assert "Nothing yet." in words(sitting.get("/review/decided"))
    people = [line.id.removeprefix("c_") for line in viewing.contacts(nine, limit=20)]
    for place, one in enumerate(people):
        for other in people[place + 1 :]:
            linking.rule(nine, f"p_{one}_{other}", "different")
    page = sitting.get("/review")
    assert page.partition('id="decided"')[2].partition("</ul>")[0].count("<li") == 20
    assert 'href="/review/decided"' in page
    assert sitting.get("/review/decided").count("Ask again") == len(people) * (len(people) - 1) // 2


def test_the_contact_page_leads_off_the_desk_and_back(nine: Desk, sitting: Sitting) -> None:
    maria = viewing.contacts(nine, "maria")[0].id
    sitting.get(f"/contacts/{maria}")
    assert "You put Maria Silva in the trash." in words(sitting.follow(f"/contacts/{maria}/trash"))
    sitting.get(f"/contacts/{maria}", 404)
    page = sitting.get("/trash")
    assert "Maria Silva here until Thu 24 Dec" in words(page)
    assert f'href="/contacts/{maria}/forget"' in page
    asked = sitting.get(f"/contacts/{maria}/forget")
    assert 'href="/trash">Keep them' in asked
    assert "Undo does not bring them back." in words(asked)
    done = words(sitting.follow(f"/contacts/{maria}/forget"))
    assert "One person was forgotten." in done
    assert "The trash is empty." in done
    sitting.get(f"/contacts/{maria}/forget", 404)
    history = words(sitting.get("/history"))
    assert "Someone was forgotten, with everything that was here of them." in history
    assert "Maria" not in history


def test_an_address_is_shared_and_not_after_all(nine: Desk, sitting: Sitting) -> None:
    wei = viewing.contacts(nine, "wei@initech.example")[0].id
    sitting.get(f"/contacts/{wei}")
    page = words(sitting.follow(f"/contacts/{wei}/shared", address="wei@initech.example"))
    assert "wei@initech.example shared Not shared after all" in page
    settings = sitting.get("/settings")
    assert "Addresses several people use" in words(settings)
    sitting.post(f"/contacts/{wei}/shared", 422, address="wei@initech.example")
    sitting.post(f"/contacts/{wei}/shared", 404, address="nobody@initech.example")
    event = settings.partition('id="shared"')[2].partition('name="event" value="')[2].partition('"')[0]
    sitting.follow("/undo", event=event, back="/settings")
    assert "Addresses several people use" not in words(sitting.get("/settings"))
