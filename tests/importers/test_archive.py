"""Files, folders and zips become sources in one order; what is left out says why."""

from __future__ import annotations

import io
import os
import socket
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from legwork_importers.archive import NotUsed, Opened, open_paths
from legwork_importers.contract import UnreadableSource
from legwork_importers.sources import BytesSource, Limits

CSV = b"First Name,Last Name,Connected On\nAda,Ng,05 Nov 2018\n"


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def kept(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(opened: Opened) -> list[str]:
    return [source.name for source in opened.sources]


def why(opened: Opened) -> dict[str, str]:
    return {entry.file: entry.why for entry in opened.not_used}


def test_names_are_the_files_or_the_paths_inside_what_was_given(tmp_path: Path) -> None:
    archive = zipped(("Basic/Connections.csv", CSV), ("Basic/inner.zip", zipped(("deep.csv", CSV))), ("Basic/", b""))
    alone = kept(tmp_path / "one" / "contacts.csv", CSV)
    export = kept(tmp_path / "two" / "export.zip", archive)
    folder = tmp_path / "three"
    kept(folder / "a" / "plain.csv", CSV)
    kept(folder / "sub" / "archive.zip", archive)
    expected = [
        "Basic/Connections.csv",
        "Basic/inner.zip/deep.csv",
        "a/plain.csv",
        "contacts.csv",
        "sub/archive.zip/Basic/Connections.csv",
        "sub/archive.zip/Basic/inner.zip/deep.csv",
    ]
    for paths in ([alone, export, folder], [folder, export, alone, alone]):
        with open_paths(paths) as opened:
            assert names(opened) == expected
            assert opened.not_used == ()
            for source in opened.sources:
                assert source.head(10) == CSV[:10]
                assert source.size == len(CSV)
                with source.open() as stream:
                    assert stream.read() == CSV


def test_an_uploads_own_name_can_be_given(tmp_path: Path) -> None:
    path = kept(tmp_path / "0001.upload", CSV)
    with open_paths([path], names={path: "Connections.csv"}) as opened:
        assert names(opened) == ["Connections.csv"]


def test_files_of_the_operating_system_are_named_and_left(tmp_path: Path) -> None:
    kept(tmp_path / "f" / ".DS_Store", b"x")
    kept(
        tmp_path / "f" / "x.zip",
        zipped(("__MACOSX/._Connections.csv", b"x"), ("Connections.csv", CSV), ("thumbs.db", b"")),
    )
    with open_paths([tmp_path / "f"]) as opened:
        assert names(opened) == ["x.zip/Connections.csv"]
        assert set(why(opened).values()) == {"a file of the operating system"}
        assert len(opened.not_used) == 3


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to(kept(tmp_path / "real.csv", CSV))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "socket"))
        with open_paths([folder, folder / "link", tmp_path / "gone.csv", Path("/dev/zero"), Path("a\0b")]) as opened:
            assert opened.sources == ()
            assert why(opened) == {
                "pipe": "a device or pipe, not a file",
                "socket": "a device or pipe, not a file",
                "zero": "a device or pipe, not a file",
                "link": "a link; give the file it points to",
                "gone.csv": "there is no such file, or it may not be read",
                "a_b": "there is no such file, or it may not be read",
            }


def test_a_file_may_vanish_change_or_be_closed_to_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone, changed = kept(tmp_path / "gone.csv", CSV), kept(tmp_path / "grown.csv", CSV)
    with open_paths([gone, changed]) as opened:
        gone.unlink()
        changed.write_bytes(CSV + b"more")
        with pytest.raises(UnreadableSource, match=r"cannot be opened \(no such file"):
            opened.sources[0].open()
        with pytest.raises(UnreadableSource, match="changed"), opened.sources[1].open() as stream:
            stream.read()

    def refuse(path: Path, *_: object) -> object:
        raise PermissionError(13, "Permission denied")

    kept(tmp_path / "f" / "x.csv", CSV)
    monkeypatch.setattr(Path, "open", refuse)
    with open_paths([changed]) as opened:
        assert why(opened) == {"grown.csv": "it cannot be opened (permission denied)"}
    real = Path.lstat
    monkeypatch.setattr(Path, "lstat", lambda path: refuse(path) if path.name == "x.csv" else real(path))
    with open_paths([tmp_path / "f"]) as opened:
        assert why(opened) == {"x.csv": "it vanished or may not be read"}


def test_too_many_files_or_too_deep_folders_are_not_walked(tmp_path: Path) -> None:
    for number in range(5):
        kept(tmp_path / "many" / f"{number}.csv", CSV)
    with open_paths([tmp_path / "many"], limits=Limits(entries=3)) as opened:
        assert names(opened) == ["0.csv", "1.csv", "2.csv"]
        assert why(opened) == {"many": "more than 3 files; the rest was not read"}
    kept(tmp_path / "deep" / Path(*"d" * 45) / "x.csv", CSV)
    with open_paths([tmp_path / "deep"]) as opened:
        assert opened.sources == ()
        assert list(why(opened).values()) == ["folders nested too deep"]


def test_archives_three_deep_are_not_read(tmp_path: Path) -> None:
    data = zipped(("x.csv", CSV))
    for depth in range(8):
        data = zipped((f"{depth}.zip", data))
    with open_paths([kept(tmp_path / "nest.zip", data)]) as opened:
        assert opened.sources == ()
        assert why(opened) == {"7.zip/6.zip": "an archive three deep in archives; unpack the outer ones first"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 and then nothing of the kind", "it is a damaged or incomplete archive"),
        (zipped(("x.csv", CSV))[:-30], "it is a damaged or incomplete archive"),
        (zipped(), "an archive with nothing in it"),
        (zipped(("folder/", b"")), "an archive with nothing in it"),
        (
            zipped(("[Content_Types].xml", b""), ("xl/workbook.xml", b"")),
            "a spreadsheet or text document; save its table as CSV and import that",
        ),
        (zipped(*((f"{n}", b"") for n in range(12))), "it has more than 10 entries"),
    ],
)
def test_an_archive_that_is_not_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    with open_paths([kept(tmp_path / "x.zip", data)], limits=Limits(entries=10)) as opened:
        assert opened.sources == ()
        assert opened.not_used == (NotUsed("x.zip", reason),)


def test_a_long_list_of_entries_is_refused_by_its_64_bit_count_too(tmp_path: Path) -> None:
    data = zipped(("x.csv", CSV))
    end = data.rindex(b"PK\x05\x06")
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 70_000, 70_000, 3_000_000, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    with open_paths([kept(tmp_path / "x.zip", data[:end] + record + locator + data[end:])]) as opened:
        assert why(opened) == {"x.zip": "it has more than 10,000 entries"}


def test_overlapping_entries_are_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.csv", CSV * 5), ("b.csv", CSV * 5), method=zipfile.ZIP_STORED))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[second + 42 : second + 46] = struct.pack("<L", 10)
    with open_paths([kept(tmp_path / "x.zip", bytes(data))]) as opened:
        assert why(opened) == {"x.zip": "its entries overlap, as they do in an archive made to do harm"}


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with open_paths([kept(tmp_path / "x.zip", zipped(("bomb", bytes(5_000_000)), ("ok.csv", CSV)))]) as opened:
        assert names(opened) == ["ok.csv"]
        assert why(opened) == {"bomb": "it unpacks to more than 100 times its size, as no contacts file does"}


def test_a_member_larger_than_a_whole_archive_is_refused(tmp_path: Path) -> None:
    limits = Limits(archive=1_000_000)
    with open_paths([kept(tmp_path / "x.zip", zipped(("big", bytes(2_000_000))))], limits=limits) as opened:
        assert why(opened) == {"big": "2 MB; a whole archive may hold 1 MB"}


def test_what_an_archive_gives_out_is_counted_while_reading(tmp_path: Path) -> None:
    data = os.urandom(100_000)
    path = kept(tmp_path / "x.zip", zipped(("a", data), ("b", data), ("c", data)))
    with open_paths([path], limits=Limits(archive=290_000)) as opened:
        first, second, third = opened.sources
        for source in (first, first, second, first):
            with source.open() as stream:
                assert stream.read() == data
        with pytest.raises(UnreadableSource, match="more than 290,000 bytes"), third.open() as stream:
            stream.read()


def test_a_member_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.csv", CSV * 100)))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 10)
    with open_paths([kept(tmp_path / "x.zip", bytes(data))]) as opened:
        assert "damaged" in why(opened)["a.csv"] if opened.not_used else True
        for source in opened.sources:
            with pytest.raises(UnreadableSource, match="damaged"), source.open() as stream:
                stream.read()


def test_a_member_damaged_in_its_own_header_is_left(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.csv", CSV), ("b.csv", CSV)))
    data[:4] = b"PK\x03\x05"
    data[4:] = data[4:]
    path = kept(tmp_path / "x.zip", b"PK\x05\x06"[:0] + bytes(data))
    with open_paths([path]) as opened:
        # Without its first mark the file is no archive to anybody.
        assert names(opened) == ["x.zip"]
    data[:4] = b"PK\x03\x04"
    at = data.index(b"PK\x03\x04", 4)
    data[at : at + 4] = b"XXXX"
    with open_paths([kept(path, bytes(data))]) as opened:
        assert names(opened) == ["a.csv"]
        assert why(opened) == {"b.csv": "it is damaged inside the archive (BadZipFile)"}


def test_encrypted_members_and_links_are_left(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    data = bytearray(zipped(("secret.csv", CSV), (link, b"/etc/passwd")))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    with open_paths([kept(tmp_path / "x.zip", bytes(data))]) as opened:
        assert why(opened) == {
            "secret.csv": "it is encrypted; unpack the archive with its password first",
            "link.csv": "it is a link or device, not a file",
        }


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_with_one_name_the_last_is_used_and_said(tmp_path: Path) -> None:
    data = zipped(("a/x.csv", b"first"), ("a/./x.csv", b"second"), ("../../C:\\y\x01.csv", CSV))
    with open_paths([kept(tmp_path / "x.zip", data)]) as opened:
        assert names(opened) == ["a/x.csv", "y_.csv"]
        assert opened.sources[0].head(10) == b"second"
        assert why(opened) == {"a/x.csv": "the archive holds this name more than once; the last one was used"}


def test_archives_in_archives_have_one_limit_together(tmp_path: Path) -> None:
    inner = zipped(("x.csv", CSV), ("noise", os.urandom(300)), method=zipfile.ZIP_STORED)
    data = zipped(*((f"{n}.zip", inner) for n in range(8)), ("ok.csv", CSV))
    limit = Limits(nested_archives=3 * len(inner))
    with open_paths([kept(tmp_path / "x.zip", data)], limits=limit) as opened:
        assert [name for name in names(opened) if name.endswith(".csv")] == [
            *(f"{n}.zip/x.csv" for n in range(3)),
            "ok.csv",
        ]
        assert set(why(opened)) == {f"{n}.zip" for n in range(3, 8)}
        assert why(opened)["7.zip"].startswith("with it the archives inside archives hold more than 1,")
        assert why(opened)["7.zip"].endswith("bytes; unpack the outer one first")


def test_an_archive_that_is_not_used_takes_no_room(tmp_path: Path) -> None:
    sheet = zipped(("[Content_Types].xml", os.urandom(500)), method=zipfile.ZIP_STORED)
    inner = zipped(("x.csv", CSV))
    data = zipped(*((f"{n}.xlsx", sheet) for n in range(8)), ("z.zip", inner))
    with open_paths([kept(tmp_path / "x.zip", data)], limits=Limits(nested_archives=len(sheet) + 10)) as opened:
        assert names(opened) == ["z.zip/x.csv"]
        assert set(why(opened).values()) == {"a spreadsheet or text document; save its table as CSV and import that"}


def test_nothing_is_written_while_an_archive_is_read(tmp_path: Path) -> None:
    path = kept(tmp_path / "x.zip", zipped(("../../evil.csv", CSV), ("/abs.csv", CSV), ("..\\..\\w.csv", CSV)))
    with open_paths([path]) as opened:
        assert names(opened) == ["abs.csv", "evil.csv", "w.csv"]
        assert all(source.head(99) == CSV for source in opened.sources)
    assert list(tmp_path.iterdir()) == [path]


def test_only_a_zip_says_when_a_file_was_written(tmp_path: Path) -> None:
    """A copy of a file has the date of the copying, and then any order of imports would not give the same."""
    member = zipfile.ZipInfo("Connections.csv", (2026, 11, 3, 8, 5, 30))
    paths = [kept(tmp_path / "plain.csv", CSV), kept(tmp_path / "export.zip", zipped((member, CSV)))]
    with open_paths(paths) as opened:
        assert {source.name: source.written for source in opened.sources} == {
            "plain.csv": "",
            "Connections.csv": "2026-11-03T08:05:30",
        }
    assert BytesSource("upload", CSV).written == ""


def test_a_list_of_entries_farther_off_than_any_file_is_long_is_damage(tmp_path: Path) -> None:
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 2**64 - 1, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 46, 0, 0)
    path = kept(tmp_path / "x.zip", b"PK\x03\x04" + locator + end)
    with open_paths([path]) as opened:
        assert why(opened) == {"x.zip": "it is a damaged or incomplete archive"}
