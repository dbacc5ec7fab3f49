"""A mailbox on the desk: for whom it is read, and that no message counts twice."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest_desk import exported

from legwork.desk import importing, preferring
from legwork.desk.exporting import export
from legwork.desk.opening import Desk
from legwork.errors import NothingReadable

ME = "me@own.example"


def mail(sender: str, to: str, number: int) -> str:
    return (
        f"From - Mon Mar 04 11:20:34 2024\nFrom: {sender}\nTo: {to}\nDate: Mon, 4 Mar 2024 11:20:34 +0000\n"
        f"Message-ID: <{number}@own.example>\nSubject: Number {number}\n\nHello.\n\n"
    )


@pytest.fixture
def mailbox(tmp_path: Path) -> Path:
    """Ana and the user wrote to each other; the newsletter wrote alone."""
    path = tmp_path / "All mail.mbox"
    path.write_text(
        mail("Ana Souza <ana.souza@globex.example>", ME, 1)
        + mail(ME, "Ana Souza <ana.souza@globex.example>", 2)
        + mail("no-reply@news.example", ME, 3),
        encoding="utf-8",
    )
    return path


def counts(report: Mapping[str, Any]) -> dict[str, int]:
    return {name: report["files"][0][name] for name in ("read", "new", "updated", "unchanged", "skipped", "refused")}


def test_a_mailbox_gives_a_record_for_each_address_and_name(desk: Desk, mailbox: Path) -> None:
    report = importing.run(desk, [mailbox])
    assert counts(report) == {"read": 3, "new": 1, "updated": 0, "unchanged": 0, "skipped": 2, "refused": 0}
    assert report["files"][0]["rows"] == [
        {"locator": f"{ME}|", "outcome": "skipped", "reason": "your own address"},
        {"locator": "no-reply@news.example|", "outcome": "skipped", "reason": "automatic sender"},
    ]
    out = io.StringIO()
    export(desk, "records", out)
    assert out.getvalue().splitlines()[1].startswith("mail,All mail.mbox,ana.souza@globex.example|Ana Souza,")


def test_the_same_mailbox_again_changes_nothing_and_a_newer_one_updates(desk: Desk, mailbox: Path) -> None:
    importing.run(desk, [mailbox])
    before = exported(desk)
    again = importing.run(desk, [mailbox])
    assert (again["files"][0]["unchanged"], again["contacts"]["created"]) == (1, 0)
    assert exported(desk) == before
    mailbox.write_text(mailbox.read_text() + mail("Ana Souza <ana.souza@globex.example>", ME, 4))
    newer = importing.run(desk, [mailbox])
    assert (newer["files"][0]["updated"], newer["contacts"]["created"]) == (1, 0)


def test_a_mailbox_is_read_for_the_addresses_in_the_settings(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Sent"
    path.write_text(mail("First Last <old@own.example>", "bo@dal.example", 1))
    with pytest.raises(NothingReadable, match="does not show whose mail it is"):
        importing.run(desk, [path])
    preferring.prefer(desk, {"emails": "bo@dal.example"})
    assert importing.run(desk, [path])["files"][0]["rows"][0]["reason"] == "your own address"
    preferring.prefer(desk, {"emails": "old@own.example"})
    report = importing.run(desk, [path])
    assert counts(report) == {"read": 1, "new": 1, "updated": 0, "unchanged": 0, "skipped": 0, "refused": 0}
