"""Tables nobody knows: what their columns seem to be, and what they are when the user says so."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.any_table import AnyTable, Look, WrongColumns, checked, columns_of, fingerprint, look, said
from legwork_importers.contract import Address, Claim, Labelled, Position, SourceRow, Unreadable, UnreadableSource
from legwork_importers.places import ENOUGH, PLACES, SEVERAL, places_by_name
from legwork_importers.registry import GENERIC, KINDS, Named, recognise, unknown_table
from legwork_importers.sources import BytesSource


def source(text: str) -> BytesSource:
    return BytesSource("x.csv", text.encode())


def top(text: str) -> Look:
    found = look(source(text))
    assert found is not None
    return found


def claim(header: str, row: str, columns: str) -> Claim:
    (read,) = AnyTable(columns.split(",")).read(source(f"{header}\n{row}\n"))
    assert isinstance(read, SourceRow)
    return read.claim


@pytest.mark.parametrize(
    ("header", "guess"),
    [
        ("First Name,Last Name,E-mail,Company,Job Title,Phone", "given,family,email,company,title,phone"),
        ("Vorname,Name,Firma,Mobil,Notizen", "given,family,company,phone,notes"),
        ("Nom,Prénom,Courriel,Entreprise,Poste", "family,given,email,company,title"),
        ("Nombre,Apellidos,Correo electrónico,Puesto", "given,family,email,title"),
        ("Nome,Cognome,Azienda,Ruolo,Compleanno", "given,family,company,title,birthday"),
        ("Nome,E-mail,Empresa,Cargo,Cidade", "name,email,company,title,city"),
        ("Imię,Nazwisko,Firma,Stanowisko", "given,family,company,title"),
        ("Voornaam,Achternaam,Bedrijf,Functie", "given,family,company,title"),
        ("Имя,Фамилия,Должность,Почта", "given,family,title,email"),
        ("氏名,会社名,役職,メール", "name,company,title,email"),
        ("Name,Title,Job Title,Email 2,Colour", "name,prefix,title,email,"),
        ("Name,Title,URL,Tags", "name,title,link,labels"),
        ("Given Name,First Name,Mail,E-Mail (2)", "given,,email,email"),
    ],
)
def test_columns_are_known_by_their_names_in_several_languages(header: str, guess: str) -> None:
    assert ",".join(top(f"{header}\n").guess) == guess


def test_columns_without_a_known_name_go_by_what_is_in_them() -> None:
    rows = (
        "Ada Ng,Acme,ada@x.example,+39 02 555 0100,https://www.linkedin.com/in/ada,www.x.example,3.4.1990\n"
        "Bo Li,,bo@x.example,+39 02 555 0101,https://linkedin.com/in/bo,https://y.example,4.4.1990\n"
    )
    assert top(f"who,where,box,ring,in,page,when\n{rows}").guess == (
        "name", "", "email", "phone", "linkedin", "link", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "row", "guess"),
    [
        ("Name,E-mail", "Ada Ng,never", "name,"),
        ("Name,Phone", "Ada Ng,none", "name,"),
        ("Name,Phone", "Ada Ng,12", "name,phone"),
        ("Name,URL", "Ada Ng,https://www.linkedin.com/in/ada", "name,linkedin"),
        ("Contact,Company", "ada@x.example,Acme", "email,company"),
        ("Company,Phone", "Ada Ng,a@x.example", "company,phone"),
    ],
)
def test_a_name_and_the_values_below_it_are_weighed(header: str, row: str, guess: str) -> None:
    assert ",".join(top(f"{header}\n{row}\n").guess) == guess


def test_a_look_shows_the_names_and_three_rows() -> None:
    found = top("Exported,today\n\nVorname;Nachname;\nAda;Ng;\nBo;Li\nCy;Ek;x;y\nDi;Fo;\n".replace("today\n", "now\n"))
    assert found.names == ("Vorname", "Nachname", "")
    assert found.rows == (("Ada", "Ng", ""), ("Bo", "Li", ""), ("Cy", "Ek", "x"))


def test_a_table_without_names_of_columns_is_told_by_its_first_row() -> None:
    found = top("Ada,Ng,ada@x.example\nBo,Li,\nCy,Ek,cy@x.example\n")
    assert found.names == ("Column 1", "Column 2", "Column 3")
    assert found.rows[0] == ("Ada", "Ng", "ada@x.example")
    assert found.header == fingerprint(["Ada", "Ng", "ada@x.example"])
    rows = list(AnyTable(["given", "family", "email"]).read(source("Ada,Ng,ada@x.example\nBo,Li,\n")))
    assert [row.locator for row in rows] == ["1", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear Ada,\nthank you,\nfor all, of it\nyours\nBo\n",
        "just one column\nand another line\n",
        ",".join(["x"] * 201) + "\n",
        "a," + "x" * 40_000 + "\n",
    ],
)
def test_what_is_no_table_is_none(text: str) -> None:
    assert look(source(text)) is None


def test_a_header_is_told_from_others_but_not_by_its_spelling() -> None:
    assert fingerprint(["First Name", "E-mail"]) == fingerprint(["first name ", "Email"])
    assert len({fingerprint(header) for header in (["a", "b"], ["b", "a"], ["ab"], ["a", "b", ""])}) == 4


def test_columns_are_said_as_pairs() -> None:
    assert said(' given=Vorname, "family=Name, last" ,email=#3,') == [
        ("given", "Vorname"),
        ("family", "Name, last"),
        ("email", "#3"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "said as given=Vorname"),
        (" , ", "said as given=Vorname"),
        ("given", "'given' is no pair such as given=Vorname"),
        ("given=", "'given=' is no pair"),
        ("fam=Name", "'fam' is nothing a column can be; there are name, given"),
        ('"given=' + "x" * 140_000, "said as given=Vorname"),
    ],
)
def test_what_is_not_said_so_is_refused(text: str, reason: str) -> None:
    with pytest.raises(WrongColumns, match=reason):
        said(text)


NAMES = ("Vorname", "Nachname", "Mail", "Mail")


@pytest.mark.parametrize(
    ("pairs", "places"),
    [
        ("given=vor name,family=NACHNAME", "given,family,,"),
        ("email=Mail,email=#4", ",,email,email"),
        ("name=#1", "name,,,"),
    ],
)
def test_what_was_said_finds_its_columns(pairs: str, places: str) -> None:
    assert ",".join(columns_of(NAMES, said(pairs))) == places


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ("given=Rufname", "no column named 'Rufname'"),
        ("given=#5", "no column named '#5'"),
        ("given=#0", "no column named '#0'"),
        ("given=Vorname,family=#1", "the column '#1' is said to be both given and family"),
        ("given=Vorname,given=Nachname", "two columns are said to be given"),
        ("company=Vorname", "no column says who it is"),
    ],
)
def test_what_does_not_fit_is_refused(pairs: str, reason: str) -> None:
    with pytest.raises(WrongColumns, match=reason):
        columns_of(NAMES, said(pairs))


@given(st.lists(st.sampled_from(["", *PLACES]), max_size=12))
def test_places_are_good_or_refused_with_a_reason(places: list[str]) -> None:
    once = [place for place in places if place and place not in SEVERAL]
    good = len(set(once)) == len(once) and bool(ENOUGH & set(places))
    if good:
        assert checked(places) == tuple(places)
    else:
        with pytest.raises(WrongColumns, match=r"\w"):
            checked(places)


def test_every_place_of_a_claim_is_filled() -> None:
    header = ",".join(PLACES)
    cells = {
        "birthday": "12.3.1980",
        "connected": "2021-04-05",
        "email": "ada@x.example b@x.example",
        "labels": '"Choir; Rowing"',
        "linkedin": "ada-ng",
        "link": "https://x.example",
    }
    found = claim(header, ",".join(cells.get(place, place.upper()) for place in PLACES), header)
    assert found == Claim(
        name="NAME",
        given="GIVEN",
        middle="MIDDLE",
        family="FAMILY",
        prefix="PREFIX",
        suffix="SUFFIX",
        nickname="NICKNAME",
        maiden="MAIDEN",
        emails=(Labelled("ada@x.example"), Labelled("b@x.example")),
        phones=(Labelled("PHONE"),),
        links=(Labelled("https://www.linkedin.com/in/ada-ng", "linkedin"), Labelled("https://x.example")),
        positions=(Position("TITLE", "COMPANY", "DEPARTMENT"),),
        addresses=(Address("", "STREET", "CITY", "REGION", "POSTCODE", "COUNTRY"),),
        location="LOCATION",
        notes="NOTES",
        birthday="1980-03-12",
        connected_on="2021-04-05",
        labels=("Choir", "Rowing"),
    )


def test_several_columns_of_one_place_keep_their_names() -> None:
    found = claim("Work,Home,N1,N2,Who", "1,2,a,b,Ada", "phone,phone,notes,notes,name")
    assert found.phones == (Labelled("1", "Work"), Labelled("2", "Home"))
    assert found.notes == "a\nb"
    assert claim("Work,Home,Who", ",2,Ada", "phone,phone,name").phones == (Labelled("2", "Home"),)


def test_what_has_no_place_or_cannot_be_read_is_kept() -> None:
    found = claim("Who,Born,Since,Pet,Pet", "Ada,in May,soon,cat,dog", "name,birthday,connected,,")
    assert found.extra == {"Born": "in May", "Since": "soon", "Pet": "cat\ndog"}


@pytest.mark.parametrize(
    ("cell", "link"),
    [
        ("https://www.linkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
        ("in/ada-ng/", "https://www.linkedin.com/in/ada-ng"),
        ("@ada-ng", "https://www.linkedin.com/in/ada-ng"),
        ("Ada Ng", "Ada Ng"),
    ],
)
def test_a_profile_may_be_told_by_its_end(cell: str, link: str) -> None:
    assert claim("Who,In", f"Ada,{cell}", "name,linkedin").links == (Labelled(link, "linkedin"),)


def test_a_row_that_names_nobody_is_refused() -> None:
    rows = list(AnyTable(["name", "company"]).read(source("Who,Where\nAda,Acme\n,Bolt\n,\n")))
    assert [row.reason if isinstance(row, Unreadable) else row.claim.kind for row in rows] == ["", "org", "empty row"]
    (row,) = AnyTable(["name", ""]).read(source("Who,Where\n,Bolt\n"))
    assert isinstance(row, Unreadable)
    assert row.reason == "no name, no address, no profile"


@pytest.mark.parametrize("text", ["Who,Where,When\nAda,Acme,May\n", "nothing\n"])
def test_a_table_with_other_columns_is_not_read_by_these(text: str) -> None:
    table = AnyTable(["name", "company"])
    assert table.knows(source(text)) is None
    with pytest.raises(UnreadableSource, match="not the one whose columns were named"):
        list(table.read(source(text)))


def test_other_columns_are_another_version() -> None:
    assert AnyTable(["name", ""]).version != AnyTable(["", "name"]).version
    assert AnyTable(["name", ""]).version == AnyTable(["name", ""]).version < 2**31


TABLE = "Wer,Wo,Post\nAda Ng,Acme,ada@x.example\n"


def test_a_table_is_read_once_its_columns_are_named() -> None:
    assert recognise(source(TABLE)) is None
    found = unknown_table(source(TABLE))
    assert found is not None
    assert found.guess == ("name", "", "email")
    known = recognise(source(TABLE), named=Named({found.header: ("name", "company", "email")}))
    assert known is not None
    assert (known.importer.kind, known.table) == (GENERIC, found.header)
    assert known.why == "columns: name = Wer, company = Wo, email = Post"
    assert AnyTable(("name", "", "")).knows(source(TABLE)) == "columns: name = Wer"
    assert recognise(source("a,b\n1,2\n"), named=Named({found.header: ("name", "", "")})) is None
    assert recognise(source("text\n"), named=Named({found.header: ("name", "", "")})) is None


def test_the_user_may_say_that_a_file_is_a_table() -> None:
    header = top(TABLE).header
    told = Named({header: ("name", "", "")}, [("given", "Wer"), ("company", "Wo")])
    by = [recognise(source(TABLE), kind=GENERIC, named=named) for named in (told, Named(told.saved), None)]
    assert [found.importer.columns for found in by if found and isinstance(found.importer, AnyTable)] == [
        ("given", "company", ""),
        ("name", "", ""),
        ("name", "", "email"),
    ]
    with pytest.raises(UnreadableSource, match="it is no table"):
        recognise(source("text\n"), kind=GENERIC)
    with pytest.raises(WrongColumns, match="no column says who it is"):
        recognise(source("Colour,Size\nred,1\n"), kind=GENERIC)
    assert GENERIC in KINDS


def test_more_than_four_columns_are_shown_by_the_first() -> None:
    assert AnyTable(["name", "email", "phone", "company", "title"]).why("abcde").endswith("company = d, …")


@pytest.mark.parametrize(
    "text",
    [
        "Date,ShareLink,ShareCommentary\n1,2,3\n",
        '{"a": 1,\n"b": 2}\n',
        "%PDF-1.7,x\ny,z\n",
    ],
)
def test_what_is_known_for_something_else_is_no_table_to_name(text: str) -> None:
    assert unknown_table(source(text)) is None


def test_no_name_of_a_column_means_a_place_that_is_none() -> None:
    assert set(places_by_name().values()) <= set(PLACES)
    assert set(PLACES) >= ENOUGH | SEVERAL


CELL = st.text(st.characters(codec="utf-8"), max_size=12)


@given(
    rows=st.lists(st.lists(CELL, min_size=2, max_size=6), min_size=1, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252", "cp1251", "gb18030"]),
    places=st.lists(st.sampled_from(["", *PLACES]), min_size=2, max_size=6),
)
def test_any_table_is_read_or_refused_with_a_sentence(rows: list[list[str]], encoding: str, places: list[str]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    given_source = BytesSource("x", text.getvalue().encode(encoding, "replace"))
    found = look(given_source)
    assert found is None or len(found.guess) == len(found.names)
    if found is None or len(found.names) != len(places):
        with pytest.raises(UnreadableSource, match=r"\w"):
            list(AnyTable(places).read(given_source))
        return
    for row in AnyTable(places).read(given_source):
        assert row.reason if isinstance(row, Unreadable) else row.claim.canonical().encode()
