"""Exports as people bring them, made for the tests: every person in them is invented."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

CONNECTIONS = (
    ("Ana", "Souza", "ana-souza-7", "", "Initech", "Director of Data", "12 Mar 2019"),
    ("Wei", "Zhang", "wei-zhang-pm", "wei@initech.example", "Initech", "Product Manager", "03 May 2021"),
    ("Robert", "O'Neil", "bob-oneil", "", "Hooli", "Staff Engineer", "21 Jun 2016"),
    ("Lena", "Ortiz", "lena-ortiz", "lena.ortiz@hooli.example", "Hooli", "Head of Product", "09 Nov 2022"),
    ("Tomáš", "Novák", "tomas-novak", "", "Globex", "Climate Analyst", "15 Jan 2024"),
    ("<b>Mia</b>", "Berg", "mia-berg", "", "Umbrella", 'Nurse "Lead"', "02 Feb 2020"),
    ("محمد", "صالح", "m-saleh", "", "Globex", "Engineer", "30 Sep 2023"),
    ("", "", "", "", "Nobody Ltd", "", "01 Jan 2020"),
)
GOOGLE = (
    ("Ana", "Souza", "ana.souza@globex.example", "Globex", "Data Lead"),
    ("Maria", "Silva", "maria@silva.example", "", ""),
    ("Bob", "O'Neil", "roneil@hooli.example", "Hooli", ""),
)
VCARDS = """BEGIN:VCARD
VERSION:3.0
FN:Kofi Mensah
N:Mensah;Kofi;;;
EMAIL;TYPE=work:kofi@acme.example
ORG:Acme
TITLE:Head of Logistics
NOTE:Met at the harbour meetup
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Wei Zhang
N:Zhang;Wei;;;
EMAIL:wei@initech.example
END:VCARD
"""


def write_exports(folder: Path) -> Path:
    """A LinkedIn archive, a Google file, vCards, and a file that is of no use."""
    with zipfile.ZipFile(folder / "linkedin.zip", "w") as archive:
        archive.writestr("Connections.csv", connections())
        archive.writestr("Ad_Targeting.csv", "Member Age,Company Size\n25-34,11-50\n")
    (folder / "google.csv").write_text(google(), "utf-8")
    (folder / "people.vcf").write_text(VCARDS, "utf-8", newline="\r\n")
    return folder


def connections() -> str:
    preamble = 'Notes:\n"When exporting your connection data, some addresses are missing."\n\n'
    header = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
    rows = [
        (given, family, f"https://www.linkedin.com/in/{slug}" if slug else "", *rest)
        for given, family, slug, *rest in CONNECTIONS
    ]
    return preamble + _csv(header, rows)


def google() -> str:
    header = (
        "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name",
        "Phonetic Last Name", "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name",
        "Organization Title", "Organization Department", "Birthday", "Notes", "Photo", "Labels",
        "E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value",
    )  # fmt: skip
    rows = [
        (given, "", family, *[""] * 7, company, title, *[""] * 4, "* myContacts", "* Work", email, "", "")
        for given, family, email, company, title in GOOGLE
    ]
    return _csv(header, rows)


def _csv(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()
