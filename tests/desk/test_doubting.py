"""Which pairs are asked: those near the queue first, and never more than one in twenty-five contacts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from legwork.desk import acting, doubting, importing, linking, planning, preferring
from legwork.desk.opening import Desk

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def two_books(folder: Path, pairs: int) -> list[Path]:
    """Connections and address cards of people with rare names whose given name is short in one of them."""
    names = [_word(number) for number in range(pairs)]
    rows = [f"Robert,Qw{n}erty{n},https://www.linkedin.com/in/p{n},,Firm {n},Baker,05 Mar 2019" for n in names]
    cards = [f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob Qw{n}erty{n}\r\nEND:VCARD\r\n" for n in names]
    (folder / "Connections.csv").write_text("\n".join([HEADER, *rows]), "utf-8")
    (folder / "cards.vcf").write_text("".join(cards), "utf-8")
    return [folder / "Connections.csv", folder / "cards.vcf"]


def _word(number: int) -> str:
    return "".join("bdfgklmnrt"[int(digit)] + "a" for digit in f"{(number + 3) * 7919 % 100_000:05}")


@pytest.fixture
def asked(desk: Desk, tmp_path: Path) -> Callable[[int], list[str]]:
    def ask(pairs: int) -> list[str]:
        importing.run(desk, two_books(tmp_path, pairs))
        return [pair["left"]["name"] for pair in linking.doubtful(desk)["pairs"]]

    return ask


def test_a_small_desk_asks_all_and_a_large_one_a_few(desk: Desk, asked: Callable[[int], list[str]]) -> None:
    assert len(asked(6)) == 6
    assert len(asked(40)) == doubting.LEAST
    with desk.database.read() as connection:
        assert doubting.count(connection) == doubting.LEAST


def test_people_the_queue_is_about_are_asked_about_first(desk: Desk, asked: Callable[[int], list[str]]) -> None:
    names = asked(12)
    last = linking.doubtful(desk)["pairs"][-1]
    acting.act(desk, last["right"]["contact_id"], "want")
    pairs = linking.doubtful(desk)["pairs"]
    assert pairs[0]["pair"] == last["pair"]
    assert len(pairs) == len(names)
    acting.act(desk, pairs[1]["left"]["contact_id"], "do_not_contact")
    acting.act(desk, pairs[1]["right"]["contact_id"], "do_not_contact")
    assert linking.doubtful(desk)["pairs"][-1]["pair"] != last["pair"]
    preferring.prefer(desk, {"new_per_day": "0"})
    tidy = [card.ref for card in planning.queue(desk).cards if card.act == "rule_pair"]
    assert tidy[0] == last["pair"]


def test_of_pairs_that_weigh_alike_the_one_that_brings_more_together_is_asked_first(desk: Desk, tmp_path: Path) -> None:
    importing.run(desk, two_books(tmp_path, 4))
    last = linking.doubtful(desk)["pairs"][-1]
    family = last["left"]["name"].split()[1]
    (row,) = [line for line in (tmp_path / "Connections.csv").read_text("utf-8").splitlines() if family in line]
    (tmp_path / "Later.csv").write_text(f"{HEADER}\n{row.replace('Baker', 'Chief Baker')}\n", "utf-8")
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob {family}\r\nNOTE:once more\r\nEND:VCARD\r\n"
    (tmp_path / "more.vcf").write_text(card, "utf-8")
    importing.run(desk, [tmp_path / "Later.csv", tmp_path / "more.vcf"])
    assert family in linking.doubtful(desk)["pairs"][0]["left"]["name"]
