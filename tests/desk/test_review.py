"""Who is who as the user decides it: joining, choosing, keeping apart, coming apart again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_desk import exported, without_ids

import nine_people
from legwork.desk import (
    accepting,
    acting,
    capturing,
    checking,
    editing,
    importing,
    linking,
    planning,
    preferring,
    undoing,
    viewing,
)
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused, UndoFirst, WrongValue
from legwork.store import events, links

NOBODY = "There is no such contact."


@pytest.fixture
def review(desk: Desk, tmp_path: Path) -> Desk:
    """The desk after the import of Fixture A: nine people, three doubtful pairs."""
    return with_people(desk, tmp_path)


@pytest.fixture
def small(small_desk: Desk, tmp_path: Path) -> Desk:
    """The same, on SQLite only."""
    return with_people(small_desk, tmp_path)


def with_people(desk: Desk, folder: Path) -> Desk:
    preferring.prefer(desk, nine_people.SETTINGS)
    importing.run(desk, nine_people.write(folder / "exports"))
    return desk


def people(desk: Desk) -> int:
    return len(viewing.contacts(desk, limit=100))


def asked(desk: Desk, *names: str) -> dict[str, Any]:
    """The doubtful pair of two people with these names."""
    pairs = linking.doubtful(desk)["pairs"]
    return next(pair for pair in pairs if sorted(pair[side]["name"] for side in ("left", "right")) == sorted(names))


def ana(desk: Desk) -> dict[str, Any]:
    return asked(desk, "Ana Souza", "Ana Souza")


def wei(desk: Desk) -> dict[str, Any]:
    return asked(desk, "Wei Zhang", "Wei Zhang")


def bob(desk: Desk) -> dict[str, Any]:
    return asked(desk, "Robert O'Neil", "Bob O'Neil")


def states(desk: Desk) -> tuple[Any, ...]:
    """Everything a ruling may change and its undoing has to bring back."""
    with desk.database.read() as connection:
        return exported(desk), links.all_doubts(connection), events.standing_rulings(connection)


def sound(desk: Desk) -> None:
    assert [finding for finding in checking.doctor(desk) if not finding.ok] == []


def test_nine_people_and_three_questions(review: Desk) -> None:
    assert people(review) == 9
    pairs = linking.doubtful(review)["pairs"]
    assert sorted(sorted((pair["left"]["name"], pair["right"]["name"])) for pair in pairs) == [
        ["Ana Souza", "Ana Souza"],
        ["Bob O'Neil", "Robert O'Neil"],
        ["Wei Zhang", "Wei Zhang"],
    ]
    texts = {reason["text"] for reason in ana(review)["reasons"]}
    assert "e-mail domain globex matches the employer" in texts


def test_one_ana_has_everything_of_both(review: Desk) -> None:
    pair = ana(review)
    editing.note(review, pair["left"]["contact_id"], "Knows the port.")
    acting.act(review, pair["right"]["contact_id"], "want")
    sides = [viewing.contact(review, pair[side]["contact_id"]) for side in ("left", "right")]
    linking.rule(review, pair["pair"], "same")
    one = viewing.contact(review, pair["left"]["contact_id"])
    assert len(one.records) == sum(len(side.records) for side in sides) == 4
    assert {record.source for record in one.records} == {"linkedin.connections", "capture", "google.contacts", "mail"}
    assert [item["value"] for item in one.merged["emails"]] == ["ana.souza@globex.example"]
    assert one.merged["links"][0]["value"] == "https://www.linkedin.com/in/ana-souza-7"
    assert one.merged["exchange"]["sent"] + one.merged["exchange"]["received"] == 6
    assert [text for _, _, text in one.notes] == ["Knows the port."]
    assert one.state == "shortlisted"
    assert people(review) == 8
    sound(review)


def test_choosing_one_of_two_candidates_keeps_the_other_apart_and_is_one_undo(review: Desk) -> None:
    linking.rule(review, ana(review)["pair"], "same")
    before = states(review)
    pair = wei(review)
    (other,) = pair["alternatives"]
    names = {side["company"] for one in (pair, other) for side in (one["left"], one["right"])}
    assert names == {"", "Initech", "Umbrella"}
    assert other["band"] == "weak"
    ruled = linking.rule(review, pair["pair"], "same")
    assert people(review) == 7
    with review.database.read() as connection:
        said = [one for one in events.standing_rulings(connection) if one.event == ruled.event]
    assert {one.verdict for one in said} == {"same", "different"}
    assert "and kept the other candidate apart" in ruled.sentence
    undoing.undo(review, ruled.event)
    assert states(review) == before
    sound(review)


def test_the_other_candidate_may_be_the_one(review: Desk) -> None:
    (other,) = wei(review)["alternatives"]
    linking.rule(review, other["pair"], "same")
    found = [line.company for line in viewing.contacts(review, "wei")]
    assert sorted(found) == ["Initech", "Umbrella"]
    assert people(review) == 8
    with review.database.read() as connection:
        assert {one.verdict for one in events.standing_rulings(connection)} == {"same", "different"}


def test_neither_of_two_candidates_is_one_act(small: Desk) -> None:
    before = states(small)
    ruled = linking.rule(small, wei(small)["pair"], "different", neither=True)
    assert len([one for one in linking.doubtful(small)["pairs"] if one["left"]["name"] == "Wei Zhang"]) == 0
    with small.database.read() as connection:
        said = [one for one in events.standing_rulings(connection) if one.event == ruled.event]
    assert [one.verdict for one in said] == ["different", "different"]
    undoing.undo(small, ruled.event)
    assert states(small) == before


def test_bob_kept_apart_is_never_asked_about_again(review: Desk, tmp_path: Path) -> None:
    pair = bob(review)
    ruled = linking.rule(review, pair["pair"], "different")
    importing.run(review, nine_people.write(tmp_path / "again"))
    linking.relink(review)
    body = nine_people.capture() | {
        "url": "https://www.linkedin.com/in/bob-oneil",
        "fields": {"name": "Bob O'Neil", "company": "Hooli", "title": "Engineer"},
    }
    capturing.capture(review, body, "k1")
    assert people(review) == 9
    with pytest.raises(StopIteration):
        bob(review)
    assert not [one for one in linking.doubtful(review)["pairs"] if "O'Neil" in one["left"]["name"]]
    decided = undoing.decided(review, 10)
    assert [line.event for line in decided] == [ruled.event]
    undoing.undo(review, ruled.event)
    assert undoing.decided(review, 10) == []
    assert asked(review, "Bob O'Neil", "Bob O'Neil")


def test_chosen_values_show_and_go_with_the_ruling(review: Desk) -> None:
    pair = ana(review)
    editing.edit(review, pair["right"]["contact_id"], "emails", "ana@home.example", adds=True)
    before = states(review)
    values = {"name": "Ana M. Souza", "title": "Data Lead", "company": "Globex", "main_email": "ana@home.example"}
    ruled = linking.rule(review, pair["pair"], "same", values=values)
    one = viewing.contact(review, pair["left"]["contact_id"])
    assert (one.merged["name"], one.merged["title"], one.merged["company"]) == ("Ana M. Souza", "Data Lead", "Globex")
    assert [item["value"] for item in one.merged["emails"]] == ["ana@home.example", "ana.souza@globex.example"]
    again = undoing.undo(review, ruled.event)
    assert states(review) == before
    undoing.undo(review, again.event)
    assert viewing.contact(review, pair["left"]["contact_id"]).name == "Ana M. Souza"
    sound(review)


@pytest.mark.parametrize(
    ("values", "said"),
    [({"birthday": "1990-01-01"}, "one of company"), ({"name": "x" * 2_001}, "at most 2,000")],
)
def test_what_cannot_be_chosen_is_said(small: Desk, values: dict[str, str], said: str) -> None:
    with pytest.raises(WrongValue, match=said):
        linking.rule(small, ana(small)["pair"], "same", values=values)


def test_days_later_each_has_their_own_again_and_what_was_done_stays_with_the_chosen_one(
    review: Desk, clock: Any
) -> None:
    pair = ana(review)
    left, right = pair["left"]["contact_id"], pair["right"]["contact_id"]
    editing.note(review, right, "Before they were one.")
    before = states(review)
    ruled = linking.rule(review, pair["pair"], "same")
    editing.edit(review, left, "phones", "+351 912 000 000", adds=True)
    editing.note(review, left, "Wants to hear of the port.")
    acting.act(review, left, "sent")
    joined = states(review)
    clock.advance(days=3)
    assert undoing.touched_since(review, ruled.event) == [
        "You set the phones of Ana Souza.",
        "You wrote a note about Ana Souza.",
        "You wrote to Ana Souza.",
    ]
    sides = undoing.sides(review, ruled.event)
    assert [side.contact for side in sides] == [left, right]
    assert set(sides[1].sources) == {"google.contacts", "mail"}

    undone = undoing.undo(review, ruled.event)
    first, second = viewing.contact(review, left), viewing.contact(review, right)
    assert [text for _, _, text in first.notes] == ["Wants to hear of the port."]
    assert [text for _, _, text in second.notes] == ["Before they were one."]
    assert [item["value"] for item in first.merged["phones"]] == ["+351 912 000 000"]
    assert [item["value"] for item in second.merged["phones"]] == ["+351 912 345 678"]
    assert (first.state, second.state) == ("invited", "known")

    redone = undoing.undo(review, undone.event)
    assert states(review) == joined
    other = undoing.undo(review, redone.event, stays_with=right)
    first, second = viewing.contact(review, left), viewing.contact(review, right)
    assert (first.notes, first.state, second.state) == ((), "inbox", "invited")
    assert [text for _, _, text in second.notes] == ["Before they were one.", "Wants to hear of the port."]
    assert first.merged["phones"] == []
    assert [item["value"] for item in second.merged["phones"]] == ["+351 912 345 678", "+351 912 000 000"]
    clock.advance(days=12)
    nudges = [card.person.id for card in planning.queue(review).cards if card.act == "send_nudge"]
    assert nudges == [right]
    undoing.undo(review, other.event)
    assert states(review) == joined
    assert joined != before
    sound(review)


def test_what_was_done_while_they_were_two_is_not_moved(small: Desk) -> None:
    pair = ana(small)
    left, right = pair["left"]["contact_id"], pair["right"]["contact_id"]
    ruled = linking.rule(small, pair["pair"], "same")
    editing.note(small, left, "While one.")
    undone = undoing.undo(small, ruled.event)
    editing.note(small, left, "While two, on the left.")
    editing.note(small, right, "While two, on the right.")
    redone = undoing.undo(small, undone.event)
    assert undoing.touched_since(small, redone.event) == ["You wrote a note about Ana Souza."]
    undoing.undo(small, redone.event, stays_with=right)
    assert [text for _, _, text in viewing.contact(small, left).notes] == ["While two, on the left."]
    assert [text for _, _, text in viewing.contact(small, right).notes] == ["While one.", "While two, on the right."]


def test_it_can_stay_with_one_of_the_two_only(small: Desk) -> None:
    pair = ana(small)
    ruled = linking.rule(small, pair["pair"], "same")
    with pytest.raises(Refused, match="it can stay with c_4 or c_"):
        undoing.undo(small, ruled.event, stays_with=viewing.contacts(small, "Maria")[0].id)
    event = editing.note(small, pair["left"]["contact_id"], "x")
    with pytest.raises(Refused, match="nothing comes apart here"):
        undoing.undo(small, event, stays_with=pair["left"]["contact_id"])


def test_an_earlier_join_names_the_later_one_that_goes_first(small: Desk) -> None:
    pair = ana(small)
    first = linking.rule(small, pair["pair"], "same")
    maria = viewing.contacts(small, "Maria")[0].id
    number = maria.removeprefix("c_")
    linking.rule(small, f"p_{pair['left']['contact_id'].removeprefix('c_')}_{number}", "same")
    before = states(small)
    with pytest.raises(UndoFirst) as refused:
        # the later join says of both of Ana's halves that Maria is the same person
        undoing.undo(small, first.event)
    assert "came later and builds on this" in str(refused.value)
    assert states(small) == before
    undoing.undo(small, refused.value.event)
    undoing.undo(small, first.event)
    assert people(small) == 9


def test_two_invited_are_one_card_with_the_earlier_clock(review: Desk, clock: Any) -> None:
    pair = ana(review)
    left, right = pair["left"]["contact_id"], pair["right"]["contact_id"]
    acting.act(review, right, "sent")
    clock.advance(days=2)
    acting.act(review, left, "sent")
    linking.rule(review, pair["pair"], "same")
    one = viewing.contact(review, left)
    assert one.state == "invited"
    assert sum(line.sentence == "You wrote to Ana Souza." for line in one.timeline) == 2
    clock.advance(days=9)
    cards = [card for card in planning.queue(review).cards if card.person.id == left]
    assert [card.act for card in cards] == ["send_nudge"]
    assert one.talk.invited_at is not None
    assert one.talk.invited_at.date().isoformat() == "2026-11-23"


@pytest.mark.parametrize("side", ["left", "right"])
def test_do_not_contact_of_either_wins(small: Desk, clock: Any, side: str) -> None:
    pair = ana(small)
    acting.act(small, pair["left" if side == "right" else "right"]["contact_id"], "sent")
    acting.act(small, pair[side]["contact_id"], "do_not_contact")
    linking.rule(small, pair["pair"], "same")
    clock.advance(days=30)
    assert viewing.contact(small, pair["left"]["contact_id"]).do_not_contact
    assert not [card for card in planning.queue(small).cards if card.person.name == "Ana Souza"]


def test_all_strong_pairs_at_once_and_nothing_else(review: Desk) -> None:
    before = states(review)
    with review.database.read() as connection:
        assert [doubt["band"] for doubt in accepting.strong(connection)] == ["strong"]
    with pytest.raises(Refused, match="There is one strong pair now"):
        accepting.accept(review, 2)
    done = accepting.accept(review, 1)
    assert done.sentence == "You joined the only strong pair."
    assert people(review) == 8
    assert bob(review)
    assert wei(review)
    undoing.undo(review, done.event)
    assert states(review) == before
    for pair in linking.doubtful(review)["pairs"]:
        linking.rule(review, pair["pair"], "different")
    with pytest.raises(Refused, match="No strong pair"):
        accepting.accept(review, 0)


def test_an_address_added_stands_beside_those_there(small: Desk) -> None:
    google = ana(small)["right"]["contact_id"]
    first = editing.edit(small, google, "emails", "ana@home.example", adds=True)
    editing.edit(small, google, "emails", "ana@work.example", adds=True)
    found = viewing.contact(small, google).merged["emails"]
    assert [item["value"] for item in found] == ["ana.souza@globex.example", "ana@home.example", "ana@work.example"]
    undoing.undo(small, first)
    found = viewing.contact(small, google).merged["emails"]
    assert [item["value"] for item in found] == ["ana.souza@globex.example", "ana@work.example"]
    with pytest.raises(WrongValue, match="emails, links, phones"):
        editing.edit(small, google, "name", "Ana", adds=True)


def test_nobody_known_is_ruled_on(small: Desk) -> None:
    with pytest.raises(NotFound):
        linking.rule(small, "p_998_999", "same")


def test_content_is_the_same_whichever_way(small: Desk, open_here: Callable[[str, str], Desk], tmp_path: Path) -> None:
    """A ruling stands in the export by content, other candidates and chosen values included."""
    linking.rule(small, wei(small)["pair"], "same", values={"title": "PM"})
    found = without_ids(exported(small))
    one = next(contact for contact in found["contacts"] if contact["title"] == "PM")
    data = next(event["data"] for event in one["events"] if event["kind"] == "ruling")
    assert data["values"] == {"title": "PM"}
    assert all(isinstance(name, str) for name in (*data["pairs"][0], *data["apart"][0]))
