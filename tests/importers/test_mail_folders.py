"""Messages one a file are read together, since only all of a folder shows who wrote to whom."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from legwork_importers.archive import open_paths
from legwork_importers.contract import Owner, SourceRow, UnreadableSource
from legwork_importers.mail import Mail
from legwork_importers.registry import recognise
from legwork_importers.sources import Limits

ME = "me@own.example"


def mail(sender: str, to: str, number: int) -> bytes:
    return f"From: {sender}\nTo: {to}\nSubject: {number}\nMessage-ID: <{number}@own.example>\n\nHello.\n".encode()


SENT, ANSWER, OTHER = (
    mail(ME, "Ada <ada@berg.example>", 1),
    mail("Ada <ada@berg.example>", ME, 2),
    mail(ME, "bo@dal.example", 3),
)


def put(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def read(*paths: Path) -> dict[str, dict[str, str]]:
    """What becomes of everyone, by source and locator."""
    with open_paths(paths) as opened:
        found = {}
        for source in opened.sources:
            recognised = recognise(source)
            assert recognised is not None
            rows = Mail(Owner(emails=frozenset({ME}))).read(source)
            found[source.name] = {row.locator: "contact" if isinstance(row, SourceRow) else row.reason for row in rows}
        return found


def test_messages_of_a_folder_are_one_mailbox(tmp_path: Path) -> None:
    put(tmp_path, "mail/1.eml", SENT)
    put(tmp_path, "mail/2.EML", ANSWER)
    put(tmp_path, "mail/3.emlx", b"%d\n" % len(OTHER) + OTHER)
    put(tmp_path, "alone/4.eml", OTHER)
    put(tmp_path, "5.eml", SENT)
    put(tmp_path, "6.eml", ANSWER)
    ada, bo = {"ada@berg.example|Ada": "contact"}, {"bo@dal.example|": "contact"}
    own = {f"{ME}|": "your own address"}
    assert read(tmp_path) == {"*.eml": ada | own, "mail/*.eml": ada | own | bo, "alone/4.eml": bo}


def test_a_maildir_is_one_mailbox_and_its_flags_count(tmp_path: Path) -> None:
    put(tmp_path, "box/cur/1709551234.M1P2.host:2,S", SENT)
    put(tmp_path, "box/new/1709551235.M1P2.host", ANSWER)
    put(tmp_path, "box/cur/unusual;2,ST", OTHER)
    put(tmp_path, "box/.Trash/cur/1709551236.M1P2.host:2,", OTHER)
    put(tmp_path, "cur/1709551237.M1P2.host:2,D", OTHER)
    ada = {"ada@berg.example|Ada": "contact", f"{ME}|": "your own address"}
    assert read(tmp_path) == {
        "Maildir": {"bo@dal.example|": "only a draft, never sent"},
        "box": ada | {"bo@dal.example|": "only in the trash"},
        "box/.Trash": {"bo@dal.example|": "only in the trash"},
    }


def test_other_files_in_folders_called_new_stay_themselves(tmp_path: Path) -> None:
    put(tmp_path, "new/Connections.csv", b"x")
    put(tmp_path, "cur/notes.txt", b"x")
    with open_paths([tmp_path]) as opened:
        assert [source.name for source in opened.sources] == ["cur/notes.txt", "new/Connections.csv"]


def test_messages_in_a_zip_are_read_together_too(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mail/1.eml", SENT)
        archive.writestr("mail/2.eml", ANSWER)
    put(tmp_path, "mail.zip", data.getvalue())
    assert read(tmp_path / "mail.zip") == {
        "mail/*.eml": {"ada@berg.example|Ada": "contact", f"{ME}|": "your own address"}
    }


def test_a_folder_of_messages_has_size_date_and_bytes(tmp_path: Path) -> None:
    put(tmp_path, "1.eml", SENT)
    put(tmp_path, "2.eml", b"")
    with open_paths([tmp_path]) as opened:
        (folder,) = opened.sources
        assert (folder.size, folder.written) == (len(SENT), "")
        assert folder.head(5) == b"From:"
        with folder.open() as stream:
            assert stream.read() == b"%d 1.eml\n" % len(SENT) + SENT + b"0 2.eml\n"
    assert read(tmp_path)["*.eml"]["message 2.eml"] == "no sender's address that can be read"


def test_a_message_that_vanished_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path, "1.eml", SENT)
    put(tmp_path, "2.eml", ANSWER)
    with open_paths([tmp_path]) as opened:
        (tmp_path / "1.eml").unlink()
        (source,) = opened.sources
        found = {row.locator: row for row in Mail(Owner(emails=frozenset({ME}))).read(source)}
        with pytest.raises(UnreadableSource), source.open() as stream:
            stream.read()
    assert list(found) == ["message 1.eml", "ada@berg.example|Ada", f"{ME}|"]


def test_messages_have_a_limit_of_their_own(tmp_path: Path) -> None:
    for number in range(4):
        put(tmp_path, f"{number}.eml", SENT)
    put(tmp_path, "x.csv", b"x")
    limits = Limits(entries=1, messages=4)
    with open_paths([tmp_path], limits=limits) as opened:
        assert [source.name for source in opened.sources] == ["*.eml"]
        assert [entry.why for entry in opened.not_used] == ["more than 4 messages; the rest was not read"]
    with open_paths([tmp_path], limits=Limits(entries=1, messages=9)) as opened:
        assert [source.name for source in opened.sources] == ["*.eml", "x.csv"]
