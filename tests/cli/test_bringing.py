"""`legwork import` says what it read, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from legwork.cli import cli
from legwork.cli.running import run

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Ng\nEMAIL:ada@x.example\nEND:VCARD\n"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty desk in a folder of the test's own."""
    monkeypatch.setenv("LEGWORK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LEGWORK_TIMEZONE", "Europe/Berlin")
    monkeypatch.delenv("LEGWORK_DATABASE_URL", raising=False)
    return tmp_path / "home"


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_entries_are_called_what_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(cli, ["import", written(tmp_path, "one.vcf", CARD)]) == 0
    assert "one.vcf: 1 card read, vcard" in capsys.readouterr().out
    assert run(cli, ["import", written(tmp_path, "two.vcf", CARD * 2)]) == 0
    assert "two.vcf: 2 cards read, vcard" in capsys.readouterr().out
    row = ",,,,Hooli,Engineer,08 Jul 2022\n"
    assert run(cli, ["import", written(tmp_path, "c.csv", HEADER + row)]) == 0
    assert "c.csv: 1 row read, linkedin.connections" in capsys.readouterr().out


def test_an_unknown_kind_is_wrong_usage(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(cli, ["import", "--as", "bogus", written(tmp_path, "one.vcf", CARD)]) == 2
    said = capsys.readouterr().err
    assert "'bogus' is no kind; there are linkedin.connections, linkedin.messages," in said
    assert not home.exists()


def test_a_file_of_which_nothing_can_be_read_fails_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torn = written(tmp_path, "torn.vcf", "BEGIN:VCARD\nFN:Ada Ng\n")
    assert run(cli, ["import", torn]) == 1
    sentence = "torn.vcf: nothing in it could be read as vcard: card without END."
    assert capsys.readouterr().err.strip() == sentence
    assert run(cli, ["import", "--json", torn]) == 1
    assert json.loads(capsys.readouterr().out)["not_used"] == [
        {"file": "torn.vcf", "why": "nothing in it could be read as vcard: card without END"}
    ]


def test_a_header_alone_is_nothing_to_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "c.csv", HEADER)
    assert run(cli, ["import", path]) == 0
    said = capsys.readouterr().out
    assert "0 rows read" in said
    assert said.endswith("There was nothing to store.\n")


def test_json_names_every_row_that_was_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "c.csv", HEADER + ",,,,Hooli,Engineer,08 Jul 2022\n" * 600)
    for options in (["--preview"], []):
        assert run(cli, ["import", "--json", *options, path]) == 0
        (file,) = json.loads(capsys.readouterr().out)["files"]
        assert len(file["rows"]) == file["refused"] == 600
        assert "file_id" not in file


TABLE = "Wer,Betrieb,Post\nAda Ng,Acme,ada@x.example\nBo Li,Bolt,\n"


def test_a_table_nobody_knows_is_read_as_its_columns_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "t.csv", TABLE)
    assert run(cli, ["import", path]) == 1
    assert "--as generic --map given=…,family=…,email=…." in capsys.readouterr().err
    assert run(cli, ["import", "--preview", "--as", "generic", "--map", "name=Wer,email=Post", path]) == 0
    assert "t.csv: 2 rows read, generic (columns: name = Wer, email = Post)" in capsys.readouterr().out
    assert run(cli, ["import", path]) == 1
    capsys.readouterr()
    assert run(cli, ["import", "--as", "generic", "--map", "name=Wer,company=Betrieb", path]) == 0
    capsys.readouterr()
    again = ["import", "--json", written(tmp_path, "later.csv", TABLE + "Cy Ek,Ek,\n")]
    assert run(cli, again) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert (file["kind"], file["new"], file["unchanged"]) == ("generic", 1, 2)
    assert file["why"] == "columns: name = Wer, company = Betrieb"


def test_a_table_without_a_map_is_read_as_it_seems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(cli, ["import", "--as", "generic", written(tmp_path, "t.csv", TABLE)]) == 0
    assert "(columns: name = Wer, email = Post)" in capsys.readouterr().out
    assert run(cli, ["import", "--as", "generic", written(tmp_path, "u.csv", "Colour,Size\nred,1\n")]) == 1
    assert "u.csv: no column says who it is; one has to be a name" in capsys.readouterr().err


def test_an_unknown_table_among_others_is_named_with_the_way_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [written(tmp_path, "t.csv", TABLE), written(tmp_path, "one.vcf", CARD)]
    assert run(cli, ["import", *paths]) == 0
    assert "say what its columns are to bring it in: --as generic --map" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--map", "name=Wer"], "goes with --as generic"),
        (["--as", "vcard", "--map", "name=Wer"], "goes with --as generic"),
        (["--as", "generic", "--map", "wer=Wer"], "is nothing a column can be; there are name, given"),
        (["--as", "generic", "--map", ""], "said as given=Vorname"),
    ],
)
def test_a_map_that_is_none_is_wrong_usage(
    words: list[str], reason: str, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(cli, ["import", *words, written(tmp_path, "t.csv", TABLE)]) == 2
    assert reason in capsys.readouterr().err
    assert not home.exists()


def test_other_columns_of_the_same_file_are_read_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "t.csv", TABLE)
    assert run(cli, ["import", "--as", "generic", "--map", "name=Wer", path]) == 0
    assert run(cli, ["import", "--json", "--as", "generic", "--map", "name=Wer,email=#3", path]) == 0
    said = capsys.readouterr().out
    (file,) = json.loads(said[said.index("{") :])["files"]
    assert (file["new"], file["unchanged"]) == (1, 1)
    assert run(cli, ["contacts", "--json"]) == 0
    contacts = json.loads(capsys.readouterr().out)["contacts"]
    assert [contact["name"] for contact in contacts] == ["Ada Ng", "Bo Li"]


def test_a_newer_export_says_who_moved_came_and_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def row(number: int, company: str) -> str:
        day = f"{1 + number:02} Mar 2026"
        return f"Given{number},Ng,https://www.linkedin.com/in/p-{number},,{company},Analyst,{day}\n"

    old = [row(number, "Globex") for number in reversed(range(8))]
    new = [row(number, "Initech" if number == 3 else "Globex") for number in reversed(range(30)) if number != 5]
    assert run(cli, ["import", written(tmp_path, "old.csv", HEADER + "".join(old))]) == 0
    assert "changed jobs" not in capsys.readouterr().out
    assert run(cli, ["import", written(tmp_path, "new.csv", HEADER + "".join(new))]) == 0
    said = capsys.readouterr().out
    moved = "from Analyst, Globex to Analyst, Initech between 8 March and 30 March 2026"
    assert f"1 person changed jobs:\n  Given3 Ng (c_5), {moved}\n22 new connections:\n  Given10 Ng (" in said
    assert (
        "\n  and 2 more; --json lists them all\n1 is no longer connected:\n  Given5 Ng (c_3), between 8 March" in said
    )
    assert run(cli, ["import", "--json", written(tmp_path, "new.csv", HEADER + "".join(new))]) == 0
    assert "compared" not in json.loads(capsys.readouterr().out)


def test_a_preview_shows_how_rows_and_text_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes((HEADER + "Zoë,Müller,,zoe@x.example,Süß,,\n").encode("cp1250"))
    assert run(cli, ["import", "--preview", str(path)]) == 0
    said = capsys.readouterr()
    assert "  its text is cp1252 (a few bytes beyond ASCII" in said.out
    assert "\n    Zoë,Müller,,zoe@x.example,Süß,,\n" in said.out
    assert "\n  name        company  email\n  Zoë Müller  Süß      zoe@x.example\n" in said.out
    assert said.err == ""
    assert run(cli, ["import", "--encoding", "cp1251", str(path)]) == 0
    capsys.readouterr()
    assert run(cli, ["contacts", "--json"]) == 0
    (contact,) = json.loads(capsys.readouterr().out)["contacts"]
    assert contact["name"] == "Zoë Müller".encode("cp1250").decode("cp1251")


@pytest.mark.parametrize("name", ["no-such", "", "base64"])
def test_an_encoding_that_is_none_is_wrong_usage(name: str, tmp_path: Path, home: Path) -> None:
    assert run(cli, ["import", "--encoding", name, written(tmp_path, "c.csv", HEADER)]) == 2
    assert not home.exists()


def test_rows_left_out_come_as_csv_in_their_own_columns(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(cli, ["left-out"]) == 1
    assert "no such import" in capfd.readouterr().err.lower()
    rows = "Ana,Souza,,,Globex,,\n,,,,=Hooli,Engineer,08 Jul 2022\n"
    assert run(cli, ["import", written(tmp_path, "c.csv", HEADER + rows)]) == 0
    said = capfd.readouterr().out
    assert run(cli, ["left-out"]) == 0
    expected = (
        HEADER.strip()
        + ",Legwork: left out because\r\n"
        + (',,,,\'=Hooli,Engineer,08 Jul 2022,"refused: no name, no address, no profile"\r\n')
    )
    assert capfd.readouterr().out == expected
    batch = said.partition("`legwork left-out ")[2].partition("`")[0]
    assert run(cli, ["left-out", batch, "-o", str(tmp_path / "out")]) == 0
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "01-c.csv.left-out.csv"
    assert path.read_bytes().decode() == expected
    assert f"1 row in {path}." in capfd.readouterr().err
    mended = written(tmp_path, "mended.csv", expected.replace(",,,,'=Hooli", "Ada,Ng,,,'=Hooli"))
    assert run(cli, ["import", "--json", mended]) == 0
    (file,) = json.loads(capfd.readouterr().out)["files"]
    assert (file["new"], file["refused"]) == (1, 0)
    assert run(cli, ["left-out"]) == 1
    assert "No row was left out of that." in capfd.readouterr().err


def test_of_several_files_one_is_named_or_a_folder(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    torn = written(tmp_path, "book.vcf", CARD + "BEGIN:VCARD\nFN:Bo\n")
    assert run(cli, ["import", written(tmp_path, "c.csv", HEADER + ",,,,Hooli,,\n"), torn]) == 0
    capfd.readouterr()
    assert run(cli, ["left-out"]) == 1
    assert "name one with --file, or a folder with -o: book.vcf, c.csv" in capfd.readouterr().err
    assert run(cli, ["left-out", "--file", "book.vcf"]) == 0
    assert capfd.readouterr().out.splitlines()[:2] == [
        "Legwork: left out because,Legwork: the row as it stands",
        'refused: card without END,"BEGIN:VCARD',
    ]
    assert run(cli, ["left-out", "-o", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").iterdir())) == 2
    capfd.readouterr()
    (tmp_path / "a-file").touch()
    assert run(cli, ["left-out", "-o", str(tmp_path / "a-file" / "out")]) == 1
    assert "cannot be written" in capfd.readouterr().err
