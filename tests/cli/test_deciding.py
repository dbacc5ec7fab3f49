"""Who is who, the trash and forgetting, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import nine_people

Legwork = Callable[..., Any]


@pytest.fixture
def people(legwork: Legwork, tmp_path: Path) -> Legwork:
    """A desk with the nine people of Fixture A."""
    for name, value in nine_people.SETTINGS.items():
        legwork("settings", name, value)
    assert legwork("import", *map(str, nine_people.write(tmp_path / "exports"))).code == 0
    return legwork


def ids(legwork: Legwork, name: str) -> list[str]:
    return [one["id"] for one in legwork("contacts", name, "--json").json["contacts"]]


def pair_of(legwork: Legwork, name: str) -> dict[str, Any]:
    pairs: list[dict[str, Any]] = legwork("doubtful", "--json").json["pairs"]
    return next(one for one in pairs if one["left"]["name"] == name)


def count(legwork: Legwork) -> int:
    return len(legwork("contacts", "--limit", "100", "--json").json["contacts"])


def test_the_journey_of_the_doubtful_pairs(people: Legwork) -> None:
    assert count(people) == 9
    shown = people("rule", pair_of(people, "Ana Souza")["pair"], "same", "--show", "title=Data Lead")
    assert shown.code == 0, shown.err
    assert people("contacts", "ana", "--json").json["contacts"][0]["title"] == "Data Lead"
    assert count(people) == 8
    wei = pair_of(people, "Wei Zhang")
    assert [one["band"] for one in wei["alternatives"]] == ["weak"]
    said = " ".join(people("doubtful").out.split())
    assert f"or {wei['alternatives'][0]['pair']}, Wei Zhang" in said
    assert "to join either pair keeps the other apart" in said
    ruled = people("rule", wei["pair"], "same", "--json").json
    assert "and kept the other candidate apart" in ruled["sentence"]
    assert count(people) == 7
    people("rule", pair_of(people, "Robert O'Neil")["pair"], "different")
    assert count(people) == 7
    assert people("doubtful", "--json").json["pairs"] == []
    assert people("doctor").code == 0


def test_a_value_that_names_no_field_is_wrong_usage(people: Legwork) -> None:
    pair = pair_of(people, "Ana Souza")["pair"]
    assert people("rule", pair, "same", "--show", "Data Lead").code == 2
    said = people("rule", pair, "same", "--show", "birthday=1990")
    assert (said.code, said.err) == (1, "The field birthday must be one of company, main_email, name, title.\n")


def test_strong_pairs_are_shown_and_joined_when_counted(people: Legwork) -> None:
    shown = people("accept").out
    assert "Ana Souza" in shown
    assert "`legwork accept 1`" in shown
    assert len(people("accept", "--json").json["pairs"]) == 1
    assert people("accept", "3").code == 1
    done = people("accept", "1")
    assert done.out.startswith("You joined the only strong pair.\n")
    assert count(people) == 8
    people("undo")
    assert count(people) == 9
    assert "sentence" in people("accept", "1", "--json").json
    assert people("accept").out == "No strong pair waits for your word.\n"


def test_what_was_done_since_stays_with_the_one_that_is_named(people: Legwork) -> None:
    pair = pair_of(people, "Ana Souza")
    left, right = (pair[side]["contact_id"] for side in ("left", "right"))
    event = people("rule", pair["pair"], "same", "--json").json["event"]
    people("act", left, "sent")
    refused = people("undo", event, "--stays-with", "c_1")
    assert refused.code == 1
    assert f"it can stay with {left} or {right}" in refused.err
    assert people("undo", event, "--stays-with", right).code == 0
    states = {one["id"]: one["state"] for one in people("contacts", "souza", "--json").json["contacts"]}
    assert states == {left: "inbox", right: "invited"}


CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{}\r\nEMAIL:the.lopes@x.example\r\nUID:card-of-{}\r\nEND:VCARD\r\n"


@pytest.fixture
def lopes(legwork: Legwork, tmp_path: Path) -> Legwork:
    """Two cards that a shared mailbox made one contact."""
    legwork("settings", "merge_policy", "identifiers")
    for name in ("Rita Lopes", "R Lopes"):
        path = tmp_path / f"{name}.vcf"
        path.write_text(CARD.format(name, name[:2]), "utf-8", newline="")
        legwork("import", str(path))
    assert len(ids(legwork, "lopes")) == 1
    return legwork


def test_a_split_makes_the_address_shared_for_good(lopes: Legwork, tmp_path: Path) -> None:
    (contact,) = ids(lopes, "lopes")
    records = lopes("shared", contact, "--json").json["records"]
    assert [one["source"] for one in records] == ["vcard", "vcard"]
    done = lopes("split", contact, records[1]["record"])
    assert done.out.startswith("You kept R Lopes and Rita Lopes apart, who share the.lopes@x.example.\n"), done.err
    assert len(ids(lopes, "lopes")) == 2
    assert "the.lopes@x.example" in lopes("shared").out
    path = tmp_path / "third.vcf"
    path.write_text(CARD.format("Rita Lopes", "third"), "utf-8", newline="")
    lopes("import", str(path))
    lopes("link")
    third = lopes("why", ids(lopes, "lopes")[0], ids(lopes, "lopes")[-1], "--json")
    assert all("e-mail" not in reason["text"] for reason in third.json["reasons"])
    assert lopes("doctor").code == 0
    event = lopes("shared", "--json").json["shared"][0]["event"]
    assert lopes("undo", event).code == 0
    assert lopes("shared").out == "No address and no number is marked as shared.\n"
    assert lopes("doctor").code == 0


def test_an_address_is_marked_and_unmarked(lopes: Legwork) -> None:
    (contact,) = ids(lopes, "lopes")
    assert lopes("shared", contact, "other@x.example").code == 1
    event = lopes("shared", contact, "the.lopes@x.example", "--json").json["event"]
    assert len(ids(lopes, "lopes")) == 2
    again = lopes("shared", contact, "the.lopes@x.example")
    assert again.err == "That is marked as shared already.\n"
    said = lopes("undo", event).out
    assert said.startswith("Undone: the e-mail address the.lopes@x.example was marked as shared.\n")
    assert len(ids(lopes, "lopes")) == 1
    assert "It joins nobody" not in said
    assert lopes("shared", contact, "the.lopes@x.example").out.startswith("the.lopes@x.example is shared: it joins")
    assert "vcard" in lopes("shared", contact).out
    assert "split" in lopes("split", "--help").out


def test_the_trash_and_back(people: Legwork) -> None:
    (maria,) = ids(people, "maria")
    assert people("trash").out == "The trash is empty.\n"
    assert people("trash", maria).out.startswith("You put Maria Silva in the trash.\n")
    assert ids(people, "maria") == []
    assert "Maria Silva" in people("trash").out
    assert people("trash", "--json").json["trash"][0]["until"] == "2026-12-23"
    assert people("trash", maria, "--restore").out == "Undone: you put Maria Silva in the trash.\n"
    assert ids(people, "maria") == [maria]
    assert people("trash", maria, "--restore").code == 1
    assert people("trash", "--restore").code == 2
    assert "event" in people("trash", maria, "--json").json
    assert people("trash", "--empty").out == "1 person was forgotten.\n"
    assert people("trash", "--json").json["trash"] == []


def test_the_trash_is_emptied_by_the_first_command_after_thirty_days(
    people: Legwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    people("trash", *ids(people, "maria"))
    monkeypatch.setenv("LEGWORK_NOW", "2026-12-23T07:59:00+01:00")
    assert len(people("trash", "--json").json["trash"]) == 1
    monkeypatch.setenv("LEGWORK_NOW", "2026-12-23T08:00:00+01:00")
    assert people("trash", "--json").json["trash"] == []
    assert people("doctor").code == 0


def test_forgetting_says_what_it_did_and_what_it_cannot_reach(people: Legwork, tmp_path: Path) -> None:
    (maria,) = ids(people, "maria")
    home = tmp_path / "home" / "backups"
    home.mkdir(exist_ok=True)
    people("backup", str(home))
    said = people("forget", maria)
    assert said.out.splitlines()[0] == "Forgotten: 1 record erased. An import that brings them is told so."
    assert "2 backups in the desk's folder may hold them still:" in said.out
    assert said.out.endswith("Exports and backups you keep elsewhere may hold them too.\n")
    assert people("forget", maria).code == 1
    again = people("import", *map(str, nine_people.write(tmp_path / "again")), "--json").json
    rows = next(file["rows"] for file in again["files"] if file["kind"] == "google.contacts")
    assert rows == [{"locator": "3", "outcome": "skipped", "reason": "forgotten"}]
    found = people("forget", *ids(people, "joão"), "--yes", "--json").json
    assert found["records"] == 1
    undone = people("undo", found["event"])
    assert undone.err == "Forgetting cannot be undone: nothing is left that could be brought back.\n"


def test_on_a_terminal_it_asks_first(people: Legwork, monkeypatch: pytest.MonkeyPatch) -> None:
    (maria,) = ids(people, "maria")
    asked: list[str] = []

    def refuse(question: str, **_: Any) -> None:
        asked.append(question)
        raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.confirm", refuse)
    assert people("forget", maria).code == 1
    assert asked == ["Erase Maria Silva with everything that is here of them? Undo does not bring them back."]
    assert ids(people, "maria") == [maria]
