"""Why two contacts are one or two, from the desk and from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from legwork.cli import cli
from legwork.cli.running import run
from legwork.desk import explaining, importing, linking, preferring, viewing
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused

Exports = Callable[..., list[Path]]


@pytest.fixture
def people(desk: Desk, exports: Exports) -> Desk:
    preferring.prefer(desk, {"region": "PT"})
    importing.run(desk, exports())
    return desk


def ids(desk: Desk, query: str) -> list[str]:
    return [line.id for line in viewing.contacts(desk, query)]


def kinds(told: Any) -> list[str]:
    return [one["kind"] for one in told["apart"]]


def test_a_doubt_is_told_as_it_is_asked(people: Desk) -> None:
    asked = linking.doubtful(people)["pairs"][0]
    told = explaining.why(people, asked["left"]["contact_id"], asked["right"]["contact_id"]).told
    assert told["state"] == "asked"
    same = ("pair", "band", "left", "right", "reasons", "prior", "weight", "thresholds")
    assert {name: told[name] for name in same} == {name: asked[name] for name in same}
    assert told["weight"] == pytest.approx(told["prior"] + sum(one["weight"] for one in told["reasons"]), abs=0.01)


def test_a_rival_is_named_by_its_contact(people: Desk) -> None:
    asked = linking.doubtful(people)["pairs"][0]
    told = explaining.why(people, asked["left"]["contact_id"], asked["right"]["contact_id"]).told
    assert kinds(told) == ["rival"]
    assert told["apart"][0]["text"] == "Wei Zhang (Umbrella) fits nearly as well, and only one of the two can be right"
    assert told["apart"][0]["rival"] in ids(people, "umbrella")


def test_a_family_at_one_phone_is_told_by_name(people: Desk) -> None:
    maria, joao = ids(people, "maria")[0], ids(people, "joão")[0]
    told = explaining.why(people, maria, joao).told
    assert (told["state"], kinds(told)) == ("two", ["names", "shared", "weight"])
    assert told["apart"][0]["text"] == "different given names at one phone number: Maria Silva and João Silva"
    assert explaining.why(people, joao, maria).told["pair"] == told["pair"]


def test_a_ruling_is_told_with_its_day_and_can_be_found(people: Desk, clock: Callable[[], datetime]) -> None:
    maria, joao = ids(people, "maria")[0], ids(people, "joão")[0]
    ruled = linking.rule(people, explaining.why(people, maria, joao).told["pair"], "different")
    told = explaining.why(people, maria, joao).told
    assert kinds(told)[0] == "ruled"
    assert told["apart"][0]["ruling"]["event"] == ruled.event
    assert datetime.fromisoformat(told["apart"][0]["ruling"]["at"]) <= clock()


def test_two_records_of_one_contact_are_told_with_the_joins_between_them(people: Desk) -> None:
    ana = viewing.contact(people, ids(people, "souza")[0])
    first, *_, last = sorted({record.id for record in ana.records})
    found = explaining.why(people, str(first), str(last))
    assert (found.told["state"], found.told["apart"]) == ("one", [])
    assert found.told["joins"]
    assert [found.told[side]["record"] for side in ("left", "right")] == [first, last]
    assert all(found.told[side]["contact_id"] == ana.id for side in ("left", "right"))
    assert found.merged[0] != found.merged[1]


def test_a_join_by_the_users_word_alone_is_kept_on_the_contact(people: Desk) -> None:
    lena, maria = ids(people, "lena")[0], ids(people, "maria")[0]
    ruled = linking.rule(people, explaining.why(people, lena, maria).told["pair"], "same")
    contact = viewing.contact(people, lena)
    assert [(join["band"], join["scored"]["comparisons"]) for join in contact.joins] == [("ruled", [])]
    told = explaining.why(people, lena, maria).told
    assert (told["state"], told["band"]) == ("one", "ruled")
    assert told["joins"][0]["ruling"]["event"] == ruled.event


def test_somebody_without_a_name_is_called_by_an_address() -> None:
    assert explaining.known_as({"name": "Ana Souza", "company": "Globex"}) == "Ana Souza (Globex)"
    assert explaining.known_as({"emails": [{"value": "ana@x.example"}]}) == "ana@x.example"
    assert explaining.known_as({}) == "someone"


@pytest.mark.parametrize(("left", "right"), [("c_1", "c_999"), ("c_1", "nobody"), ("p_1_2", "c_1")])
def test_nobody_is_compared_with_somebody_who_is_not_there(people: Desk, left: str, right: str) -> None:
    with pytest.raises(NotFound):
        explaining.why(people, left, right)


def test_nobody_is_compared_with_themselves(people: Desk) -> None:
    with pytest.raises(Refused, match="two different contacts"):
        explaining.why(people, "c_1", "1")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exports: Exports) -> None:
    """The commands find a desk with the people of the exports."""
    monkeypatch.setenv("LEGWORK_HOME", str(tmp_path / "cli"))
    monkeypatch.setenv("LEGWORK_NOW", "2026-11-24T09:00:00+01:00")
    assert run(cli, ["settings", "region", "PT"]) == 0
    assert run(cli, ["import", *map(str, exports())]) == 0


@pytest.mark.usefixtures("here")
def test_the_command_says_the_same_in_text_and_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(cli, ["doubtful", "--json"]) == 0
    asked = json.loads(capsys.readouterr().out)["pairs"][0]
    sides = [asked[side]["contact_id"] for side in ("left", "right")]
    assert run(cli, ["why", *sides, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["weight"], told["reasons"]) == (asked["weight"], asked["reasons"])
    assert run(cli, ["why", *sides]) == 0
    said = capsys.readouterr().out
    assert "two contacts until you decide: probably one person" in said
    assert (
        f"Wei Zhang (Umbrella) fits nearly as well, and only one of the two can be right ({told['apart'][0]['rival']})"
        in " ".join(said.split())
    )
    assert f"{told['prior']:+6.1f} bits  two records picked at random" in said
    assert f"{told['weight']:+6.1f} bits  together: weak from 0, likely from 1.5, strong from 4" in said
    assert all(f"{one['weight']:+6.1f} bits  {one['text']}" in said for one in told["reasons"])


@pytest.mark.usefixtures("here")
def test_the_command_names_rulings_with_their_day_and_joins_with_their_reasons(
    capsys: pytest.CaptureFixture[str],
) -> None:
    capsys.readouterr()
    for words, verdict, said in (
        (["maria", "joão"], "different", "you said that they are two people (2026-11-24)"),
        (["maria", "lena"], "same", "joined by your word (2026-11-24)"),
    ):
        sides = []
        for word in words:
            assert run(cli, ["contacts", word, "--json"]) == 0
            sides.append(json.loads(capsys.readouterr().out)["contacts"][0]["id"])
        pair = "_".join(["p", *(side.removeprefix("c_") for side in sides)])
        assert run(cli, ["rule", pair, verdict]) == 0
        assert run(cli, ["why", *sides]) == 0
        assert said in capsys.readouterr().out
    assert run(cli, ["contacts", "souza", "--json"]) == 0
    ana = json.loads(capsys.readouterr().out)["contacts"][0]["id"]
    assert run(cli, ["why", ana, ana]) == 1
    assert "two different contacts" in capsys.readouterr().err
