"""LinkedIn, Google and a mailbox brought in by command: who is joined, who is asked about, and the way back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

import fixture_a
from cli.conftest import Said

Legwork = Callable[..., Said]
CAPTURED = "outbox"
NINE = [
    [("capture", "1"), ("linkedin.connections", "5")],
    [("google.contacts", "1"), ("mail", "ana.souza@globex.example|Ana Souza")],
    [("google.contacts", "2")],
    [("google.contacts", "3")],
    [("google.contacts", "4")],
    [("linkedin.connections", "2")],
    [("linkedin.connections", "3")],
    [("linkedin.connections", "4")],
    [("mail", "roneil@hooli.example|Bob O'Neil")],
]
"""The persons, each by the records behind it: Ana twice, the three Weis, Robert, Bob, Maria and João."""
QUESTIONS = [
    [("capture", "1"), ("google.contacts", "1"), ("linkedin.connections", "5"),
     ("mail", "ana.souza@globex.example|Ana Souza")],
    [("google.contacts", "2"), ("linkedin.connections", "4")],
    [("linkedin.connections", "2"), ("mail", "roneil@hooli.example|Bob O'Neil")],
]  # fmt: skip


@pytest.fixture
def mine(legwork: Legwork) -> Legwork:
    """A desk that knows whose it is and joins by identifiers alone."""
    for name, value in (("emails", fixture_a.ME), ("merge_policy", "identifiers"), ("region", "PT")):
        assert legwork("settings", name, value).code == 0
    return legwork


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """The three exports and the outbox of the extension, by what they are."""
    archive, google, mailbox = map(str, fixture_a.write(tmp_path / "exports"))
    outbox = tmp_path / "exports" / CAPTURED
    outbox.write_text(json.dumps(fixture_a.CAPTURE) + "\n", encoding="utf-8")
    return {"archive": archive, "google": google, "mailbox": mailbox, "outbox": str(outbox)}


def brought(legwork: Legwork, *paths: str) -> Any:
    said = legwork("import", "--json", *paths)
    assert said.code == 0, said.err
    return said.json


def people(legwork: Legwork) -> list[list[tuple[str, str]]]:
    """The records behind every contact."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(legwork("export", "--format", "records").out)):
        found.setdefault(row["contact_id"], []).append((row["source"], row["locator"]))
    return sorted(sorted(places) for places in found.values())


def everyone(legwork: Legwork) -> list[Any]:
    contacts = json.loads(legwork("export", "--format", "json").out)["contacts"]
    assert isinstance(contacts, list)
    return contacts


def questions(legwork: Legwork) -> list[list[tuple[str, str]]]:
    """The records on both sides of every doubtful pair."""
    pairs = legwork("doubtful", "--json").json["pairs"]
    sides = [[*pair["left"]["records"], *pair["right"]["records"]] for pair in pairs]
    return sorted(sorted((place["source"], place["locator"]) for place in places) for places in sides)


def test_a_preview_knows_files_by_their_content_counts_them_and_stores_nothing(
    mine: Legwork, files: dict[str, str]
) -> None:
    said = mine("import", "--preview", "--json", *files.values()).json
    assert (said["batch"], said["preview"]) == (None, True)
    counted = {file["kind"]: (file["read"], file["new"], file["refused"], file["skipped"]) for file in said["files"]}
    assert counted == {
        "linkedin.connections": (5, 4, 1, 0),
        "google.contacts": (4, 4, 0, 0),
        "mail": (5, 2, 0, 3),
        "legwork.captures": (1, 1, 0, 0),
    }
    assert said["contacts"] == {"created": 9, "joined": 2, "doubtful": 3, "job_changes": 1}
    assert said["not_used"] == [{"file": "Ad_Targeting.csv", "why": "what LinkedIn guesses about you, not a contact"}]
    assert mine("contacts", "--json").json["contacts"] == []


def test_every_row_that_was_left_out_is_listed_with_its_reason(mine: Legwork, files: dict[str, str]) -> None:
    report = brought(mine, *files.values())
    rows = {
        (file["kind"], row["locator"]): (row["outcome"], row["reason"])
        for file in report["files"]
        for row in file["rows"]
    }
    assert rows == {
        ("linkedin.connections", "1"): ("refused", "no name, no address, no profile"),
        ("mail", "no-reply@news.example|News"): ("skipped", "automatic sender"),
        ("mail", "info@acme.example|"): ("skipped", "one way: wrote to you, and you never wrote back"),
        ("mail", f"{fixture_a.ME}|Priya Nair"): ("skipped", "your own address"),
    }
    for file in report["files"]:
        assert file["read"] == sum(file[name] for name in ("new", "updated", "unchanged", "skipped", "refused"))


@pytest.mark.parametrize("order", list(permutations(("archive", "google", "mailbox", "outbox")))[::5])
def test_nine_people_three_questions_and_one_new_job_in_any_order(
    mine: Legwork, files: dict[str, str], order: tuple[str, ...]
) -> None:
    for name in order:
        brought(mine, files[name])
    assert people(mine) == NINE
    assert questions(mine) == QUESTIONS
    (change,) = (event for one in everyone(mine) for event in one["events"])
    assert change.items() >= {
        "kind": "job_change", "from_title": "Data Lead", "from_company": "Globex", "to_title": "Director of Data",
        "to_company": "Initech", "after": "2026-09-02", "before": "2026-11-20",
    }.items()  # fmt: skip


def test_all_at_once_gives_the_same(mine: Legwork, files: dict[str, str]) -> None:
    report = brought(mine, *files.values())
    assert report["contacts"] == {"created": 9, "joined": 2, "doubtful": 3, "job_changes": 1}
    assert people(mine) == NINE
    assert questions(mine) == QUESTIONS


def test_reasons_name_what_speaks_for_each_pair_and_the_other_wei_is_only_an_alternative(
    mine: Legwork, files: dict[str, str]
) -> None:
    brought(mine, *files.values())
    pairs = mine("doubtful", "--json").json["pairs"]
    texts = [{reason["text"] for reason in pair["reasons"]} for pair in pairs]
    assert {"same given name", "same family name", "e-mail domain globex matches the employer"} <= texts[0]
    assert {"given name and its short form", "e-mail domain hooli matches the employer"} <= texts[1]
    assert {"same given name", "same family name", "e-mail domain initech matches the employer"} <= texts[2]
    wei = next(pair for pair in pairs if pair["left"]["name"] == "Wei Zhang")
    assert mine("rule", wei["pair"], "different").code == 0
    assert [("google.contacts", "2"), ("linkedin.connections", "3")] in questions(mine)


def test_the_same_files_again_create_nothing_and_update_nothing(mine: Legwork, files: dict[str, str]) -> None:
    brought(mine, *files.values())
    before = mine("export", "--format", "json").out
    for _ in range(2):
        again = brought(mine, *files.values())
        assert again["contacts"] == {"created": 0, "joined": 0, "doubtful": 0, "job_changes": 0}
        assert [(file["new"], file["updated"]) for file in again["files"]] == [(0, 0)] * 4
        assert "compared" not in again
        assert mine("export", "--format", "json").out == before
    said = mine("import", *files.values()).out
    assert "0 new contacts, 0 joined to contacts you have" in said


@pytest.mark.parametrize("loose", [False, True], ids=["in its archive", "alone"])
def test_a_newer_list_of_connections_is_one_update_and_one_new_job(
    mine: Legwork, files: dict[str, str], tmp_path: Path, *, loose: bool
) -> None:
    brought(mine, files["archive"], files["google"], files["mailbox"])
    newer = fixture_a.write_newer(tmp_path / "later")
    if loose:
        newer = tmp_path / "later" / "Connections.csv"
        newer.write_text(fixture_a.NEWER, encoding="utf-8")
    report = brought(mine, str(newer))
    assert [(file["new"], file["updated"], file["unchanged"]) for file in report["files"]] == [(0, 1, 3)]
    assert report["contacts"] == {"created": 0, "joined": 0, "doubtful": 0, "job_changes": 1}
    (moved,) = report["compared"]["job_changes"]
    assert (moved["name"], moved["from_company"], moved["to_company"]) == ("Wei Zhang", "Initech", "Hooli")
    assert moved["after"] == "2026-09-02"
    if not loose:
        assert moved["before"] == "2026-11-21"
    (wei,) = (one for one in everyone(mine) if one["title"] == "Product Manager")
    assert wei["company"] == "Hooli"
    assert [event["kind"] for event in wei["events"]] == ["job_change"]


def test_undoing_the_mailbox_takes_bob_and_anas_mail_and_redo_brings_them_back(
    mine: Legwork, files: dict[str, str]
) -> None:
    brought(mine, files["archive"], files["google"], files["outbox"])
    before = mine("export", "--format", "json").out
    batch = brought(mine, files["mailbox"])["batch"]
    after = mine("export", "--format", "json").out
    assert "2021-05-03" in after
    assert mine("undo", batch).code == 0
    assert mine("export", "--format", "json").out == before
    assert mine("contacts", "Bob", "--json").json["contacts"] == []
    assert "2021-05-03" not in before
    assert mine("undo", batch).code == 0  # an undone import by its name: it is done again
    assert mine("export", "--format", "json").out == after


def test_what_was_touched_since_stays_and_is_named(mine: Legwork, files: dict[str, str]) -> None:
    brought(mine, files["archive"], files["google"], files["outbox"])
    batch = brought(mine, files["mailbox"])["batch"]
    (bob,) = mine("contacts", "Bob O'Neil", "--json").json["contacts"]
    assert mine("act", f"new-send_invitation-{bob['id']}", "admired").code == 0
    said = mine("undo", batch)
    assert said.code == 0
    assert "Bob O'Neil" in said.out
    assert [one["name"] for one in mine("contacts", "Bob O'Neil", "--json").json["contacts"]] == ["Bob O'Neil"]
    assert "2021-05-03" not in mine("export", "--format", "json").out
