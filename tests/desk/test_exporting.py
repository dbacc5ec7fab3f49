"""What is exported is read back: the same people, with the same names, addresses, numbers, links and roles."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_desk import exported
from hypothesis import given, settings
from hypothesis import strategies as st

from legwork.desk import editing, exporting, importing, linking, sampling, viewing
from legwork.desk.address_books import WRITERS
from legwork.desk.opening import Desk
from legwork.linkage.merging import merge
from legwork.linkage.person import Claimed
from legwork_importers.contract import SourceRow
from legwork_importers.registry import recognise
from legwork_importers.sources import BytesSource

Exports = Callable[..., list[Path]]
FILES = {"csv": "people.csv", "vcard": "people.vcf", "json": "people.json"}


def people(text: str) -> list[Any]:
    """What must come back of everyone in a JSON export, in an order made from it alone."""
    return sorted((essence(contact) for contact in json.loads(text)["contacts"]), key=repr)


def essence(contact: dict[str, Any]) -> dict[str, Any]:
    details = {
        name: sorted((one["value"], one["label"]) for one in found) for name, found in contact["details"].items()
    }
    roles = [[role[part] for part in ("title", "company", "department", "from", "to")] for role in contact["positions"]]
    names = ("name", "given", "middle", "family", "prefix", "suffix", "nickname", "maiden", "title", "company")
    return {**{name: contact.get(name, "") for name in names}, **details, "positions": sorted(roles)}


@pytest.mark.parametrize("format_", FILES)
def test_an_export_brought_into_an_empty_desk_gives_the_same_people(
    tmp_path: Path, open_here: Callable[..., Desk], exports: Exports, format_: str
) -> None:
    first = open_here(f"sqlite:///{tmp_path / 'a.sqlite3'}", "a")
    second = open_here(f"sqlite:///{tmp_path / 'b.sqlite3'}", "b")
    importing.run(first, exports())
    wei = next(line for line in viewing.contacts(first, "wei") if line.company == "Hooli")
    editing.edit(first, wei.id, "name", "=Wei")
    path = tmp_path / FILES[format_]
    with path.open("w", encoding="utf-8", newline="") as file:
        count = exporting.export(first, format_, file)
    report = importing.run(second, [path])
    assert [file["kind"] for file in report["files"]] == ["vcard" if format_ == "vcard" else f"legwork.{format_}"]
    assert report["files"][0]["new"] == count == len(json.loads(exported(second))["contacts"])
    assert people(exported(second)) == people(exported(first))
    assert linking.relink(second)["changed"] == 0


def test_a_role_you_typed_comes_back_as_the_present_one() -> None:
    contact = as_exported({"name": "Ada", "positions": [{"title": "Clerk", "company": "Post"}]}) | {"title": "Boss"}
    for format_ in FILES:
        (claim,) = reread(format_, contact)
        roles = [(role["title"], role["company"]) for role in claim["positions"]]
        assert roles == [("Boss", "Post"), ("Clerk", "Post")], format_


def test_an_extension_is_no_part_of_a_number_in_e164(small_desk: Desk, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:Mia Berg\nTEL;VALUE=uri:tel:+46-8-123-456;ext=12\nEND:VCARD\n"
    (tmp_path / "a.vcf").write_text(card, encoding="utf-8")
    importing.run(small_desk, [tmp_path / "a.vcf"])
    (contact,) = json.loads(exported(small_desk))["contacts"]
    (phone,) = contact["details"]["phones"]
    assert (phone["value"], phone["e164"]) == ("+46-8-123-456 ext. 12", "+468123456")


def test_sample_people_are_in_no_export(small_desk: Desk, exports: Exports) -> None:
    sampling.add(small_desk)
    importing.run(small_desk, exports("Connections.csv"))
    for format_ in exporting.FORMATS:
        out = io.StringIO()
        assert exporting.export(small_desk, format_, out) == 4, format_


LINE = st.characters(codec="utf-8", exclude_categories=("Cc",))
WORD = st.text(LINE, max_size=8)
TRICKY = st.sampled_from(["=1+1", "'=x", "-x", "@x", "+x", "a;b", "a,b", "a\\", "\\n", "a|b", '"x"', "a ::: b"])
TEXT = st.one_of(WORD, TRICKY).map(lambda text: " ".join(text.split()))
LABEL = st.one_of(WORD, st.sampled_from(["=1", "a;b", "work, old"])).map(lambda text: " ".join(text.split()))
ROLE = st.fixed_dictionaries(
    {"title": TEXT, "company": TEXT, "department": WORD},
    optional={"start": st.sampled_from(["2019", "2020-03"]), "end": st.sampled_from(["2021", "2021-04-30"])},
).filter(lambda role: role["title"] or role["company"])


def entries(value: str) -> st.SearchStrategy[list[dict[str, str]]]:
    """Up to eight values, more than a table has columns for; `{}` in `value` stands for their number."""
    return st.lists(LABEL, max_size=8).map(
        lambda labels: [{"label": label, "value": value.format(number)} for number, label in enumerate(labels)]
    )


CLAIM = st.fixed_dictionaries(
    {
        "name": TEXT,
        "given": TEXT,
        "family": TEXT,
        "emails": entries("ada{}@x.example"),
        "phones": entries("+49 30 12345{}"),
        "links": entries("https://x.example/{}"),
        "positions": st.lists(ROLE, max_size=3),
        "notes": TEXT,
    },
    optional={"birthday": st.sampled_from(["--04-12", "1980-04-12"]), "nickname": WORD, "maiden": WORD},
)


@pytest.mark.parametrize("format_", FILES)
@given(claim=CLAIM)
@settings(max_examples=60)
def test_anyone_comes_back_from_an_export(format_: str, claim: dict[str, Any]) -> None:
    before = as_exported(claim)
    rows = list(reread(format_, before))
    if not rows:
        assert not any(essence(before)[name] for name in ("emails", "phones", "links"))
        return
    (row,) = rows
    after = as_exported(row)
    assert essence(after) == essence(before)
    assert after.get("birthday") == before.get("birthday")


def as_exported(claim: dict[str, Any]) -> dict[str, Any]:
    """A record that is a contact by itself, as an export holds it."""
    merged = merge([Claimed(1, "d", "vcard", claim)]).to_json()
    return exporting._contact(merged, {1: "vcard"}) | {"id": "c_1", "state": "known", "do_not_contact": False}


def reread(format_: str, contact: dict[str, Any]) -> list[dict[str, Any]]:
    out = io.StringIO()
    if format_ == "json":
        out.write('{"contacts": [\n' + json.dumps(contact, ensure_ascii=False) + '\n], "settings": {}}\n')
    else:
        WRITERS[format_](out)("0" * 64, contact)
    source = BytesSource("x", out.getvalue().encode())
    found = recognise(source)
    assert found is not None
    return [row.claim.to_json() for row in found.importer.read(source) if isinstance(row, SourceRow)]
