"""Names, keys, addresses and file names of any length stand on both databases and cost no other row."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest
from conftest_desk import capture_body, exported

from legwork.desk import capturing, checking, editing, exporting, importing, viewing
from legwork.desk.opening import Desk

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def noise(length: int, alphabet: str = "0123456789abcdef") -> str:
    """A text that no index makes shorter."""
    digest = "".join(hashlib.sha256(f"{length} {number}".encode()).hexdigest() for number in range(length // 64 + 1))
    return "".join(alphabet[int(digit, 16)] for digit in digest[:length])


HAN = "山田太郎東京会社働花子大阪住出"[:15] + "中"


def test_a_capture_of_a_long_address_is_kept_and_found_again(desk: Desk) -> None:
    for number, text in enumerate((noise(1_980), noise(1_900, HAN), f"in/{noise(280, HAN)}")):
        site = "https://www.linkedin.com" if number == 2 else "https://x.example"
        body = capture_body(url=f"{site}/{text}", name=noise(290 - number, HAN) if number else "Ada Ng")
        answer = capturing.capture(desk, body, f"key-{number}").answer
        assert answer["outcome"] == "created"
        again = capturing.capture(desk, body, f"again-{number}").answer
        assert again["contact"]["id"] == answer["contact"]["id"]
        assert [line.id for line in viewing.by_address(desk, body["url"])] == [answer["contact"]["id"]]
        out = io.StringIO()
        exporting.export(desk, "records", out)
        locators = [row["locator"] for row in csv.DictReader(io.StringIO(out.getvalue()))]
        assert f"2026-11-20T10:00:00Z {body['url']}" in locators
        assert body["url"] in exported(desk)
    assert all(finding.ok for finding in checking.doctor(desk))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.vcf",
            (
                f"BEGIN:VCARD\nUID:{noise(4_000)}\nFN:Long Uid\nEND:VCARD\n"
                f"BEGIN:VCARD\nFN:{noise(8_000, HAN)}\nEND:VCARD\n"
                "BEGIN:VCARD\nFN:Honest Person\nEMAIL:h@x.example\nEND:VCARD\n"
            ),
        ),
        (
            "c.csv",
            (
                f"{HEADER}{noise(30_000)},Bee,,k@x.example,,,12 Apr 2021\n"
                f"{noise(900, HAN)},Bee,https://www.linkedin.com/in/{noise(290, HAN)},,,,12 Apr 2021\n"
                "Honest,Person,,h@x.example,,,12 Apr 2021\n"
            ),
        ),
    ],
)
def test_a_long_row_costs_no_other(desk: Desk, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert importing.run(desk, [path])["files"][0]["new"] == 3
    assert [line.name for line in viewing.contacts(desk, "honest")] == ["Honest Person"]
    assert importing.run(desk, [path])["files"][0]["unchanged"] == 3
    assert all(finding.ok for finding in checking.doctor(desk))


def test_a_file_may_have_a_long_name(desk: Desk) -> None:
    name = f"{noise(1_300, HAN)}.csv"
    data = f"{HEADER}Ada,Ng,,a@x.example,,,12 Apr 2021\n".encode()
    for _ in range(2):
        job = importing.receive(desk, [(name, io.BytesIO(data))])
        importing.start(desk, job)
        importing.work(desk, job)
        assert importing.job(desk, job).state == "done"
    assert [record.file for record in viewing.contact(desk, viewing.contacts(desk, "ada")[0].id).records] == [
        name[-500:]
    ]


def test_a_name_of_yours_may_be_long(desk: Desk) -> None:
    ada = str(capturing.capture(desk, capture_body(), "key-1").answer["contact"]["id"])
    editing.edit(desk, ada, "name", noise(2_000))
    assert viewing.contact(desk, ada).name == noise(2_000)


def test_a_page_is_known_by_its_own_address_alone(desk: Desk) -> None:
    capturing.capture(desk, capture_body(url="https://x.example/Team/", name="Ada Ng"), "key-1")
    capturing.capture(desk, capture_body(url="https://x.example/Team#bo", name="Bo Li"), "key-2")
    capturing.capture(desk, capture_body(url="https://x.example/Teamwork", name="Cy Mo"), "key-3")
    found = {line.name for line in viewing.by_address(desk, "http://www.x.example/Team#top")}
    assert found == {"Ada Ng", "Bo Li"}
