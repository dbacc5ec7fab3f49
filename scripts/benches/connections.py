"""Invented connections by number, for measuring how much can be brought in and how fast."""

from __future__ import annotations

import calendar
import csv
import hashlib
from pathlib import Path
from typing import Any

HEADER = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
NAMES = """Ana Bruno Carla Dmitri Elif Farid Greta Hugo Ines Jonas Kemal Lena Marco Nadia Oscar Priya Quim
Rosa"""
GIVEN = tuple(NAMES.split())
PARTS = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru"
SYLLABLES = tuple(PARTS.split())
ROLES = ("Engineer", "Nurse", "Teacher", "Data Analyst", "Product Manager", "Designer", "Baker", "Director")
MONTHS = calendar.month_abbr[1:]


def write_connections(file: Path, rows: int) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        for number in range(rows):
            given, family = name(number)
            slug = f"{given}-{family}-{number}".lower()
            day = f"{number % 28 + 1:02d} {MONTHS[number % 12]} {2012 + number % 14}"
            address = f"{given}.{family}@mail{number}.example".lower() if number % 30 == 0 else ""
            link = f"https://www.linkedin.com/in/{slug}"
            writer.writerow([given, family, link, address, company(number), ROLES[number % 8], day])


def name(number: int) -> tuple[str, str]:
    """An invented name, the same for the same number: some six hundred given names, thousands of families."""
    chance = int(hashlib.sha256(str(number).encode()).hexdigest(), 16)
    syllables = [SYLLABLES[chance // 25**turn % 25] for turn in range(5)]
    given = GIVEN[chance // 25**6 % len(GIVEN)] if chance % 3 == 0 else "".join(syllables[3:]).capitalize()
    return given, "".join(syllables[: 2 + chance % 2]).capitalize()


def company(number: int) -> str:
    """One in twenty at one of five large employers, the others spread over three thousand."""
    chance = int(hashlib.sha256(f"at {number}".encode()).hexdigest(), 16)
    place = chance % 5 if chance // 5 % 20 == 0 else 5 + chance // 100 % 3_000
    return f"{SYLLABLES[place % 25].capitalize()}{SYLLABLES[place // 25 % 25]}{SYLLABLES[place // 625 % 25]} Works"


def capture(number: int) -> dict[str, Any]:
    """One in five captures is of two hundred people seen again and again; the others are of new people."""
    person = number % 200 if number % 5 == 0 else number + 50_000
    given, family = name(person)
    return {
        "url": f"https://www.linkedin.com/in/{given}-{family}-{person}".lower(),
        "page_title": f"{given} {family}",
        "captured_at": f"2026-11-20T{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z",
        "fields": {"name": f"{given} {family}", "title": ROLES[number % 8], "company": company(number)},
        "reader": "bench",
        "reader_version": "1",
    }
