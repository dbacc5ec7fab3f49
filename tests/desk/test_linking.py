"""The user's word: it wins, outlives imports, and is taken back exactly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_desk import exported
from test_importing import present, scratch

from legwork.desk import acting, editing, importing, linking, preferring, undoing, viewing, wording
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused, UndoFirst, WrongValue

Exports = Callable[..., list[Path]]


@pytest.fixture
def doubting(desk: Desk, exports: Exports) -> Desk:
    """Only identifiers join here, so that names and employers leave doubts."""
    preferring.prefer(desk, {"merge_policy": "identifiers", "region": "PT"})
    importing.run(desk, exports("Connections.csv", "contacts.csv"))
    return desk


def pair_of(desk: Desk, name: str) -> dict[str, object]:
    pairs = linking.doubtful(desk)["pairs"]
    return next(pair for pair in pairs if name in (pair["left"]["name"], pair["right"]["name"]))


def test_a_doubtful_pair_waits_with_its_reasons(doubting: Desk) -> None:
    pair = pair_of(doubting, "Ana Souza")
    assert pair["band"] in {"strong", "likely", "weak"}
    assert pair["reasons"]
    assert all({"comparison", "level", "weight", "text"} <= reason.keys() for reason in pair["reasons"])


def test_same_joins_and_undo_parts_them_exactly(doubting: Desk) -> None:
    before = exported(doubting)
    ruled = linking.rule(doubting, str(pair_of(doubting, "Ana Souza")["pair"]), "same")
    assert len(viewing.contacts(doubting, "ana souza")) == 1
    after = exported(doubting)
    undone = undoing.undo(doubting, ruled.event)
    assert exported(doubting) == before
    undoing.undo(doubting, undone.event)
    assert exported(doubting) == after
    assert present(doubting) == scratch(doubting)


def test_different_is_never_asked_again_and_outlives_importing_anew(doubting: Desk, exports: Exports) -> None:
    pair = str(pair_of(doubting, "Ana Souza")["pair"])
    linking.rule(doubting, pair, "different")
    assert pair not in [one["pair"] for one in linking.doubtful(doubting)["pairs"]]
    report = importing.run(doubting, exports("book.vcf"))
    undoing.undo(doubting, report["batch"])
    importing.run(doubting, exports("Connections.csv", "contacts.csv", "book.vcf"))
    preferring.prefer(doubting, {"merge_policy": "confident"})
    assert len(viewing.contacts(doubting, "ana souza")) == 2


CHAIN = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tess Okonkwo\r\nEMAIL:tess@globex.example\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:T. Okonkwo\r\nORG:Initech\r\nTITLE:Chef\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Teresa Jr.\r\nEMAIL:tokonkwo@hooli.example\r\nEND:VCARD\r\n"
)


@pytest.fixture
def chain(desk: Desk, tmp_path: Path) -> tuple[Desk, list[str]]:
    """A desk with three contacts that nothing joins, and their ids."""
    preferring.prefer(desk, {"merge_policy": "identifiers"})
    (tmp_path / "chain.vcf").write_text(CHAIN, encoding="utf-8", newline="")
    importing.run(desk, [tmp_path / "chain.vcf"])
    ids = sorted(line.id for line in viewing.contacts(desk))
    assert len(ids) == 3
    return desk, ids


def pair(one: str, other: str) -> str:
    return wording.pair(wording.number(one), wording.number(other))


def test_the_first_join_of_a_chain_is_undone_after_the_later_one(chain: tuple[Desk, list[str]]) -> None:
    desk, (first, second, third) = chain
    before = exported(desk)
    one = linking.rule(desk, pair(first, second), "same")
    between = exported(desk)
    two = linking.rule(desk, pair(second, third), "same")
    after = exported(desk)
    with pytest.raises(UndoFirst, match=f"Another ruling .*T. Okonkwo and Teresa Jr.* undo {two.event} first"):
        undoing.undo(desk, one.event)
    assert exported(desk) == after
    undoing.undo(desk, two.event)
    assert exported(desk) == between
    undone = undoing.undo(desk, one.event)
    assert exported(desk) == before
    assert undone.sentence == "Undone: you joined T. Okonkwo and Tess Okonkwo as one person."
    undoing.undo(desk, undone.event)
    assert exported(desk) == between


def test_a_word_that_a_later_one_overtook_is_not_taken_back_for_nothing(chain: tuple[Desk, list[str]]) -> None:
    desk, (first, second, third) = chain
    same = linking.rule(desk, pair(first, second), "same")
    undone = undoing.undo(desk, same.event)
    apart = linking.rule(desk, pair(first, second), "different")
    with pytest.raises(UndoFirst, match=f"kept T. Okonkwo and Tess Okonkwo apart.* undo {apart.event} first"):
        undoing.undo(desk, undone.event)
    linking.rule(desk, pair(first, third), "different")
    undoing.undo(desk, apart.event)
    undoing.undo(desk, undone.event)
    assert len(viewing.contacts(desk)) == 2
    assert present(desk) == scratch(desk)


def test_undoing_a_join_lists_what_was_done_since_with_either_side(chain: tuple[Desk, list[str]]) -> None:
    desk, (first, second, third) = chain
    acting.act(desk, second, "sent")
    invited = viewing.contact(desk, second).talk
    ruled = linking.rule(desk, pair(first, second), "same")
    assert undoing.line(desk, ruled.event).asks  # type: ignore[union-attr]  # it was just written
    assert undoing.touched_since(desk, ruled.event) == []
    editing.edit(desk, second, "phones", "+351 912 000 000")
    editing.note(desk, first, "met at the fair")
    acting.act(desk, second, "replied")
    acting.act(desk, third, "sent")
    called = viewing.contact(desk, first).name
    assert undoing.touched_since(desk, ruled.event) == [
        f"You set the phones of {called}.",
        f"You wrote a note about {called}.",
        f"You had a reply from {called}.",
    ]
    undone = undoing.undo(desk, ruled.event)
    assert viewing.contact(desk, second).talk == invited
    assert viewing.contact(desk, first).notes
    assert undoing.touched_since(desk, undone.event) == []
    undoing.undo(desk, undone.event)
    assert viewing.contact(desk, first).state == "replied"


def test_a_join_that_holds_without_the_word_is_said_to_stay(doubting: Desk) -> None:
    ruled = linking.rule(doubting, str(pair_of(doubting, "Ana Souza")["pair"]), "same")
    preferring.prefer(doubting, {"merge_policy": "confident"})
    said = "Undone: you joined two contacts named Ana Souza as one person; they stay one contact, because "
    undone = undoing.undo(doubting, ruled.event)
    assert undone.sentence == f"{said}their records join them without your word."
    assert undoing.line(doubting, undone.event).sentence == undone.sentence  # type: ignore[union-attr]  # just written
    assert len(viewing.contacts(doubting, "ana souza")) == 1


def test_two_profiles_of_one_export_are_never_offered(doubting: Desk) -> None:
    sides = [{pair["left"]["contact_id"], pair["right"]["contact_id"]} for pair in linking.doubtful(doubting)["pairs"]]
    nurses = {line.id for line in viewing.contacts(doubting, "umbrella")}
    managers = {line.id for line in viewing.contacts(doubting, "initech") if line.title == "Product Manager"}
    assert nurses
    assert managers
    assert not any(side == nurses | managers for side in sides)


def test_split_parts_a_contact_and_holds(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports("contacts.csv", "book.vcf"))
    ana = viewing.contacts(desk, "ana souza")[0].id
    view = viewing.contact(desk, ana)
    card = next(record.id for record in view.records if record.source == "vcard")
    before = exported(desk)
    ruled = linking.split(desk, ana, [card])
    assert len(viewing.contacts(desk, "ana souza")) == 2
    assert present(desk) == scratch(desk)
    undoing.undo(desk, ruled.event)
    assert exported(desk) == before
    with pytest.raises(Refused):
        linking.split(desk, ana, [])


def test_what_joined_by_itself_is_listed_with_reasons(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports("contacts.csv", "book.vcf"))
    found = linking.joined(desk, 10)
    assert [one["name"] for one in found] == ["Ana Souza"]
    assert found[0]["reasons"]
    linking.rule(desk, found[0]["pair"], "different")
    assert len(viewing.contacts(desk, "ana souza")) == 2


def test_linking_again_changes_nothing(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports())
    before = exported(desk)
    assert linking.relink(desk)["changed"] == 0
    assert exported(desk) == before


def test_edits_win_and_are_taken_back(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports("Connections.csv"))
    ana = viewing.contacts(desk, "ana")[0].id
    before = exported(desk)
    event = editing.edit(desk, ana, "company", "Vandelay")
    assert viewing.contact(desk, ana).merged["company"] == "Vandelay"
    importing.run(desk, exports("Later.csv"))
    assert viewing.contact(desk, ana).merged["company"] == "Vandelay"
    undoing.undo(desk)
    undoing.undo(desk, event)
    assert exported(desk) == before


@pytest.mark.parametrize(("pair", "verdict"), [("p_1_2", "maybe"), ("nonsense", "same"), ("p_998_999", "same")])
def test_a_wrong_ruling_is_a_sentence(small_desk: Desk, pair: str, verdict: str) -> None:
    with pytest.raises((NotFound, WrongValue)):
        linking.rule(small_desk, pair, verdict)


def test_undo_keeps_what_the_user_has_touched_since(desk: Desk, exports: Exports) -> None:
    report = importing.run(desk, exports("contacts.csv"))
    lena = importing.run(desk, exports("book.vcf"))
    editing.note(desk, viewing.contacts(desk, "maria")[0].id, "met at the fair")
    assert undoing.touched_since(desk, report["batch"]) == ["You wrote a note about Maria Silva."]
    undoing.undo(desk, report["batch"])
    assert [line.name for line in viewing.contacts(desk)] == ["Ana Souza", "Lena Ortiz", "Maria Silva"]
    assert present(desk) == scratch(desk)
    undoing.undo(desk, lena["batch"])
    assert [line.name for line in viewing.contacts(desk)] == ["Maria Silva"]
