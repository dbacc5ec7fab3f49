"""Rulings on the pages: what was done since is shown before they are taken back, and later ones come first."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from legwork.desk import acting, editing, importing, linking, viewing
from legwork.desk.opening import Desk
from web.sitting import Sitting, words

pytestmark = pytest.mark.usefixtures("people")


def join(desk: Desk, one: str, other: str) -> str:
    pair = f"p_{one.removeprefix('c_')}_{other.removeprefix('c_')}"
    return linking.rule(desk, pair, "same").event


@pytest.fixture
def three(desk: Desk) -> list[str]:
    """Three contacts that nothing joins."""
    return [viewing.contacts(desk, name)[0].id for name in ("Kofi", "Lena", "Maria")]


def test_what_was_done_since_a_join_is_listed_before_it_is_undone(
    desk: Desk, sitting: Sitting, three: list[str]
) -> None:
    event = join(desk, three[0], three[1])
    editing.note(desk, three[0], "Knows the port well.")
    acting.act(desk, three[1], "sent")
    for page in ("/history", "/review", f"/contacts/{three[0]}"):
        assert f'href="/history/{event}"' in sitting.get(page)
    called = viewing.contact(desk, three[0]).name
    page = words(sitting.get(f"/history/{event}"))
    assert "You joined Kofi Mensah and Lena Ortiz as one person." in page
    assert "It stays with the one you choose" in page
    assert "With whom does it stay?" in page
    choices = page.partition("With whom does it stay?")[2]
    assert all(name in choices for name in ("Kofi Mensah", "Lena Ortiz"))
    assert f"You wrote a note about {called}. You wrote to {called}." in page
    assert "Undone: you joined Kofi Mensah and Lena Ortiz as one person." in words(
        sitting.follow("/undo", event=event, back="/history")
    )
    assert len(viewing.contacts(desk, "Lena")) == 1


def test_a_join_that_a_later_one_builds_on_shows_the_later_one(desk: Desk, sitting: Sitting, three: list[str]) -> None:
    first = join(desk, three[0], three[1])
    later = join(desk, three[1], three[2])
    sitting.get("/history")
    page = sitting.post("/undo", 422, event=first, back="/history").text
    assert f'name="event" value="{later}"' in page
    said = html.unescape(words(page))
    assert "Another ruling (you joined Lena Ortiz and Maria Silva as one person) came later and builds on this" in said
    sitting.follow("/undo", event=later, back="/history")
    sitting.follow("/undo", event=first, back="/history")
    assert len(viewing.contacts(desk, "Lena")) == 1


def test_two_kept_apart_are_asked_about_again_at_once(desk: Desk, sitting: Sitting) -> None:
    pair = linking.doubtful(desk)["pairs"][0]["pair"]
    event = linking.rule(desk, pair, "different").event
    page = sitting.get("/review")
    assert f'name="event" value="{event}"' in page
    assert "Ask again" in words(page)


def test_everybody_joined_has_a_page_that_comes_again_after_a_word(
    desk: Desk, sitting: Sitting, tmp_path: Path
) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{} {}\nEMAIL:{}.{}@acme.example\nNOTE:{}\nEND:VCARD\n"
    given = ("Ines", "Kofi", "Wei", "Olga", "Yusuf", "Maria", "Bjorn", "Divya", "Tom", "Hana", "Luca", "Priya", "Zoe")
    names = [(one, other) for one in given for other in ("Costa", "Mensah", "Lindqvist", "Okonkwo")]
    for n in range(2):
        text = "".join(card.format(*name, *name, n) for name in names)
        (tmp_path / f"{n}.vcf").write_text(text, encoding="utf-8")
        importing.run(desk, [tmp_path / f"{n}.vcf"])
    assert sitting.get("/review").partition('id="joined"')[2].count('class="who"') == 20
    assert 'href="/review/joined/1"' in sitting.get("/review")
    first, last = (sitting.get(f"/review/joined/{page}") for page in (1, 2))
    everybody = {one["contact_id"] for one in linking.joined(desk, 100)}
    assert (first.count('class="who"'), last.count('class="who"')) == (50, len(everybody) - 50)
    assert 'rel="next"' in first
    assert 'rel="next"' not in last
    pair = last.rpartition('action="/review/')[2].partition('"')[0]
    assert "Page 2" in words(sitting.follow(f"/review/{pair}", verdict="different", back="/review/joined/2"))
    assert len({one["contact_id"] for one in linking.joined(desk, 100)}) == len(everybody) - 1
    assert "Nobody further." in words(sitting.get("/review/joined/9"))
    sitting.get("/review/joined/0", 404)


def test_a_contact_joined_of_three_records_is_one_line_with_every_reason(
    desk: Desk, sitting: Sitting, tmp_path: Path
) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ines {}\nEMAIL:ines@acme.example\nTEL:+35191200000{}\nEND:VCARD\n"
    for n, family in enumerate(("Costa", "Costa", "Costa-Reis")):
        (tmp_path / f"{n}.vcf").write_text(card.format(family, n), encoding="utf-8")
        importing.run(desk, [tmp_path / f"{n}.vcf"])
    page = sitting.get("/review").partition('id="joined"')[2]
    ines = viewing.contacts(desk, "ines")
    assert len(ines) == 1
    assert page.count(f'href="/contacts/{ines[0].id}"') == 1
    row = next(row for row in page.split("<li>") if ines[0].id in row)
    assert row.count("Not the same") == 2
    assert "named the same person beyond doubt" not in page
